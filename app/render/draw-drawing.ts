import type { Drawing, ShapeElement } from '#app/document/model/schema.ts'
import { castShadow } from './cast-shadow.ts'
import { planShapeFill } from './create-gradient.ts'
import type { DrawAssets, DrawContext } from './draw-assets.ts'
import { type PathStep, parsePathData, tracePath } from './path-data.ts'

/** Stretched to the box of the element. In the element's own space, one unit a pixel of the target. */
export function drawDrawing(context: DrawContext, element: ShapeElement, assets: DrawAssets): void {
  const { drawing, shadow, stroke } = element
  if (drawing === undefined) return
  const size = { width: element.width * assets.widthPx, height: element.height * assets.widthPx }
  const outlinePx = (stroke?.width ?? 0) * assets.widthPx
  if (shadow) castShadow(context, { shadow, assets }, (target) => paint(target, drawing, { size, outlinePx }))
  if (stroke !== undefined && outlinePx > 0) {
    context.save()
    context.strokeStyle = stroke.colour
    context.fillStyle = stroke.colour
    // Below all paths, so that it lies around the whole drawing.
    paint(context, drawing, { size, outlinePx })
    context.restore()
  }
  paint(context, drawing, { size, current: planShapeFill(context, element, size), outlinePx: 0 })
}

type PaintOptions = {
  size: { width: number; height: number }
  /** Absent: everything is drawn in the context's colour. */
  current?: string | CanvasGradient
  /** By how much every path is thickened on each side. */
  outlinePx: number
}

function paint(
  context: DrawContext,
  { width, height, paths }: Drawing,
  { size, current, outlinePx }: PaintOptions,
): void {
  const toBox = { x: size.width / width, y: size.height / height }
  for (const path of paths) {
    const { fill, stroke, strokeWidth = 1, opacity = 1, transform } = path
    context.save()
    context.globalAlpha *= opacity
    // Traced in the view's space and painted in the box's, so that a gradient lies across the whole drawing.
    context.save()
    context.scale(toBox.x, toBox.y)
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = transform ?? []
    context.transform(a, b, c, d, e, f)
    context.beginPath()
    tracePath(context, readSteps(path))
    context.restore()
    if (fill !== undefined) {
      if (current !== undefined) context.fillStyle = fill === 'current' ? current : fill
      context.fill(path.rule ?? 'nonzero')
    }
    const scale = Math.sqrt(Math.abs(toBox.x * toBox.y * (a * d - b * c)))
    const ownPx = stroke === undefined ? 0 : strokeWidth * scale
    const linePx = fill === undefined && ownPx === 0 ? 0 : ownPx + 2 * outlinePx
    if (linePx > 0) {
      context.lineWidth = linePx
      context.lineCap = 'round'
      context.lineJoin = 'round'
      if (current !== undefined && stroke !== undefined)
        context.strokeStyle = stroke === 'current' ? current : stroke
      context.stroke()
    }
    context.restore()
  }
}

const known = new WeakMap<Drawing['paths'][number], readonly PathStep[]>()

function readSteps(path: Drawing['paths'][number]): readonly PathStep[] {
  const before = known.get(path)
  if (before !== undefined) return before
  const steps = parsePathData(path.d)
  known.set(path, steps)
  return steps
}
