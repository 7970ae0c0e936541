import type { CreateLayer, DrawContext } from './draw-assets.ts'

/**
 * A blur of halved and doubled copies, because `context.filter` is missing in WebKit and differs between engines. Halves
 * and doubles are plain averages of neighbours, which every engine draws alike, and a wide blur costs as much as a
 * narrow one. `radiusPx` is the standard deviation. Without layers the picture stays sharp.
 */
export function soften(
  source: DrawContext,
  radiusPx: number,
  createLayer: CreateLayer | undefined,
): CanvasImageSource {
  const { width, height } = source.canvas
  const levels = Math.max(0, Math.floor(Math.log2(Math.max(radiusPx, 0.01) / perLevel)))
  let layer: DrawContext | undefined = source
  const sizes: (readonly [number, number])[] = []
  for (let level = 0; level < levels && layer !== undefined; level++) {
    sizes.push([layer.canvas.width, layer.canvas.height])
    const half = [Math.ceil(layer.canvas.width / 2), Math.ceil(layer.canvas.height / 2)] as const
    layer = resize(layer, half, createLayer)
  }
  const spread = Math.sqrt(Math.max(radiusPx * radiusPx - measureLevels(levels), 0)) / 2 ** levels
  for (let pass = 0; pass < spreadPasses && spread > 0.05; pass++) {
    layer = layer && spreadOut(layer, spread / Math.sqrt(spreadPasses), createLayer)
  }
  for (const size of sizes.toReversed()) layer = layer && resize(layer, size, createLayer)
  return layer !== undefined && layer.canvas.width === width && layer.canvas.height === height
    ? layer.canvas
    : source.canvas
}

/** The standard deviation that one level adds, in pixels of the next smaller copy; measured at 3 levels. */
const perLevel = 0.62
const spreadPasses = 3

/** The variance of so many levels, down and up again: an average of two, then a straight line between two. */
function measureLevels(levels: number): number {
  let variance = 0
  for (let level = 0; level < levels; level++) variance += 4 ** level / 4 + 4 ** (level + 1) / 6
  return variance
}

/** To half or double the size. The last column or row of an odd size is half empty, as is all beyond the edge. */
function resize(
  layer: DrawContext,
  [width, height]: readonly [width: number, height: number],
  createLayer: CreateLayer | undefined,
): DrawContext | undefined {
  const next = createLayer?.(width, height)
  if (next === undefined) return undefined
  const by = width < layer.canvas.width || height < layer.canvas.height ? 0.5 : 2
  next.imageSmoothingEnabled = true
  next.imageSmoothingQuality = 'low'
  next.drawImage(layer.canvas, 0, 0, layer.canvas.width * by, layer.canvas.height * by)
  return next
}

/** The average of four copies `by` pixels apart on both axes. */
function spreadOut(
  layer: DrawContext,
  by: number,
  createLayer: CreateLayer | undefined,
): DrawContext | undefined {
  const { width, height } = layer.canvas
  const next = createLayer?.(width, height)
  if (next === undefined) return undefined
  next.imageSmoothingEnabled = true
  next.imageSmoothingQuality = 'low'
  next.globalCompositeOperation = 'lighter'
  next.globalAlpha = 0.25
  for (const [dx, dy] of [
    [-by, -by],
    [by, -by],
    [-by, by],
    [by, by],
  ] as const) {
    next.drawImage(layer.canvas, dx, dy)
  }
  return next
}
