import type { DrawContext, Picture } from './draw-assets.ts'

export type Box = { x: number; y: number; width: number; height: number }

export type Fit = 'cover' | 'contain' | 'stretch'

/** Where the whole picture comes to lie for a box; with `cover` it reaches beyond the box and the caller clips. */
export function fitPicture(picture: { width: number; height: number }, box: Box, fit: Fit): Box {
  if (fit === 'stretch' || picture.width <= 0 || picture.height <= 0) return box
  const byWidth = box.width / picture.width
  const byHeight = box.height / picture.height
  const scale = fit === 'cover' ? Math.max(byWidth, byHeight) : Math.min(byWidth, byHeight)
  const width = picture.width * scale
  const height = picture.height * scale
  return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height }
}

export function drawPicture(context: DrawContext, picture: Picture, to: Box): void {
  if (!isDrawable(picture) || !isDrawable(to)) return
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = 'high'
  const { x, y, width, height } = snapBox(to)
  context.drawImage(picture, x, y, width, height)
}

/** A size that overflowed or vanished would throw in some browsers and hang others. */
export function isDrawable({ width, height }: { width: number; height: number }): boolean {
  return width > 0 && height > 0 && Number.isFinite(width) && Number.isFinite(height)
}

/**
 * Lengths come from fractions, so a picture meant to lie on whole pixels misses them by a rounding error, and the
 * browser would resample all of it.
 */
export function snapBox({ x, y, width, height }: Box): Box {
  const left = snap(x)
  const top = snap(y)
  return { x: left, y: top, width: snap(x + width) - left, height: snap(y + height) - top }
}

function snap(px: number): number {
  const whole = Math.round(px)
  return Math.abs(px - whole) < 0.01 ? whole : px
}
