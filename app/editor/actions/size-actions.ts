import { findCanvasSize } from '#app/document/catalogue/canvas-sizes.ts'
import { addCanvasSize, removeCanvasSize } from '#app/document/edits/add-canvas-size.ts'
import type { CanvasSizeId } from '#app/document/model/ids.ts'
import type { EditorController } from '../state/editor-controller.ts'
import { editWithUndoToast } from './edit-with-undo-toast.tsx'

/** Copies the designs of the size shown and lays them out for the new canvas. */
export function addSize(editor: EditorController, canvasSizeId: CanvasSizeId): void {
  const { canvasSizeId: copyFrom, locale } = editor.ui.get()
  editor.edit(`Add ${nameSize(canvasSizeId)}`, (project) =>
    addCanvasSize(project, {
      canvasSizeId,
      copyFrom,
      locale,
      mint: () => crypto.randomUUID(),
      measureHeight: (text) => editor.measureBox(text).height,
    }),
  )
  editor.selectSize(canvasSizeId)
}

/** No confirmation: a toast offers to undo it. */
export function removeSize(editor: EditorController, canvasSizeId: CanvasSizeId): void {
  if (Object.keys(editor.session.getProject().screensByCanvasSize).length < 2) return
  const name = nameSize(canvasSizeId)
  const wasShown = editor.ui.get().canvasSizeId === canvasSizeId
  editWithUndoToast(editor, {
    label: `Remove ${name}`,
    text: `Removed ${name}`,
    edit: (project) => removeCanvasSize(project, canvasSizeId),
    onUndone: () => {
      if (wasShown) editor.selectSize(canvasSizeId)
    },
  })
}

export function nameSize(canvasSizeId: string): string {
  return findCanvasSize(canvasSizeId)?.name ?? canvasSizeId
}
