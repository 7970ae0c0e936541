import { type Bounds, type Point, shiftBounds } from './box.ts'
import { type Guide, type SnapLines, snapBounds } from './snap.ts'

export type MovePlan = { readonly shift: Point; readonly guides: readonly Guide[] }

type MoveInput = {
  /** Bounds of all moving elements at the start. */
  start: Bounds
  /** Distance the pointer moved. */
  pointer: Point
  /** Shift held: along one axis only. */
  constrained: boolean
  /** `undefined` while snapping is off (Ctrl or ⌘ held). */
  lines: SnapLines | undefined
  snapDistance: number
}

/** The shift of the moving elements for a pointer that moved by `pointer`. */
export function planMove({ start, pointer, constrained, lines, snapDistance }: MoveInput): MovePlan {
  const alongX = Math.abs(pointer.x) >= Math.abs(pointer.y)
  const free = constrained ? { x: alongX ? pointer.x : 0, y: alongX ? 0 : pointer.y } : pointer
  if (lines === undefined) return { shift: free, guides: [] }
  const snapped = snapBounds(shiftBounds(start, free), lines, snapDistance)
  const holdX = constrained && !alongX
  const holdY = constrained && alongX
  return {
    shift: {
      x: free.x + (holdX ? 0 : snapped.shift.x),
      y: free.y + (holdY ? 0 : snapped.shift.y),
    },
    guides: snapped.guides.filter((guide) => (guide.axis === 'x' ? !holdX : !holdY)),
  }
}
