import type { DrawAssets, DrawContext } from './draw-assets.ts'

const tilePx = 256
/** Grains across a canvas: as fine as the pixels of the largest phone's file. */
const grainsAcross = 660
/** At full strength, how far a grain lightens or darkens. */
const strongest = 0.35

let tile: Uint8ClampedArray<ArrayBuffer> | undefined

/** Grain over the area: the same grains at every size of the target. `strength` 0–1. */
export function drawGrain(
  context: DrawContext,
  {
    strength,
    assets,
    widthPx,
    heightPx,
  }: { strength: number; assets: DrawAssets; widthPx: number; heightPx: number },
): void {
  const layer = assets.createLayer?.(tilePx, tilePx)
  if (layer === undefined || strength <= 0) return
  tile ??= createTile()
  const pixels = layer.createImageData(tilePx, tilePx)
  pixels.data.set(tile)
  layer.putImageData(pixels, 0, 0)
  const pattern = context.createPattern(layer.canvas, 'repeat')
  if (pattern === null) return
  const scale = assets.widthPx / grainsAcross
  pattern.setTransform({ a: scale, b: 0, c: 0, d: scale, e: 0, f: 0 })
  context.save()
  context.imageSmoothingEnabled = true
  context.globalAlpha = Math.min(strength, 1)
  context.fillStyle = pattern
  context.fillRect(0, 0, widthPx, heightPx)
  context.restore()
}

/** White and black of random transparency, by a generator that gives the same numbers everywhere. */
function createTile(): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(tilePx * tilePx * 4)
  let state = 0x9e3779b9
  for (let at = 0; at < pixels.length; at += 4) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    const value = ((state >>> 8) & 0xffff) / 0xffff - 0.5
    pixels.fill(value > 0 ? 255 : 0, at, at + 3)
    pixels[at + 3] = Math.round(Math.abs(value) * 2 * strongest * 255)
  }
  return pixels
}
