import type { ShapeElement } from '#app/document/model/schema.ts'

type Size = { width: number; height: number }
type Point = { x: number; y: number }

/** Defaults of a shape. */
export const usualPoints: Readonly<Record<ShapeElement['shape'], number>> = {
  rectangle: 4,
  ellipse: 0,
  line: 2,
  arrow: 2,
  star: 5,
  polygon: 6,
  badge: 16,
  laurel: 8,
  rating: 5,
  drawing: 0,
  emoji: 0,
  lens: 0,
}

/** Depth of a star's notches and of a badge's scallops. */
const starDepth = 0.42
const badgeDepth = 0.9

/** The corners of a shape made of straight lines, in its box, clockwise from the top; `undefined` for round ones. */
export function listCorners(
  { shape, points }: Pick<ShapeElement, 'shape' | 'points'>,
  size: Size,
): Point[] | undefined {
  const count = points ?? usualPoints[shape]
  switch (shape) {
    case 'polygon':
      return stretch(
        listAround(count, () => 1),
        size,
      )
    case 'star':
      return listStar(count, size)
    case 'badge':
      return stretch(
        listAround(count * 2, (index) => (index % 2 === 0 ? 1 : badgeDepth)),
        size,
      )
    case 'line':
      return listBar(size, size.height)
    case 'arrow':
      return listArrow(size)
    case 'rectangle':
    case 'ellipse':
    case 'laurel':
    case 'rating':
    case 'drawing':
    case 'emoji':
    case 'lens':
      return undefined
  }
}

/** The corners of a star, in its box. */
export function listStar(points: number, size: Size): Point[] {
  return stretch(
    listAround(points * 2, (index) => (index % 2 === 0 ? 1 : starDepth)),
    size,
  )
}

function listAround(count: number, radius: (index: number) => number): Point[] {
  return Array.from({ length: count }, (_, index) => {
    const angle = (index / count) * 2 * Math.PI - Math.PI / 2
    return { x: Math.cos(angle) * radius(index), y: Math.sin(angle) * radius(index) }
  })
}

/** Moved and stretched until it touches all four sides of the box. */
function stretch(corners: readonly Point[], { width, height }: Size): Point[] {
  const xs = corners.map(({ x }) => x)
  const ys = corners.map(({ y }) => y)
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  return corners.map(({ x, y }) => ({
    x: ((x - left) / (right - left)) * width,
    y: ((y - top) / (bottom - top)) * height,
  }))
}

function listBar({ width, height }: Size, thickness: number): Point[] {
  const top = (height - thickness) / 2
  return [
    { x: 0, y: top },
    { x: width, y: top },
    { x: width, y: top + thickness },
    { x: 0, y: top + thickness },
  ]
}

/** The head is as long as the box is high, so that a longer arrow gets a longer shaft and no other head. */
function listArrow({ width, height }: Size): Point[] {
  const neck = Math.max(width - height * 0.9, 0)
  const [top, bottom] = [height * 0.34, height * 0.66]
  return [
    { x: 0, y: top },
    { x: neck, y: top },
    { x: neck, y: 0 },
    { x: width, y: height / 2 },
    { x: neck, y: height },
    { x: neck, y: bottom },
    { x: 0, y: bottom },
  ]
}
