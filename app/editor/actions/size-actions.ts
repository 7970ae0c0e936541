import { addCanvasSize } from '#app/document/edits/add-canvas-size.ts'
import { addLinkedSize } from '#app/document/linked/add-linked-size.ts'
import { findMasterSize } from '#app/document/linked/find-master-size.ts'
import { removeSize as removeSizeOf } from '#app/document/linked/remove-size.ts'
import type { CanvasSizeId } from '#app/document/model/ids.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { editProject } from '#app/document/resolve/edit-project.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { editWithUndoToast } from './edit-with-undo-toast.tsx'
import { nameSize } from './name-size.ts'

const mint = () => crypto.randomUUID()

/** Adds a size that follows the project's master, or the size shown where the project has no master yet. */
export function addSize(editor: EditorController, canvasSizeId: CanvasSizeId): void {
  editor.editDocument(`Add ${nameSize(canvasSizeId)}`, (document) => addTo(editor, document, canvasSizeId))
  editor.selectSize(canvasSizeId)
}

function addTo({ ui }: EditorController, document: ProjectDocument, canvasSizeId: CanvasSizeId) {
  const { canvasSizeId: shown, locale } = ui.get()
  const master = findMasterSize(document) ?? shown
  const isFilled = Object.keys(document.screensByCanvasSize[master] ?? {}).length > 0
  if (isFilled) return addLinkedSize(document, { canvasSizeId, master })
  return editProject(document, (project) => addCanvasSize(project, { canvasSizeId, locale, mint }))
}

/** No confirmation: a toast offers to undo it. The sizes that follow it keep their pictures. */
export function removeSize(editor: EditorController, canvasSizeId: CanvasSizeId): void {
  if (Object.keys(editor.session.getProject().screensByCanvasSize).length < 2) return
  const name = nameSize(canvasSizeId)
  const wasShown = editor.ui.get().canvasSizeId === canvasSizeId
  editWithUndoToast(editor, {
    label: `Remove ${name}`,
    text: `Removed ${name}`,
    edit: (document) => removeSizeOf(document, { canvasSizeId, mint }),
    onUndone: () => {
      if (wasShown) editor.selectSize(canvasSizeId)
    },
  })
}
