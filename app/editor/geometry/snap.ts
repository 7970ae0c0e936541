import type { Bounds, Point } from './box.ts'

/** Snap targets: x positions of vertical lines, y positions of horizontal ones. */
export type SnapLines = { readonly xs: readonly number[]; readonly ys: readonly number[] }
/** A guide line, shown while something snaps to it. */
export type Guide = { readonly axis: 'x' | 'y'; readonly at: number }

/** The canvas' edges and middle, `more` lines of it, and those of every element that does not move. */
export function planSnapLines(
  canvasHeight: number,
  others: readonly Bounds[],
  more: SnapLines = { xs: [], ys: [] },
): SnapLines {
  const xs = new Set([0, 0.5, 1, ...more.xs])
  const ys = new Set([0, canvasHeight / 2, canvasHeight, ...more.ys])
  for (const other of others) {
    for (const x of [other.left, (other.left + other.right) / 2, other.right]) xs.add(x)
    for (const y of [other.top, (other.top + other.bottom) / 2, other.bottom]) ys.add(y)
  }
  return { xs: [...xs], ys: [...ys] }
}

/** The smallest shift that snaps one of the three lines of `bounds` per axis, when one is near enough. */
export function snapBounds(
  bounds: Bounds,
  lines: SnapLines,
  distance: number,
): { shift: Point; guides: readonly Guide[] } {
  const x = nearest([bounds.left, (bounds.left + bounds.right) / 2, bounds.right], lines.xs, distance)
  const y = nearest([bounds.top, (bounds.top + bounds.bottom) / 2, bounds.bottom], lines.ys, distance)
  const guides: Guide[] = []
  if (x !== undefined) guides.push({ axis: 'x', at: x.at })
  if (y !== undefined) guides.push({ axis: 'y', at: y.at })
  return { shift: { x: x?.by ?? 0, y: y?.by ?? 0 }, guides }
}

/** One position and the lines of its axis: used while an edge is dragged. */
export function snapValue(
  value: number,
  lines: readonly number[],
  distance: number,
): { at: number; by: number } | undefined {
  return nearest([value], lines, distance)
}

function nearest(
  values: readonly number[],
  lines: readonly number[],
  distance: number,
): { at: number; by: number } | undefined {
  let best: { at: number; by: number } | undefined
  for (const value of values) {
    for (const at of lines) {
      const by = at - value
      const limit = best === undefined ? distance : Math.abs(best.by) - 1e-9
      if (Math.abs(by) <= limit) best = { at, by }
    }
  }
  return best
}
