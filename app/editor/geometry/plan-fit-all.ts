/** The zoom at which the whole row is beside each other in the space; at most 1, at which one screen fits. CSS pixels. */
export function planFitAll(row: {
  /** Of the screens as they are drawn at `zoom`. */
  widthsPx: readonly number[]
  gapPx: number
  spacePx: number
  zoom: number
}): number | undefined {
  const { widthsPx, gapPx, spacePx, zoom } = row
  const taken = widthsPx.reduce((sum, width) => sum + width, 0)
  if (taken <= 0) return undefined
  return Math.min(1, (zoom * (spacePx - gapPx * (widthsPx.length - 1))) / taken)
}
