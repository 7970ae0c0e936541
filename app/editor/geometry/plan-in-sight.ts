import type { Bounds, Point } from './box.ts'

/**
 * How far to scroll, in CSS pixels, so that `target` lies in the part of the stage that nothing covers. What is larger
 * than that part shows its start.
 */
export function planInSight(target: Bounds, room: Bounds, marginPx: number): Point {
  return {
    x: planAxis([target.left, target.right], [room.left + marginPx, room.right - marginPx]),
    y: planAxis([target.top, target.bottom], [room.top + marginPx, room.bottom - marginPx]),
  }
}

function planAxis([start, end]: [number, number], [from, to]: [number, number]): number {
  const isLarger = end - start > to - from
  if (isLarger) return start <= from && end >= to ? 0 : start - from
  if (start < from) return start - from
  return end > to ? end - to : 0
}
