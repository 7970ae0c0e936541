import type { Bounds } from './box.ts'

/** A distance that is shown: along `axis` from one edge to another, at the position `at` across it. */
export type Measure = {
  readonly axis: 'x' | 'y'
  readonly from: number
  readonly to: number
  readonly at: number
}

type Axis = Measure['axis']
type Span = { start: number; end: number; low: number; high: number }

const spanOf = ({ left, top, right, bottom }: Bounds, axis: Axis): Span =>
  axis === 'x'
    ? { start: left, end: right, low: top, high: bottom }
    : { start: top, end: bottom, low: left, high: right }

const size = ({ start, end }: Span) => end - start

/** The smallest shift along the axis that makes two neighbouring gaps equal, and those gaps; `undefined`: none is near. */
export function planSpacing(
  bounds: Bounds,
  others: readonly Bounds[],
  { axis, distance }: { axis: Axis; distance: number },
): { by: number; measures: readonly Measure[] } | undefined {
  const own = spanOf(bounds, axis)
  const beside = listBeside(own, others, axis)
  const before = beside.filter(({ end }) => end <= own.start + distance).sort((a, b) => b.end - a.end)
  const after = beside.filter(({ start }) => start >= own.end - distance).sort((a, b) => a.start - b.start)
  const [left, right] = [before[0], after[0]]
  const fartherLeft = left && before.find(({ end }) => end <= left.start)
  const fartherRight = right && after.find(({ start }) => start >= right.end)
  const at = (own.low + own.high) / 2
  const measure = (from: number, to: number): Measure => ({ axis, from, to, at })
  const starts: { start: number; measures: readonly Measure[] }[] = []
  if (left !== undefined && right !== undefined && right.start - left.end >= size(own)) {
    const start = (left.end + right.start - size(own)) / 2
    starts.push({ start, measures: [measure(left.end, start), measure(start + size(own), right.start)] })
  }
  if (left !== undefined && fartherLeft !== undefined) {
    const start = left.end + left.start - fartherLeft.end
    starts.push({ start, measures: [measure(fartherLeft.end, left.start), measure(left.end, start)] })
  }
  if (right !== undefined && fartherRight !== undefined) {
    const end = right.start - (fartherRight.start - right.end)
    starts.push({
      start: end - size(own),
      measures: [measure(end, right.start), measure(right.end, fartherRight.start)],
    })
  }
  const near = starts
    .map(({ start, measures }) => ({ by: start - own.start, measures }))
    .filter(({ by }) => Math.abs(by) <= distance)
  return near.sort((a, b) => Math.abs(a.by) - Math.abs(b.by))[0]
}

/** The distances to the nearest neighbour on each side. */
export function planDistances(bounds: Bounds, others: readonly Bounds[]): readonly Measure[] {
  return (['x', 'y'] as const).flatMap((axis) => {
    const own = spanOf(bounds, axis)
    const beside = listBeside(own, others, axis)
    const at = (own.low + own.high) / 2
    const before = Math.max(...beside.filter(({ end }) => end < own.start).map(({ end }) => end))
    const after = Math.min(...beside.filter(({ start }) => start > own.end).map(({ start }) => start))
    return [
      ...(Number.isFinite(before) ? [{ axis, from: before, to: own.start, at }] : []),
      ...(Number.isFinite(after) ? [{ axis, from: own.end, to: after, at }] : []),
    ]
  })
}

/** Those that are side by side with it along the axis. */
const listBeside = (own: Span, others: readonly Bounds[], axis: Axis): readonly Span[] =>
  others.map((other) => spanOf(other, axis)).filter(({ low, high }) => low < own.high && high > own.low)
