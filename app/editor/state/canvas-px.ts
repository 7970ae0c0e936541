import type { SizePx } from '#app/document/catalogue/canvas-size-table.ts'
import { findCanvasSize, getCanvasPx } from '#app/document/catalogue/canvas-sizes.ts'
import type { CanvasSizeId } from '#app/document/model/ids.ts'
import type { Orientation, Project } from '#app/document/model/schema.ts'

/** Fallback for a size that only a newer build knows; its screens can still be viewed. */
export function findCanvasPx(canvasSizeId: string, orientation: Orientation): SizePx {
  return getCanvasPx(findCanvasSize(canvasSizeId) === undefined ? 'iphone-69' : canvasSizeId, orientation)
}

/** In canvas widths. */
export function findCanvasHeight(canvasSizeId: string, orientation: Orientation): number {
  const { widthPx, heightPx } = findCanvasPx(canvasSizeId, orientation)
  return heightPx / widthPx
}

/** The widest and the tallest of the screens, in store pixels, which the stage must fit. */
export function measureScreens(project: Project, canvasSizeId: CanvasSizeId): SizePx {
  const screens = Object.values(project.screensByCanvasSize[canvasSizeId] ?? {})
  const sizes = screens.map((screen) => findCanvasPx(canvasSizeId, screen.orientation))
  if (sizes.length === 0) return findCanvasPx(canvasSizeId, 'portrait')
  return {
    widthPx: Math.max(...sizes.map((size) => size.widthPx)),
    heightPx: Math.max(...sizes.map((size) => size.heightPx)),
  }
}
