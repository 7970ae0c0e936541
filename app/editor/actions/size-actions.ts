import { findCanvasSize, sortCanvasSizeIds } from '#app/document/catalogue/canvas-sizes.ts'
import { addCanvasSize, removeCanvasSize } from '#app/document/edits/add-canvas-size.ts'
import type { CanvasSizeId } from '#app/document/model/ids.ts'
import type { Workbench } from '../state/editor-controller.ts'

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

export function removeSize(workbench: Workbench, canvasSizeId: CanvasSizeId): void {
  const others = sortCanvasSizeIds(Object.keys(workbench.session.getProject().screensByCanvasSize))
  const next = others.find((id) => id !== canvasSizeId)
  if (next === undefined) return
  if (workbench.ui.get().canvasSizeId === canvasSizeId) workbench.selectSize(next)
  workbench.edit(`Remove ${nameSize(canvasSizeId)}`, (project) => removeCanvasSize(project, canvasSizeId))
}

export function nameSize(canvasSizeId: string): string {
  return findCanvasSize(canvasSizeId)?.name ?? canvasSizeId
}
