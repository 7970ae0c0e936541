import type { Drawing, DrawingGradient, DrawingPath } from '#app/document/model/drawing-schema.ts'
import type { DrawContext } from './draw-assets.ts'
import { type PathStep, parsePathData, tracePath } from './path-data.ts'

/** Absent where everything is drawn in the context's colour. */
export type DrawingInk = {
  /** In place of `current`. */
  current: string | CanvasGradient
  /** In place of `current` where a gradient cannot be: among the stops of another one. */
  plain: string
  /** Changes every colour but `current`. */
  change?: (colour: string) => string
}

export type PathOptions = {
  gradients: Drawing['gradients']
  /** From units of the view to pixels of the box. */
  toBox: { x: number; y: number }
  ink?: DrawingInk
  /** By how much every path is thickened on each side. */
  outlinePx: number
}

/** Draws one path of a drawing, without what its groups do to it. */
export function paintPath(context: DrawContext, path: DrawingPath, options: PathOptions): void {
  const { fill, stroke, opacity = 1 } = path
  const { ink } = options
  context.save()
  context.globalAlpha *= opacity
  // Traced in the view's space and painted in the box's, so that the shape's gradient lies across the whole drawing.
  traceShape(context, path, options.toBox)
  if (fill !== undefined) {
    const gradient = ink && findGradient(options, path.fillGradient)
    if (ink && gradient) {
      context.save()
      enterPath(context, path, options.toBox)
      enterGradient(context, gradient)
      context.fillStyle = createGradient(context, gradient, ink)
      context.fill(path.rule ?? 'nonzero')
      context.restore()
    } else {
      if (ink) context.fillStyle = chooseInk(fill, ink)
      context.fill(path.rule ?? 'nonzero')
    }
  }
  if (stroke !== undefined || (fill !== undefined && options.outlinePx > 0)) paintLine(context, path, options)
  context.restore()
}

/** The outline of a path of a drawing as the context's current path. */
export function traceShape(
  context: DrawContext,
  path: Pick<DrawingPath, 'd' | 'transform'>,
  toBox: PathOptions['toBox'],
): void {
  context.save()
  enterPath(context, path, toBox)
  context.beginPath()
  tracePath(context, readSteps(path))
  context.restore()
}

function paintLine(context: DrawContext, path: DrawingPath, options: PathOptions): void {
  const { toBox, ink, outlinePx } = options
  const { stroke, strokeWidth = 1 } = path
  const [a = 1, b = 0, c = 0, d = 1] = path.transform ?? []
  const scale = Math.sqrt(Math.abs(toBox.x * toBox.y * (a * d - b * c)))
  const linePx = (stroke === undefined ? 0 : strokeWidth * scale) + 2 * outlinePx
  if (!(linePx > 0)) return
  const gradient = ink && findGradient(options, path.strokeGradient)
  context.lineCap = path.cap ?? 'round'
  context.lineJoin = path.join ?? 'round'
  context.miterLimit = path.miterLimit ?? 4
  let unitPx = 1
  if (ink && gradient) {
    enterPath(context, path, toBox)
    enterGradient(context, gradient)
    context.strokeStyle = createGradient(context, gradient, ink)
    const [e = 1, f = 0, g = 0, h = 1] = (gradient.type === 'radial' && gradient.transform) || []
    unitPx = scale * Math.sqrt(Math.abs(e * h - f * g))
    if (!(unitPx > 0)) return
  } else if (ink && stroke !== undefined) context.strokeStyle = chooseInk(stroke, ink)
  if (path.dash !== undefined) {
    context.setLineDash(path.dash.map((length) => (length * scale) / unitPx))
    context.lineDashOffset = ((path.dashOffset ?? 0) * scale) / unitPx
  }
  context.lineWidth = linePx / unitPx
  context.stroke()
}

function enterPath(
  context: DrawContext,
  { transform }: Pick<DrawingPath, 'transform'>,
  toBox: PathOptions['toBox'],
): void {
  context.scale(toBox.x, toBox.y)
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = transform ?? []
  context.transform(a, b, c, d, e, f)
}

function enterGradient(context: DrawContext, gradient: DrawingGradient): void {
  if (gradient.type !== 'radial' || gradient.transform === undefined) return
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = gradient.transform
  context.transform(a, b, c, d, e, f)
}

function findGradient({ gradients }: PathOptions, key: string | undefined): DrawingGradient | undefined {
  return key !== undefined && gradients !== undefined && Object.hasOwn(gradients, key)
    ? gradients[key]
    : undefined
}

function createGradient(context: DrawContext, gradient: DrawingGradient, ink: DrawingInk): CanvasGradient {
  const created =
    gradient.type === 'linear'
      ? context.createLinearGradient(gradient.x1, gradient.y1, gradient.x2, gradient.y2)
      : createRadial(context, gradient)
  for (const { offset, colour } of gradient.stops)
    created.addColorStop(offset, ink.change ? ink.change(colour) : colour)
  return created
}

function createRadial(
  context: DrawContext,
  { x, y, radius, focusX, focusY, focusRadius = 0 }: Extract<DrawingGradient, { type: 'radial' }>,
): CanvasGradient {
  return context.createRadialGradient(focusX, focusY, Math.max(focusRadius, 0), x, y, Math.max(radius, 0))
}

function chooseInk(colour: string, { current, plain, change }: DrawingInk): string | CanvasGradient {
  if (change !== undefined) return change(colour === 'current' ? plain : colour)
  return colour === 'current' ? current : colour
}

const known = new WeakMap<Pick<DrawingPath, 'd'>, readonly PathStep[]>()

function readSteps(path: Pick<DrawingPath, 'd'>): readonly PathStep[] {
  const before = known.get(path)
  if (before !== undefined) return before
  const steps = parsePathData(path.d)
  known.set(path, steps)
  return steps
}
