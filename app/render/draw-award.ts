import type { ShapeElement } from '#app/document/model/schema.ts'
import { castShadow } from './cast-shadow.ts'
import { planShapeFill } from './create-gradient.ts'
import type { DrawAssets, DrawContext } from './draw-assets.ts'
import { listStar, usualPoints } from './shape-outline.ts'
import { traceCorners } from './trace-corners.ts'

type Point = { x: number; y: number }

/** Between two stars, in widths of one. */
const gap = 0.16
/** How much of the colour an empty star has. */
const emptyAlpha = 0.28

/** A row of stars, of which `value` are full. In the element's own space, one unit a pixel of the target. */
export function drawRating(context: DrawContext, element: ShapeElement, assets: DrawAssets): void {
  const size = { width: element.width * assets.widthPx, height: element.height * assets.widthPx }
  const count = element.points ?? usualPoints.rating
  const starPx = size.width / (count + gap * (count - 1))
  const full = Math.min(element.value ?? count, count)
  const radiusPx = (element.corner ?? 0) * assets.widthPx
  const star = listStar(5, { width: starPx, height: size.height })
  const lefts = Array.from({ length: count }, (_, index) => index * starPx * (1 + gap))
  const traceFrom = (target: DrawContext, share: (index: number) => number) => {
    target.beginPath()
    for (const [index, left] of lefts.entries()) {
      const part = share(index)
      if (part <= 0) continue
      const cut = part >= 1 ? star : cutRight(star, starPx * part)
      const moved = cut.map(({ x, y }) => ({ x: x + left, y }))
      traceCorners(target, moved, part >= 1 ? radiusPx : 0)
    }
  }
  if (element.shadow) {
    castShadow(context, { shadow: element.shadow, assets }, (target) => {
      traceFrom(target, () => 1)
      target.fill()
    })
  }
  context.fillStyle = planShapeFill(context, element, size)
  context.save()
  context.globalAlpha *= emptyAlpha
  // Only what the full stars leave: where both lie, the colour would be darker.
  traceFrom(context, (index) => (full - index >= 1 ? 0 : 1))
  context.fill()
  context.restore()
  traceFrom(context, (index) => full - index)
  context.fill()
  if (element.stroke === undefined || element.stroke.width <= 0) return
  traceFrom(context, () => 1)
  context.lineWidth = element.stroke.width * assets.widthPx
  context.lineJoin = 'round'
  context.strokeStyle = element.stroke.colour
  context.stroke()
}

/** The part of an outline left of a vertical line. */
function cutRight(corners: readonly Point[], limit: number): Point[] {
  return corners.flatMap((corner, index) => {
    const before = corners.at(index - 1) ?? corner
    const crossing = (): Point => {
      const share = (limit - before.x) / (corner.x - before.x)
      return { x: limit, y: before.y + (corner.y - before.y) * share }
    }
    const isIn = corner.x <= limit
    const wasIn = before.x <= limit
    if (isIn) return wasIn ? [corner] : [crossing(), corner]
    return wasIn ? [crossing()] : []
  })
}

/** Two branches of leaves, open at the top. In the element's own space, one unit a pixel of the target. */
export function drawLaurel(context: DrawContext, element: ShapeElement, assets: DrawAssets): void {
  const size = { width: element.width * assets.widthPx, height: element.height * assets.widthPx }
  const leaves = element.points ?? usualPoints.laurel
  const trace = (target: DrawContext) => {
    target.beginPath()
    for (const side of [-1, 1]) traceBranch(target, { size, side, leaves })
  }
  if (element.shadow) {
    castShadow(context, { shadow: element.shadow, assets }, (target) => {
      trace(target)
      target.fill()
    })
  }
  trace(context)
  context.fillStyle = planShapeFill(context, element, size)
  context.fill()
  if (element.stroke === undefined || element.stroke.width <= 0) return
  context.lineWidth = element.stroke.width * assets.widthPx
  context.lineJoin = 'round'
  context.strokeStyle = element.stroke.colour
  context.stroke()
}

type Branch = { size: { width: number; height: number }; side: number; leaves: number }

type Leaf = readonly (readonly [number, number])[]

/** From just beside the bottom, up to a little before the top; degrees from the bottom. */
const firstDegrees = 12
const lastDegrees = 146
const radius = 0.4

/** A leaf from its foot to its tip and back: ends and control points, along it and aside of it. */
const leafOutline: Leaf = [
  [0.04, 0],
  [0.3, 0.36],
  [0.75, 0.32],
  [1, 0],
  [0.72, -0.16],
  [0.3, -0.2],
  [0.04, 0],
]

/** One branch, stretched until both together touch all four sides of the box. */
function traceBranch(pen: DrawContext, { size, side, leaves }: Branch): void {
  const branch = listLeaves(leaves)
  const all = branch.flat()
  const reach = Math.max(...all.map(([x]) => x))
  const [top, bottom] = [Math.min(...all.map(([, y]) => y)), Math.max(...all.map(([, y]) => y))]
  const place = ([x = 0, y = 0]: readonly number[] = []): [number, number] => [
    (0.5 + (side * x) / reach / 2) * size.width,
    ((y - top) / (bottom - top)) * size.height,
  ]
  for (const [foot, a, b, tip, c, d, end] of branch) {
    pen.moveTo(...place(foot))
    pen.bezierCurveTo(...place(a), ...place(b), ...place(tip))
    pen.bezierCurveTo(...place(c), ...place(d), ...place(end))
    pen.closePath()
  }
}

/** Leaves of the right branch, around the origin: an outer and an inner one at each knot, leaning in the direction of growth. */
function listLeaves(count: number): Leaf[] {
  const step = (lastDegrees - firstDegrees) / Math.max(count - 1, 1)
  const usual = ((step * Math.PI) / 180) * radius * 1.5
  return Array.from({ length: count }, (_, index) => {
    const angle = ((firstDegrees + index * step) * Math.PI) / 180
    const length = usual * (1.1 - 0.35 * (index / count))
    const foot = { x: Math.sin(angle) * radius, y: Math.cos(angle) * radius }
    return [0.5, -0.55].map((lean) => {
      const direction = angle + Math.PI / 2 - lean
      const along = { x: Math.sin(direction), y: Math.cos(direction) }
      return leafOutline.map(
        ([forward, aside]) =>
          [
            foot.x + (along.x * forward + along.y * aside) * length,
            foot.y + (along.y * forward - along.x * aside) * length,
          ] as const,
      )
    })
  }).flat()
}
