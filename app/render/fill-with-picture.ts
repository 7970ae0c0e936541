import type { DrawContext, Picture } from './draw-assets.ts'
import { type Box, isDrawable, snapBox } from './fit-picture.ts'

/**
 * Fills the current path with the picture, whole picture at `to`. Not by clipping: browsers smooth the edge of a clip on
 * a canvas of the page but not on an OffscreenCanvas, so the export would have steps where the stage has none.
 */
export function fillWithPicture(context: DrawContext, picture: Picture, to: Box): void {
  if (!isDrawable(picture) || !isDrawable(to)) return
  const pattern = context.createPattern(picture, 'no-repeat')
  if (!pattern) return
  const { x, y, width, height } = snapBox(to)
  pattern.setTransform({ a: width / picture.width, b: 0, c: 0, d: height / picture.height, e: x, f: y })
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = 'high'
  context.fillStyle = pattern
  context.fill()
}
