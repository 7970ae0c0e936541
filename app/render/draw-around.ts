import type { DrawContext } from './draw-assets.ts'
import type { Box } from './fit-picture.ts'

export type Around = {
  /** What is painted over afterwards, whole and opaque. */
  hidden?: Box | undefined
  /** Nothing is drawn outside it. */
  within?: Box | undefined
}

/**
 * Draws where it is seen: inside `within` and outside `hidden`, both in the context's current space. The pixels there are those of
 * drawing once, without either: `draw` runs for up to four strips, each clipped at whole pixels, where a clip is sharp everywhere.
 * On turned contexts it runs once. The state of the context is restored after each.
 */
export function drawAround(context: DrawContext, { hidden, within }: Around, draw: () => void): void {
  const matrix = context.getTransform()
  if (matrix.b !== 0 || matrix.c !== 0) {
    context.save()
    draw()
    context.restore()
    return
  }
  const { width, height } = context.canvas
  const all = { left: 0, top: 0, right: width, bottom: height }
  const outer = within === undefined ? all : meet(round(matrix, within, 'out'), all)
  const inner = hidden === undefined ? undefined : meet(round(matrix, hidden, 'in'), outer)
  const strips = inner === undefined || isEmpty(inner) ? [outer] : listStrips(outer, inner)
  for (const { left, top, right, bottom } of strips.filter((strip) => !isEmpty(strip))) {
    context.save()
    context.setTransform(1, 0, 0, 1, 0, 0)
    context.beginPath()
    context.rect(left, top, right - left, bottom - top)
    context.clip()
    context.setTransform(matrix)
    draw()
    context.restore()
  }
}

/** In whole pixels of the canvas. */
type Edges = { left: number; top: number; right: number; bottom: number }

function round(
  { a, d, e, f }: Pick<DOMMatrix, 'a' | 'd' | 'e' | 'f'>,
  { x, y, width, height }: Box,
  to: 'in' | 'out',
): Edges {
  const [low, high] = to === 'in' ? [Math.ceil, Math.floor] : [Math.floor, Math.ceil]
  const xs = [a * x + e, a * (x + width) + e] as const
  const ys = [d * y + f, d * (y + height) + f] as const
  return {
    left: low(Math.min(...xs)),
    top: low(Math.min(...ys)),
    right: high(Math.max(...xs)),
    bottom: high(Math.max(...ys)),
  }
}

const meet = (one: Edges, other: Edges): Edges => ({
  left: Math.max(one.left, other.left),
  top: Math.max(one.top, other.top),
  right: Math.min(one.right, other.right),
  bottom: Math.min(one.bottom, other.bottom),
})

const isEmpty = ({ left, top, right, bottom }: Edges): boolean => left >= right || top >= bottom

/** Above, left, right and below. */
function listStrips(outer: Edges, inner: Edges): Edges[] {
  return [
    { ...outer, bottom: inner.top },
    { ...outer, top: inner.top, bottom: inner.bottom, right: inner.left },
    { ...outer, top: inner.top, bottom: inner.bottom, left: inner.right },
    { ...outer, top: inner.bottom },
  ]
}
