import type { Effects } from '#app/document/model/effects-schema.ts'
import { measurePaintReach } from '#app/document/model/paint-reach.ts'
import type { Element, Shadow } from '#app/document/model/schema.ts'
import type { CreateLayer, DrawAssets, DrawContext } from './draw-assets.ts'
import { listShadows, withoutShadow } from './list-shadows.ts'
import { outlineLayer } from './outline-layer.ts'
import { soften } from './soften.ts'

export const isTilted = ({ tilt }: Element): boolean => tilt !== undefined && (tilt.x !== 0 || tilt.y !== 0)

/** True for an element that is drawn on a layer of its own first. A device tilts without one. */
export function hasEffects(element: Element): boolean {
  const { effects } = element
  const isDrawn =
    effects !== undefined &&
    (effects.glow ?? effects.outline ?? effects.reflection ?? effects.contactShadow ?? effects.blur) !==
      undefined
  return isDrawn || (element.type !== 'frame' && isTilted(element)) || castsItsOutline(element)
}

/** The picture of a frame of one's own, and a drawing that is cut out, cast the shadow of what is drawn in it. */
function castsItsOutline(element: Element): boolean {
  if (element.type === 'frame') return element.device.ownFrame !== undefined && element.shadow !== undefined
  return element.type === 'shape' && element.drawing?.groups !== undefined && element.shadow !== undefined
}

type Input = {
  element: Element
  assets: DrawAssets
  createLayer: CreateLayer
  /** The element's box in fractions of the canvas width, with the height that is drawn. */
  box: { x: number; y: number; width: number; height: number }
  /** Draws the element at its place on the screen. */
  paint: (target: DrawContext, element: Element) => void
}

/** A layer with the element alone; its place is in pixels of the target. */
type Drawn = { layer: DrawContext; left: number; top: number; bounds: Bounds }
type Bounds = { left: number; top: number; right: number; bottom: number }

/**
 * The element with what is around it, from back to front: contact shadow, reflection, shadow, glow, outline, itself. All
 * come from one layer and from nothing that differs between engines: no `context.filter`, no pixels read back.
 */
export function drawWithEffects(context: DrawContext, input: Input): void {
  const drawn = drawAlone(context, input)
  if (drawn === undefined) {
    input.paint(context, input.element)
    return
  }
  const { element, assets, createLayer } = input
  const { glow, outline, reflection, contactShadow, blur } = element.effects ?? {}
  const { layer, left, top } = drawn
  const unitPx = assets.widthPx
  context.save()
  context.setTransform(1, 0, 0, 1, 0, 0)
  if (contactShadow) drawContactShadow(context, drawn, { ...contactShadow, unitPx })
  const shown = blur ? soften(layer, blur * unitPx, createLayer) : layer.canvas
  if (reflection) drawReflection(context, drawn, { shown, reflection, input })
  const cast = (shadow: Shadow) => {
    const dark = tint(layer, shadow.colour, createLayer)
    if (dark === undefined) return
    const soft = soften(dark, (shadow.blur / 2) * unitPx, createLayer)
    context.drawImage(soft, left + Math.round(shadow.x * unitPx), top + Math.round(shadow.y * unitPx))
  }
  for (const shadow of listShadows(element)) cast(shadow)
  if (glow) {
    cast({ x: 0, y: 0, ...glow })
    cast({ x: 0, y: 0, ...glow, blur: glow.blur * 0.45 })
  }
  if (outline) {
    const options = {
      widthPx: outline.width * unitPx,
      thinnestPx: measureThinnest(input),
      colour: outline.colour,
    }
    const around = outlineLayer(layer, options, createLayer)
    if (around) context.drawImage(around.canvas, left, top)
  }
  context.drawImage(shown, left, top)
  context.restore()
}

/**
 * Its place is a whole number of pixels from the element and not from the canvas, so that the parts of an element that
 * runs across screens fit.
 */
function drawAlone(
  context: DrawContext,
  { element, assets, createLayer, box, paint }: Input,
): Drawn | undefined {
  const transform = context.getTransform()
  const reach = Math.ceil((measurePaintReach(element) + 0.01) * assets.widthPx)
  const bounds = boundBox(transform, box, { rotation: element.rotation, unitPx: assets.widthPx })
  const { width: canvasWidth, height: canvasHeight } = context.canvas
  // What is far outside is not seen; the rest is drawn whole, or a blur would fade at the edge of the canvas.
  const far = Math.max(canvasWidth, canvasHeight)
  const left = Math.max(Math.floor(bounds.left + 1e-3) - reach, -far)
  const top = Math.max(Math.floor(bounds.top + 1e-3) - reach, -far)
  const width = Math.min(Math.ceil(bounds.right) + reach, canvasWidth + far) - left
  const height = Math.min(Math.ceil(bounds.bottom) + reach, canvasHeight + far) - top
  if (!(width > 0 && height > 0)) return undefined
  const layer = createLayer(width, height)
  if (layer === undefined) return undefined
  const { a, b, c, d, e, f } = transform
  layer.setTransform(a, b, c, d, e - left, f - top)
  paint(layer, withoutShadow(element))
  layer.setTransform(1, 0, 0, 1, 0, 0)
  return { layer, left, top, bounds }
}

