import { type Box, boundsOf, centreOf, type Point, rotatePoint } from './box.ts'
import { reachesOutside } from './plan-landing.ts'

/** Around the box, so that its outline is not clipped; fractions of it. */
const margin = 0.05

/**
 * The part of a box that lies beyond the canvas, as a CSS `clip-path` in the box's own unrotated space; `undefined` where
 * there is none, or the whole box lies outside.
 */
export function planBeyond(box: Box, canvasHeight: number): string | undefined {
  if (!reachesOutside(boundsOf(box), canvasHeight) || box.width <= 0 || box.height <= 0) return undefined
  const centre = centreOf(box)
  const toBox = (point: Point): Point => {
    const { x, y } = rotatePoint(point, centre, -box.rotation)
    return { x: (x - box.x) / box.width, y: (y - box.y) / box.height }
  }
  const [least, most] = [-margin, 1 + margin]
  const around = [
    { x: least, y: least },
    { x: most, y: least },
    { x: most, y: most },
    { x: least, y: most },
  ]
  const canvas = [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 1, y: canvasHeight },
    { x: 0, y: canvasHeight },
  ].map(toBox)
  // Each ring ends where it began, so that the line between the two is drawn twice and encloses nothing.
  const points = [...around, around[0], ...canvas, canvas[0]]
  return `polygon(evenodd, ${points.map((point) => (point === undefined ? '' : toPercent(point))).join(', ')})`
}

const toPercent = ({ x, y }: Point) => `${round(x)}% ${round(y)}%`
const round = (share: number) => Math.round(share * 1e4) / 100
