import { findCanvasSize, getCanvasPx } from '#app/document/catalogue/canvas-sizes.ts'
import type { Project } from '#app/document/model/schema.ts'
import { type ExportTarget, getScreen } from './export-target.ts'
import { type FileFormat, findExtension, planFormat } from './file-format.ts'
import type { FileLayoutId } from './file-layouts.ts'
import { planPlaces } from './plan-file-names.ts'

/** A file before it is made; its size in pixels is 0 × 0 for a canvas size that this build does not know. */
export type PlannedFile = {
  target: ExportTarget
  /** Below the folder, or in the ZIP. */
  path: string
  format: FileFormat
  widthPx: number
  heightPx: number
}

export type FileChoice = { layout: FileLayoutId; pattern?: string | undefined; format: FileFormat }

/** In the order of the targets; a picture with two places in the layout is two files. */
export function planFiles(
  project: Project,
  targets: readonly ExportTarget[],
  { layout, pattern, format }: FileChoice,
): PlannedFile[] {
  const places = planPlaces(project, targets, {
    layout,
    pattern,
    extensionOf: ({ canvasSizeId }) => findExtension(planFormat(canvasSizeId, format)),
  })
  return places.map(({ target, path }) => {
    const { canvasSizeId } = target
    const sides =
      findCanvasSize(canvasSizeId) === undefined
        ? { widthPx: 0, heightPx: 0 }
        : getCanvasPx(canvasSizeId, getScreen(project, target).orientation)
    return { target, path, format: planFormat(canvasSizeId, format), ...sides }
  })
}