type Matrix = Pick<DOMMatrix, 'a' | 'b' | 'c' | 'd' | 'e' | 'f'>

/** The upright box around a turned one, in pixels of the target. */
function boundBox(
  { a, b, c, d, e, f }: Matrix,
  { x, y, width, height }: Input['box'],
  { rotation, unitPx }: { rotation: number; unitPx: number },
): Bounds {
  const radians = (rotation * Math.PI) / 180
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
  const corners = [-1, 1].flatMap((h) =>
    [-1, 1].map((v) => {
      const [dx, dy] = [(h * width) / 2, (v * height) / 2]
      const px = (x + width / 2 + dx * cos - dy * sin) * unitPx
      const py = (y + height / 2 + dx * sin + dy * cos) * unitPx
      return { x: a * px + c * py + e, y: b * px + d * py + f }
    }),
  )
  const xs = corners.map((corner) => corner.x)
  const ys = corners.map((corner) => corner.y)
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) }
}

/** The shape of the layer in one colour. */
function tint(layer: DrawContext, colour: string, createLayer: CreateLayer): DrawContext | undefined {
  const tinted = createLayer(layer.canvas.width, layer.canvas.height)
  if (tinted === undefined) return undefined
  tinted.drawImage(layer.canvas, 0, 0)
  tinted.globalCompositeOperation = 'source-in'
  tinted.fillStyle = colour
  tinted.fillRect(0, 0, tinted.canvas.width, tinted.canvas.height)
  return tinted
}

/** In pixels: strokes of letters are thin, devices and boxes are not. A picture may hold anything. */
function measureThinnest({ element, assets }: Input): number {
  const half = Math.min(element.width, element.height) * 0.5 * assets.widthPx
  if (element.type === 'text') return element.style.size * 0.05 * assets.widthPx
  if (element.type === 'image') return element.corner === undefined ? 3 : half
  return element.type === 'shape' && element.shape !== 'rectangle' && element.shape !== 'ellipse'
    ? half * 0.2
    : half
}

/** An ellipse on the ground that fades evenly to its edge. */
function drawContactShadow(
  context: DrawContext,
  { bounds }: Drawn,
  { colour, height, unitPx }: { colour: string; height: number; unitPx: number },
): void {
  const rx = ((bounds.right - bounds.left) / 2) * 0.98
  const ry = height * unitPx
  if (!(rx > 0 && ry > 0)) return
  const alpha = colour.length === 9 ? Number.parseInt(colour.slice(7), 16) : 255
  const gradient = context.createRadialGradient(0, 0, 0, 0, 0, 1)
  for (let step = 0; step <= 12; step++) {
    const distance = step / 12
    const share = (1 - distance * distance) ** 2
    const hex = Math.round(alpha * share)
      .toString(16)
      .padStart(2, '0')
    gradient.addColorStop(distance, `${colour.slice(0, 7)}${hex}`)
  }
  context.save()
  context.translate((bounds.left + bounds.right) / 2, bounds.bottom)
  context.scale(rx, ry)
  context.fillStyle = gradient
  context.fillRect(-1, -1, 2, 2)
  context.restore()
}

type Mirrored = {
  shown: CanvasImageSource
  reflection: NonNullable<Effects['reflection']>
  input: Input
}

/** Mirrored at the lower edge, fading downwards. */
function drawReflection(context: DrawContext, drawn: Drawn, { shown, reflection, input }: Mirrored): void {
  const { bounds, left, top, layer } = drawn
  const { gap, share, opacity } = reflection
  const length = Math.ceil(share * (bounds.bottom - bounds.top))
  const mirror = length > 0 ? input.createLayer(layer.canvas.width, length) : undefined
  if (mirror === undefined) return
  const foot = bounds.bottom - top
  mirror.save()
  mirror.setTransform(1, 0, 0, -1, 0, foot)
  mirror.drawImage(shown, 0, 0)
  mirror.restore()
  mirror.globalCompositeOperation = 'destination-in'
  const fade = mirror.createLinearGradient(0, 0, 0, length)
  fade.addColorStop(0, `rgb(0 0 0 / ${opacity})`)
  fade.addColorStop(0.5, `rgb(0 0 0 / ${opacity * 0.36})`)
  fade.addColorStop(1, 'rgb(0 0 0 / 0)')
  mirror.fillStyle = fade
  mirror.fillRect(0, 0, layer.canvas.width, length)
  context.drawImage(mirror.canvas, left, Math.round(bounds.bottom + gap * input.assets.widthPx))
}
