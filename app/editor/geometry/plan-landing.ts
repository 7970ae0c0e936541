import type { Bounds } from './box.ts'

/** The screen on which more than half of what is dragged would lie; `undefined` while that is none, or where it came from. */
export function planLanding<Id>(
  dragged: Bounds,
  screens: ReadonlyArray<{ id: Id; bounds: Bounds }>,
  home: Id,
): Id | undefined {
  const area = (dragged.right - dragged.left) * (dragged.bottom - dragged.top)
  const landing = screens.find(({ bounds }) => measureOverlap(dragged, bounds) > area / 2)
  return landing === undefined || landing.id === home ? undefined : landing.id
}

/** `true` when no part of it lies on the canvas, so that no picture shows it. `canvasHeight` in canvas widths. */
export function liesOutside({ left, top, right, bottom }: Bounds, canvasHeight: number): boolean {
  return right <= 0 || bottom <= 0 || left >= 1 || top >= canvasHeight
}

function measureOverlap(a: Bounds, b: Bounds): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  return width > 0 && height > 0 ? width * height : 0
}
