import type { Box, Point } from '../geometry/box.ts'

/** Where an artboard is in the window, in CSS pixels, and how wide. */
export type ArtboardPlace = { readonly originPx: Point; readonly unitPx: number }

export function measureArtboard(artboard: HTMLElement): ArtboardPlace {
  const { left, top, width } = artboard.getBoundingClientRect()
  return { originPx: { x: left, y: top }, unitPx: width }
}

/** A box of one screen in canvas widths of another, from that one's top left corner. */
export function placeInRow(box: Box, from: ArtboardPlace, to: ArtboardPlace): Box {
  if (from === to) return box
  const ratio = from.unitPx / to.unitPx
  return {
    x: box.x * ratio + (from.originPx.x - to.originPx.x) / to.unitPx,
    y: box.y * ratio + (from.originPx.y - to.originPx.y) / to.unitPx,
    width: box.width * ratio,
    height: box.height * ratio,
    rotation: box.rotation,
  }
}
