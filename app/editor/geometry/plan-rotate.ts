import { normaliseDegrees, type Point } from './box.ts'

const stepDegrees = 15
const restDegrees = 2

type RotateInput = {
  startDegrees: number
  centre: Point
  from: Point
  to: Point
  /** Shift held: steps of 15°. */
  stepped: boolean
}

/** The rotation after the pointer moved from `from` to `to` around `centre`; multiples of 90° are sticky. */
export function planRotate({ startDegrees, centre, from, to, stepped }: RotateInput): number {
  const turned = angleOf(centre, to) - angleOf(centre, from)
  const free = startDegrees + turned
  if (stepped) return normaliseDegrees(Math.round(free / stepDegrees) * stepDegrees)
  const quarter = Math.round(free / 90) * 90
  return normaliseDegrees(Math.abs(free - quarter) <= restDegrees ? quarter : Math.round(free * 10) / 10)
}

function angleOf(centre: Point, point: Point): number {
  return (Math.atan2(point.y - centre.y, point.x - centre.x) * 180) / Math.PI
}
