import type { Shadow } from '#app/document/model/schema.ts'
import { drawAround } from './draw-around.ts'
import type { DrawAssets, DrawContext } from './draw-assets.ts'
import type { Box } from './fit-picture.ts'

type Cast = { shadow: Shadow; assets: DrawAssets }

/** In the context's space: boxes around what casts the shadow, and of what is painted opaquely over it afterwards. */
type Seen = { around?: Box | undefined; hidden?: Box | undefined }

/**
 * Draws only the shadow of what `paint` draws. The silhouette itself is painted beside the canvas: a shadow drawn
 * together with its object would lie on top of the line or part painted just before.
 */
export function castShadow(
  context: DrawContext,
  { shadow, assets, around, hidden }: Cast & Seen,
  paint: (target: DrawContext) => void,
): void {
  const blurPx = shadow.blur * assets.widthPx
  const shrink = Math.min(Math.floor(blurPx / blurPxPerPixel), maxShrink)
  const { width, height } = context.canvas
  const small =
    shrink > 1 ? assets.createLayer?.(Math.ceil(width / shrink), Math.ceil(height / shrink)) : undefined
  if (!small) {
    castSharp(context, { shadow, assets, shrink: 1 }, paint)
    return
  }
  const matrix = context.getTransform()
  const { a, b, c, d, e, f } = matrix
  small.setTransform(a / shrink, b / shrink, c / shrink, d / shrink, e / shrink, f / shrink)
  const within = around && reach({ shadow, assets, shrink }, around, matrix)
  // Drawn large, a pixel takes part in those beside it.
  const hiddenSmall = hidden && grow(hidden, -2 * shrink, matrix)
  drawAround(small, { within, hidden: hiddenSmall }, () =>
    castSharp(small, { shadow, assets, shrink }, paint),
  )
  drawAround(context, { within, hidden }, () => {
    context.setTransform(shrink, 0, 0, shrink, 0, 0)
    context.imageSmoothingEnabled = true
    // A blur needs no sharp scaling, and the better filters cost more than the blur itself.
    context.imageSmoothingQuality = 'low'
    context.drawImage(small.canvas, 0, 0)
  })
}

/**
 * A soft shadow has no detail, so it is blurred small and drawn large: a wide blur of a whole screen would take longer
 * than everything else on it together.
 */
const blurPxPerPixel = 8
const maxShrink = 8

/** The box that the shadow lies in, in the context's space. A blur ends within its own length. */
function reach(
  { shadow, assets: { widthPx }, shrink }: Cast & { shrink: number },
  around: Box,
  matrix: Scale,
): Box {
  const { x, y, ...size } = grow(around, 2 * shadow.blur * widthPx + 2 * shrink, matrix)
  // Shadows ignore the transform.
  return { ...size, x: x + (shadow.x * widthPx) / matrix.a, y: y + (shadow.y * widthPx) / matrix.d }
}

type Scale = Pick<DOMMatrix, 'a' | 'd'>

function grow({ x, y, width, height }: Box, byPx: number, { a, d }: Scale): Box {
  const [alongX, alongY] = [byPx / Math.abs(a), byPx / Math.abs(d)]
  // Shrunk by more than there is, nothing is left.
  return {
    x: x - alongX,
    y: y - alongY,
    width: Math.max(0, width + 2 * alongX),
    height: Math.max(0, height + 2 * alongY),
  }
}

function castSharp(
  context: DrawContext,
  { shadow, assets, shrink }: Cast & { shrink: number },
  paint: (target: DrawContext) => void,
): void {
  const awayPx = 4 * Math.max(context.canvas.width, context.canvas.height)
  const scalePx = assets.widthPx / shrink
  context.save()
  const at = context.getTransform()
  context.setTransform(at.a, at.b, at.c, at.d, at.e - awayPx, at.f)
  context.shadowColor = shadow.colour
  // Shadows ignore the transform: they fall the same way however their object is turned.
  context.shadowOffsetX = awayPx + shadow.x * scalePx
  context.shadowOffsetY = shadow.y * scalePx
  context.shadowBlur = shadow.blur * scalePx
  context.fillStyle = '#000000'
  context.strokeStyle = '#000000'
  paint(context)
  context.restore()
}
