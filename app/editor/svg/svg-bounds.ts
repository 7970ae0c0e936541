import { parsePathData } from '#app/render/path-data.ts'
import { type Matrix, type Point, place } from './svg-transform.ts'

export type Bounds = { x: number; y: number; width: number; height: number }

type Placed = { d: string; matrix: Matrix }

/** The box around paths without their strokes; `undefined`: there is nothing in them. */
export function measureBounds(paths: readonly Placed[]): Bounds | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const point of paths.flatMap(listExtremes)) {
    left = Math.min(left, point[0])
    top = Math.min(top, point[1])
    right = Math.max(right, point[0])
    bottom = Math.max(bottom, point[1])
  }
  return left <= right ? { x: left, y: top, width: right - left, height: bottom - top } : undefined
}

/** Ends of lines and curves, and where a curve turns back. */
function listExtremes({ d, matrix }: Placed): Point[] {
  let from: Point = [0, 0]
  return parsePathData(d).flatMap((step): Point[] => {
    if (step.type === 'close') return []
    const to = place(matrix, [step.x, step.y])
    const start = from
    from = to
    // A move alone draws nothing, but what begins there does.
    if (step.type !== 'curve') return [to]
    const controls = [place(matrix, [step.x1, step.y1]), place(matrix, [step.x2, step.y2])] as const
    const turns = ([0, 1] as const).flatMap((axis) =>
      findTurns([start[axis], controls[0][axis], controls[1][axis], to[axis]]),
    )
    return [to, ...turns.map((at) => pointAt(at, [start, ...controls, to]))]
  })
}

/** The shares of a curve at which its derivative is zero on one axis. */
function findTurns([p0, p1, p2, p3]: readonly [number, number, number, number]): number[] {
  const [a, b, c] = [p3 - 3 * p2 + 3 * p1 - p0, 2 * (p2 - 2 * p1 + p0), p1 - p0]
  const root = Math.sqrt(Math.max(b * b - 4 * a * c, 0))
  const found = Math.abs(a) < 1e-9 ? [-c / b] : [(-b + root) / (2 * a), (-b - root) / (2 * a)]
  return found.filter((at) => at > 0 && at < 1)
}

function pointAt(at: number, points: readonly [Point, Point, Point, Point]): Point {
  const rest = 1 - at
  const weights = [rest ** 3, 3 * rest ** 2 * at, 3 * rest * at ** 2, at ** 3]
  const sum = (axis: 0 | 1) =>
    points.reduce((total, point, index) => total + point[axis] * (weights[index] ?? 0), 0)
  return [sum(0), sum(1)]
}
