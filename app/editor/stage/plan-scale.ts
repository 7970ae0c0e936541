import type { SizePx } from '#app/document/catalogue/canvas-size-table.ts'

/** Margin around the row of screens, in CSS pixels; the bottom contains the screens' names. */
export const stagePadding = { top: 40, side: 40, bottom: 76 } as const
const minScale = 0.01

/**
 * CSS pixels per store pixel. Zoom 1 fits the tallest screen into the stage; the width of a screen is a whole number,
 * so that its picture is not resampled.
 */
export function planScale(stage: SizePx, largest: SizePx, zoom: number): number {
  const space = {
    width: stage.widthPx - 2 * stagePadding.side,
    height: stage.heightPx - stagePadding.top - stagePadding.bottom,
  }
  const fit = Math.max(minScale, Math.min(space.width / largest.widthPx, space.height / largest.heightPx))
  return Math.max(1, Math.round(fit * zoom * largest.widthPx)) / largest.widthPx
}

/** The scroll position that keeps the point under the pointer while the content grows by `factor`. */
export function planZoomScroll(scroll: number, pointer: number, factor: number, padding: number): number {
  return Math.max(0, (scroll + pointer - padding) * factor + padding - pointer)
}
