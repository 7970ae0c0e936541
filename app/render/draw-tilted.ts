import type { Element } from '#app/document/model/schema.ts'
import type { CreateLayer, DrawAssets, DrawContext } from './draw-assets.ts'
import { planTilt, type Tilt } from './plan-tilt.ts'

type Tilted = {
  element: Element
  assets: DrawAssets
  createLayer: CreateLayer
  /** Size of the unrotated box, in pixels. */
  box: { width: number; height: number }
  /** Draws the element flat, the origin at the top left of its box. */
  paint: (target: DrawContext) => void
}

/** Letters and outlines reach a little beyond their box. Fraction of the canvas width. */
const overhang = 0.04
/** Drawn this much finer than the target, so that the nearer side is sharp and edges are smooth. */
const finest = 2
/** Beyond, a layer would not fit into the memory of a phone. */
const mostPx = 12_000_000

/**
 * Turned in space about the middle of its box. Lines of equal depth are parallel, and along each the scale is one: so
 * the picture is cut into strips along them and every strip drawn by a plain transform, on whole columns of a layer that
 * is turned that way. No strip overlaps another, which would show through where the element is transparent. A device
 * does not come here: it has a thickness.
 */
export function drawTilted(context: DrawContext, { element, assets, createLayer, box, paint }: Tilted): void {
  const margin = overhang * assets.widthPx
  const [halfWidth, halfHeight] = [box.width / 2 + margin, box.height / 2 + margin]
  const tilt = planTilt(box, element.tilt ?? { x: 0, y: 0 })
  const reach = measureReach(tilt, halfWidth, halfHeight)
  const finer = Math.min(finest, Math.sqrt(mostPx / (4 * reach.x * reach.y)))
  const flat = createLayer(Math.ceil(2 * halfWidth * finer), Math.ceil(2 * halfHeight * finer))
  const seen = createLayer(Math.ceil(2 * reach.x * finer), Math.ceil(2 * reach.y * finer))
  if (flat === undefined || seen === undefined) {
    paint(context)
    return
  }
  flat.setTransform(finer, 0, 0, finer, margin * finer, margin * finer)
  paint(flat)
  drawStrips(seen, { flat, tilt, finer, halfWidth, halfHeight })
  context.save()
  context.translate(box.width / 2, box.height / 2)
  context.rotate(tilt.turn)
  context.scale(1 / finer, 1 / finer)
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = 'high'
  context.drawImage(seen.canvas, -seen.canvas.width / 2, -seen.canvas.height / 2)
  context.restore()
}

/** How far the strips reach from the middle of the box. */
function measureReach(tilt: Tilt, halfWidth: number, halfHeight: number): { x: number; y: number } {
  const corners = [-1, 1].flatMap((h) => [-1, 1].map((v) => tilt.see(h * halfWidth, v * halfHeight)))
  return {
    x: Math.max(...corners.map(({ x }) => Math.abs(x))) + 2,
    y: Math.max(...corners.map(({ y }) => Math.abs(y))) + 2,
  }
}

type Strips = { flat: DrawContext; tilt: Tilt; finer: number; halfWidth: number; halfHeight: number }

const stripPx = 2

function drawStrips(seen: DrawContext, { flat, tilt, finer, halfWidth, halfHeight }: Strips): void {
  const { width, height } = seen.canvas
  seen.imageSmoothingEnabled = true
  seen.imageSmoothingQuality = 'high'
  for (let x = 0; x < width; x += stripPx) {
    const strip = tilt.planStrip((x + stripPx / 2 - width / 2) / finer)
    if (strip === undefined) continue
    const { a, b, c, d, e, f } = strip
    seen.save()
    seen.beginPath()
    seen.rect(x, 0, stripPx, height)
    seen.clip()
    // From the flat layer's pixels to lengths about the middle, by the strip, and back to pixels.
    seen.setTransform(a, b, c, d, width / 2 + e * finer, height / 2 + f * finer)
    seen.drawImage(flat.canvas, -halfWidth * finer, -halfHeight * finer)
    seen.restore()
  }
}
