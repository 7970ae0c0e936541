import type { DrawContext } from './draw-assets.ts'

type Point = { x: number; y: number }

/** From the middle of one side to the next, so that every corner can be rounded as far as its sides allow. */
export function traceCorners(context: DrawContext, corners: readonly Point[], radiusPx: number): void {
  const [first, last] = [corners[0], corners.at(-1)]
  if (first === undefined || last === undefined) return
  context.moveTo((last.x + first.x) / 2, (last.y + first.y) / 2)
  for (const [index, corner] of corners.entries()) {
    const before = corners[index - 1] ?? last
    const after = corners[index + 1] ?? first
    const space = Math.min(
      Math.hypot(corner.x - before.x, corner.y - before.y),
      Math.hypot(after.x - corner.x, after.y - corner.y),
    )
    const roundest = (space / 2) * Math.tan(halfAngle([before, corner, after]))
    if (radiusPx > 0) context.arcTo(corner.x, corner.y, after.x, after.y, Math.min(radiusPx, roundest))
    else context.lineTo(corner.x, corner.y)
  }
  context.closePath()
}

function halfAngle([before, corner, after]: readonly [Point, Point, Point]): number {
  const a = Math.atan2(before.y - corner.y, before.x - corner.x)
  const b = Math.atan2(after.y - corner.y, after.x - corner.x)
  const between = Math.abs(a - b) % (2 * Math.PI)
  return Math.min(between, 2 * Math.PI - between) / 2
}
