import type { RoundedRect } from '#app/document/catalogue/frame-layout.ts'

/** The target of a path: a context itself, or a pen that projects every point first. */
export type Pen = {
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void
  closePath(): void
}

/** How far a curve's handles reach for a quarter circle, in radii. */
const circleHandle = 0.5523

/** How much earlier than a circle's a corner begins, in radii: the eye sees no joint where straight turns to round. */
const smoothReach = 0.28

/**
 * A rectangle with continuous corners, as screens and bodies of devices have them. Radii too large for the sides shrink
 * together; a corner that reaches the middle of its side becomes a plain circle, so that pills and holes stay round.
 */
export function traceRoundedRect(pen: Pen, rect: RoundedRect): void {
  const { x, y, width, height } = rect
  const shrink = planShrink(rect)
  const [topLeft, topRight, bottomRight, bottomLeft] = rect.radii.map((radius) => radius * shrink) as [
    number,
    number,
    number,
    number,
  ]
  const right = x + width
  const bottom = y + height
  const largest = Math.max(topLeft, topRight, bottomRight, bottomLeft)
  const spare = largest > 0 ? Math.min(width, height) / 2 / largest - 1 : 0
  const reach = 1 + Math.min(Math.max(spare, 0), smoothReach)
  // The handles lengthen with the reach, so that the curve passes through the circle's point on the diagonal.
  const near = reach - (circleHandle + ((reach - 1) * 4) / 3)

  pen.moveTo(x + topLeft * reach, y)
  pen.lineTo(right - topRight * reach, y)
  corner(pen, { from: [right - topRight * near, y], to: [right, y + topRight * near] }, [
    right,
    y + topRight * reach,
  ])
  pen.lineTo(right, bottom - bottomRight * reach)
  corner(pen, { from: [right, bottom - bottomRight * near], to: [right - bottomRight * near, bottom] }, [
    right - bottomRight * reach,
    bottom,
  ])
  pen.lineTo(x + bottomLeft * reach, bottom)
  corner(pen, { from: [x + bottomLeft * near, bottom], to: [x, bottom - bottomLeft * near] }, [
    x,
    bottom - bottomLeft * reach,
  ])
  pen.lineTo(x, y + topLeft * reach)
  corner(pen, { from: [x, y + topLeft * near], to: [x + topLeft * near, y] }, [x + topLeft * reach, y])
  pen.closePath()
}

type Point = readonly [number, number]

function corner(pen: Pen, handles: { from: Point; to: Point }, end: Point): void {
  pen.bezierCurveTo(handles.from[0], handles.from[1], handles.to[0], handles.to[1], end[0], end[1])
}

function planShrink({ width, height, radii: [a, b, c, d] }: RoundedRect): number {
  return Math.min(
    1,
    width / Math.max(a + b, c + d, Number.MIN_VALUE),
    height / Math.max(a + d, b + c, Number.MIN_VALUE),
  )
}

/** `by` > 0 grows the rectangle on every side, corners included. */
export function growRect(rect: RoundedRect, by: number): RoundedRect {
  const grow = (radius: number) => (radius === 0 ? 0 : Math.max(radius + by, 0))
  const [a, b, c, d] = rect.radii
  return {
    x: rect.x - by,
    y: rect.y - by,
    width: Math.max(rect.width + 2 * by, 0),
    height: Math.max(rect.height + 2 * by, 0),
    radii: [grow(a), grow(b), grow(c), grow(d)],
  }
}

export function createRoundedRect(
  box: { x: number; y: number; width: number; height: number },
  radius: number,
): RoundedRect {
  return { ...box, radii: [radius, radius, radius, radius] }
}
