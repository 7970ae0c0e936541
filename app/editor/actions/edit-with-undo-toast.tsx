import { applyChange } from '#app/document/changes/apply-change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import { planRevert } from '#app/document/changes/revert-change.ts'
import { showUndoToast } from '#app/ui/show-undo-toast.tsx'
import type { EditDocument, EditorController } from '../state/editor-controller.ts'

type UndoableEdit = {
  /** Label in the history. */
  label: string
  /** Text of the toast. */
  text: string
  edit: EditDocument
  /** Restores the view after the undo. */
  onUndone: () => void
}

/** Makes a large change without a confirmation; a toast offers to undo it, also after other edits. */
export function editWithUndoToast(
  editor: EditorController,
  { label, text, edit, onUndone }: UndoableEdit,
): void {
  const { session } = editor
  const before = session.getDocument()
  editor.editDocument(label, edit)
  const after = session.getDocument()
  if (after === before) return
  const change = diffProjects(before, after, label)
  showUndoToast({
    id: 'undoable-edit',
    text,
    onUndo: () => {
      if (session.history.get().undoLabel === change.label) session.undo()
      else
        editor.editDocument(`Undo: ${label}`, (project) => applyChange(project, planRevert(project, change)))
      onUndone()
    },
  })
}
