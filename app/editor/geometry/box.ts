/** Geometry of the gestures, in the document's unit: fractions of the canvas width; angles in degrees clockwise. */
export type Point = { readonly x: number; readonly y: number }
export type Box = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly rotation: number
}
export type Bounds = {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export function centreOf(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

export function rotatePoint(point: Point, centre: Point, degrees: number): Point {
  if (degrees === 0) return point
  const radians = (degrees * Math.PI) / 180
  const cos = Math.cos(radians)
  const sin = Math.sin(radians)
  const dx = point.x - centre.x
  const dy = point.y - centre.y
  return { x: centre.x + dx * cos - dy * sin, y: centre.y + dx * sin + dy * cos }
}

export function cornersOf(box: Box): readonly Point[] {
  const centre = centreOf(box)
  const right = box.x + box.width
  const bottom = box.y + box.height
  return [
    { x: box.x, y: box.y },
    { x: right, y: box.y },
    { x: right, y: bottom },
    { x: box.x, y: bottom },
  ].map((corner) => rotatePoint(corner, centre, box.rotation))
}

/** The upright rectangle around a rotated box. */
export function boundsOf(box: Box): Bounds {
  if (box.rotation === 0) {
    return { left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height }
  }
  const corners = cornersOf(box)
  const xs = corners.map((corner) => corner.x)
  const ys = corners.map((corner) => corner.y)
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) }
}

/** The upright rectangle around all boxes; `undefined` for none. */
export function boundsOfAll(boxes: readonly Box[]): Bounds | undefined {
  const [first, ...rest] = boxes.map(boundsOf)
  if (first === undefined) return undefined
  return rest.reduce(
    (all, bounds) => ({
      left: Math.min(all.left, bounds.left),
      top: Math.min(all.top, bounds.top),
      right: Math.max(all.right, bounds.right),
      bottom: Math.max(all.bottom, bounds.bottom),
    }),
    first,
  )
}

export function shiftBounds(bounds: Bounds, by: Point): Bounds {
  return {
    left: bounds.left + by.x,
    top: bounds.top + by.y,
    right: bounds.right + by.x,
    bottom: bounds.bottom + by.y,
  }
}

export function overlap(a: Bounds, b: Bounds): boolean {
  return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top
}

/** An angle in (-180, 180], rounded to a hundredth, as shown and typed. */
export function normaliseDegrees(degrees: number): number {
  const wrapped = ((degrees % 360) + 540) % 360
  const angle = Math.round((wrapped - 180) * 100) / 100
  return angle === -180 ? 180 : angle === 0 ? 0 : angle
}
