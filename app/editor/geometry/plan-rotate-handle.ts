import { type Bounds, type Box, boundsOf, centreOf, overlap, rotatePoint } from './box.ts'

export type RotatePlace = 'below' | 'above' | 'right' | 'left' | 'inside-bottom' | 'inside-top'

type PlanInput = {
  box: Box
  /** Every other element that can be clicked. */
  others: readonly Box[]
  canvasHeight: number
  /** CSS pixels per canvas width. */
  unitPx: number
}

/** Distance of the handle's centre from the edge of the box, in CSS pixels; the style sheet uses the same numbers. */
const outsidePx = 26
const insidePx = 26
const reachPx = 16
/** Smaller boxes have space inside for their own handles only. */
const leastInsidePx = 84

const places: readonly RotatePlace[] = ['below', 'above', 'right', 'left', 'inside-bottom', 'inside-top']

/**
 * A place for the rotate handle where it neither covers a neighbour nor leaves the canvas. `undefined`: there is none;
 * the inspector rotates the element then. An element that contains the selected one is no neighbour.
 */
export function planRotateHandle({ box, others, canvasHeight, unitPx }: PlanInput): RotatePlace | undefined {
  const own = boundsOf(box)
  const neighbours = others.map(boundsOf).filter((bounds) => !contains(bounds, own))
  const canvas: Bounds = { left: 0, top: 0, right: 1, bottom: canvasHeight }
  const hasRoomInside = Math.min(box.width, box.height) * unitPx >= leastInsidePx
  return places.find((place) => {
    if (place.startsWith('inside') && !hasRoomInside) return false
    const handle = placeHandle(box, place, unitPx)
    return contains(canvas, handle) && !neighbours.some((bounds) => overlap(bounds, handle))
  })
}

function placeHandle(box: Box, place: RotatePlace, unitPx: number): Bounds {
  const outside = outsidePx / unitPx
  const inside = insidePx / unitPx
  const reach = reachPx / unitPx
  const middle = centreOf(box)
  const upright = {
    below: { x: middle.x, y: box.y + box.height + outside },
    above: { x: middle.x, y: box.y - outside },
    right: { x: box.x + box.width + outside, y: middle.y },
    left: { x: box.x - outside, y: middle.y },
    'inside-bottom': { x: middle.x, y: box.y + box.height - inside },
    'inside-top': { x: middle.x, y: box.y + inside },
  }[place]
  const { x, y } = rotatePoint(upright, middle, box.rotation)
  return { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach }
}

function contains(outer: Bounds, inner: Bounds): boolean {
  return (
    outer.left <= inner.left &&
    outer.top <= inner.top &&
    outer.right >= inner.right &&
    outer.bottom >= inner.bottom
  )
}
