import type { CreateLayer, DrawContext } from './draw-assets.ts'

/**
 * A layer with everything that lies within `widthPx` of what is drawn on the other, in one colour. Copies around
 * circles, each time from what has grown so far, so that even a hairline leaves no gap: `thinnestPx` is the thinnest
 * part of it.
 */
export function outlineLayer(
  source: DrawContext,
  { widthPx, thinnestPx, colour }: { widthPx: number; thinnestPx: number; colour: string },
  createLayer: CreateLayer,
): DrawContext | undefined {
  let grown: DrawContext | undefined = source
  let left = widthPx
  let reach = Math.max(thinnestPx / 2, 0.5)
  while (left > 0.01 && grown !== undefined) {
    const radius = Math.min(left, 2 * reach)
    grown = grow(grown, radius, createLayer)
    left -= radius
    reach += radius
  }
  if (grown === undefined || grown === source) return undefined
  grown.globalCompositeOperation = 'source-in'
  grown.fillStyle = colour
  grown.fillRect(0, 0, grown.canvas.width, grown.canvas.height)
  grown.globalCompositeOperation = 'source-over'
  return grown
}

/** Copies so close that the edge between two leaves the circle by less than a fifth of a pixel. */
function grow(source: DrawContext, radius: number, createLayer: CreateLayer): DrawContext | undefined {
  const next = createLayer(source.canvas.width, source.canvas.height)
  if (next === undefined) return undefined
  const copies = Math.max(8, Math.ceil((2 * Math.PI * radius) / Math.sqrt(0.8 * Math.max(radius, 1))))
  next.drawImage(source.canvas, 0, 0)
  for (let at = 0; at < copies; at++) {
    const angle = (at / copies) * 2 * Math.PI
    next.drawImage(source.canvas, Math.cos(angle) * radius, Math.sin(angle) * radius)
  }
  return next
}
