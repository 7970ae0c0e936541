import { findCanvasSize } from '#app/document/catalogue/canvas-sizes.ts'
import { addCanvasSize, removeCanvasSize } from '#app/document/edits/add-canvas-size.ts'
import type { CanvasSizeId } from '#app/document/model/ids.ts'
import type { Workbench } from '../state/editor-controller.ts'
import { editWithUndoToast } from './edit-with-undo-toast.tsx'

/** The designs of the size shown are copied and laid out for the new canvas. */
export function addSize(workbench: Workbench, canvasSizeId: CanvasSizeId): void {
  const { canvasSizeId: copyFrom, locale } = workbench.ui.get()
  workbench.edit(`Add ${nameSize(canvasSizeId)}`, (project) =>
    addCanvasSize(project, {
      canvasSizeId,
      copyFrom,
      locale,
      mint: () => crypto.randomUUID(),
      measureHeight: (text) => workbench.measureBox(text).height,
    }),
  )
  workbench.selectSize(canvasSizeId)
}

/** Asks nothing: a toast offers the way back. */
export function removeSize(workbench: Workbench, canvasSizeId: CanvasSizeId): void {
  if (Object.keys(workbench.session.getProject().screensByCanvasSize).length < 2) return
  const name = nameSize(canvasSizeId)
  const wasShown = workbench.ui.get().canvasSizeId === canvasSizeId
  editWithUndoToast(workbench, {
    label: `Remove ${name}`,
    text: `Removed ${name}`,
    edit: (project) => removeCanvasSize(project, canvasSizeId),
    onUndone: () => {
      if (wasShown) workbench.selectSize(canvasSizeId)
    },
  })
}

export function nameSize(canvasSizeId: string): string {
  return findCanvasSize(canvasSizeId)?.name ?? canvasSizeId
}
