import type { Bounds } from './box.ts'

/**
 * The screen that more than half of the dragged elements would be on; `undefined` where there is none, or it is the
 * source.
 */
export function planLanding<Id>(
  dragged: Bounds,
  screens: ReadonlyArray<{ id: Id; bounds: Bounds }>,
  home: Id,
): Id | undefined {
  const area = (dragged.right - dragged.left) * (dragged.bottom - dragged.top)
  const landing = screens.find(({ bounds }) => measureOverlap(dragged, bounds) > area / 2)
  return landing === undefined || landing.id === home ? undefined : landing.id
}

/** `true` when the whole box is off the canvas, so that no picture shows it. `canvasHeight` in canvas widths. */
export function liesOutside({ left, top, right, bottom }: Bounds, canvasHeight: number): boolean {
  return right <= 0 || bottom <= 0 || left >= 1 || top >= canvasHeight
}

/** Less than a pixel beyond the edge is none. */
const slack = 0.0015

/** `true` when a part of the box, and not all of it, is off the canvas: the picture cuts it off. */
export function reachesOutside(bounds: Bounds, canvasHeight: number): boolean {
  if (liesOutside(bounds, canvasHeight)) return false
  const { left, top, right, bottom } = bounds
  return left < -slack || top < -slack || right > 1 + slack || bottom > canvasHeight + slack
}

function measureOverlap(a: Bounds, b: Bounds): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  return width > 0 && height > 0 ? width * height : 0
}
