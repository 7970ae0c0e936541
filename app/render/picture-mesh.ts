import type { DrawContext, Picture } from './draw-assets.ts'
import type { Box } from './fit-picture.ts'
import type { Projection } from './projection.ts'

/** A canvas knows no perspective, so the picture is laid over a mesh of cells small enough to look exact. */
const cellsPerSide = 20

type Corner = { u: number; v: number; x: number; y: number }
type Mesh = { picture: Picture; to: Box; visible: Box; projection: Projection }

/** `to` is where the whole picture lies on the flat frame; cells outside `visible` are left out. The caller clips. */
export function drawPictureMesh(context: DrawContext, { picture, to, visible, projection }: Mesh): void {
  const left = Math.max(to.x, visible.x)
  const top = Math.max(to.y, visible.y)
  const right = Math.min(to.x + to.width, visible.x + visible.width)
  const bottom = Math.min(to.y + to.height, visible.y + visible.height)
  if (!(right > left && bottom > top)) return

  const cornerAt = (column: number, row: number): Corner => {
    const x = left + ((right - left) * column) / cellsPerSide
    const y = top + ((bottom - top) * row) / cellsPerSide
    return {
      u: ((x - to.x) / to.width) * picture.width,
      v: ((y - to.y) / to.height) * picture.height,
      ...projection(x, y, 0),
    }
  }
  context.imageSmoothingEnabled = true
  context.imageSmoothingQuality = 'high'
  for (let row = 0; row < cellsPerSide; row++) {
    for (let column = 0; column < cellsPerSide; column++) {
      const a = cornerAt(column, row)
      const b = cornerAt(column + 1, row)
      const c = cornerAt(column + 1, row + 1)
      const d = cornerAt(column, row + 1)
      drawTriangle(context, picture, [a, b, d])
      drawTriangle(context, picture, [c, d, b])
    }
  }
}

/** Triangles overlap by this much, or their smoothed edges would let hairlines of what lies below through. */
const overlapPx = 1

function drawTriangle(
  context: DrawContext,
  picture: Picture,
  corners: readonly [Corner, Corner, Corner],
): void {
  const [p, q, r] = corners
  const area = (q.u - p.u) * (r.v - p.v) - (r.u - p.u) * (q.v - p.v)
  if (Math.abs(area) < 1e-9) return
  const solve = (atP: number, atQ: number, atR: number) => {
    const alongU = ((atQ - atP) * (r.v - p.v) - (atR - atP) * (q.v - p.v)) / area
    const alongV = ((atR - atP) * (q.u - p.u) - (atQ - atP) * (r.u - p.u)) / area
    return { alongU, alongV, at0: atP - alongU * p.u - alongV * p.v }
  }
  const x = solve(p.x, q.x, r.x)
  const y = solve(p.y, q.y, r.y)

  const grown = growTriangle(corners)
  if (!grown) return
  context.save()
  context.beginPath()
  for (const corner of grown) context.lineTo(corner.x, corner.y)
  context.clip()
  context.transform(x.alongU, y.alongU, x.alongV, y.alongV, x.at0, y.at0)
  // Only the part under the triangle, with room for the overlap and for smoothing.
  const margin = 3 + Math.ceil(3 * overlapPx * measureShrink(corners))
  const u = Math.max(Math.floor(Math.min(p.u, q.u, r.u)) - margin, 0)
  const v = Math.max(Math.floor(Math.min(p.v, q.v, r.v)) - margin, 0)
  const width = Math.min(Math.ceil(Math.max(p.u, q.u, r.u)) + margin, picture.width) - u
  const height = Math.min(Math.ceil(Math.max(p.v, q.v, r.v)) + margin, picture.height) - v
  if (width > 0 && height > 0) context.drawImage(picture, u, v, width, height, u, v, width, height)
  context.restore()
}

/** Every edge moved out by the overlap: scaled about the point that is equally far from all three. */
function growTriangle([p, q, r]: readonly [Corner, Corner, Corner]): readonly Point[] | undefined {
  const atP = Math.hypot(q.x - r.x, q.y - r.y)
  const atQ = Math.hypot(r.x - p.x, r.y - p.y)
  const atR = Math.hypot(p.x - q.x, p.y - q.y)
  const around = atP + atQ + atR
  const doubleArea = Math.abs((q.x - p.x) * (r.y - p.y) - (r.x - p.x) * (q.y - p.y))
  // Seen edge-on it covers nothing.
  if (doubleArea < 1e-6) return undefined
  const x = (atP * p.x + atQ * q.x + atR * r.x) / around
  const y = (atP * p.y + atQ * q.y + atR * r.y) / around
  const grow = 1 + (overlapPx * around) / doubleArea
  return [p, q, r].map((corner) => ({ x: x + (corner.x - x) * grow, y: y + (corner.y - y) * grow }))
}

type Point = { x: number; y: number }

/** Pixels of the picture for one of the target, along the tighter direction. */
function measureShrink([p, q, r]: readonly [Corner, Corner, Corner]): number {
  const along = (from: Corner, to: Corner) =>
    Math.hypot(to.u - from.u, to.v - from.v) / Math.max(Math.hypot(to.x - from.x, to.y - from.y), 0.01)
  return Math.min(Math.max(along(p, q), along(p, r), along(q, r)), 1000)
}
