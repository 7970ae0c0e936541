import { type Bounds, type Point, shiftBounds } from './box.ts'
import { type Measure, planDistances, planSpacing } from './plan-spacing.ts'
import { type Guide, type SnapLines, snapBounds } from './snap.ts'

export type MovePlan = {
  readonly shift: Point
  readonly guides: readonly Guide[]
  /** Distances to show while it snaps: equal gaps, else those to its neighbours. */
  readonly measures: readonly Measure[]
}

type MoveInput = {
  /** Bounds of all moving elements at the start. */
  start: Bounds
  /** Distance the pointer moved. */
  pointer: Point
  /** Shift held: along one axis only. */
  constrained: boolean
  /** `undefined` while snapping is off (Ctrl or ⌘ held). */
  lines: SnapLines | undefined
  /** Neighbours to keep equal gaps to. */
  others?: readonly Bounds[]
  snapDistance: number
}

/** The shift of the moving elements for a pointer that moved by `pointer`. */
export function planMove({
  start,
  pointer,
  constrained,
  lines,
  others = [],
  snapDistance,
}: MoveInput): MovePlan {
  const alongX = Math.abs(pointer.x) >= Math.abs(pointer.y)
  const free = constrained ? { x: alongX ? pointer.x : 0, y: alongX ? 0 : pointer.y } : pointer
  if (lines === undefined) return { shift: free, guides: [], measures: [] }
  const bounds = shiftBounds(start, free)
  const snapped = snapBounds(bounds, lines, snapDistance)
  const held = { x: constrained && !alongX, y: constrained && alongX }
  const guides = snapped.guides.filter(({ axis }) => !held[axis])
  const spacing = (axis: 'x' | 'y') =>
    held[axis] || guides.some((guide) => guide.axis === axis)
      ? undefined
      : planSpacing(bounds, others, { axis, distance: snapDistance })
  const gaps = { x: spacing('x'), y: spacing('y') }
  const shiftOf = (axis: 'x' | 'y') => free[axis] + (held[axis] ? 0 : (gaps[axis]?.by ?? snapped.shift[axis]))
  const shift = { x: shiftOf('x'), y: shiftOf('y') }
  const equal = [...(gaps.x?.measures ?? []), ...(gaps.y?.measures ?? [])]
  const isSnapped = guides.length > 0 || equal.length > 0
  const around = isSnapped ? planDistances(shiftBounds(start, shift), others) : []
  const measures = [...equal, ...around.filter(({ axis }) => gaps[axis] === undefined)]
  return { shift, guides, measures }
}
