import { type Box, centreOf, normaliseDegrees, type Point, rotatePoint } from './box.ts'

/** Scales and turns about `from`, and moves that point to `to`. */
export type Transform = {
  readonly scale: number
  readonly degrees: number
  readonly from: Point
  readonly to: Point
}

/** The box after the transform: its shape stays, its centre goes where the point under it goes. */
export function transformBox(box: Box, { scale, degrees, from, to }: Transform): Box {
  const centre = centreOf(box)
  const turned = rotatePoint(centre, from, degrees)
  const next = { x: to.x + (turned.x - from.x) * scale, y: to.y + (turned.y - from.y) * scale }
  const [width, height] = [box.width * scale, box.height * scale]
  return {
    x: next.x - width / 2,
    y: next.y - height / 2,
    width,
    height,
    rotation: degrees === 0 ? box.rotation : normaliseDegrees(box.rotation + degrees),
  }
}

type Touches = readonly [Point, Point]

/** Two fingers: what was under each stays under it. */
export function planPinch(before: Touches, now: Touches, least: number): Transform {
  const spread = ([a, b]: Touches) => Math.hypot(b.x - a.x, b.y - a.y)
  const angle = ([a, b]: Touches) => (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI
  const middle = ([a, b]: Touches) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
  const scale = spread(before) > 0 ? spread(now) / spread(before) : 1
  return {
    scale: Math.max(scale, least),
    degrees: normaliseDegrees(Math.round((angle(now) - angle(before)) * 10) / 10),
    from: middle(before),
    to: middle(now),
  }
}
