/** A rectangle of a picture in fractions of its width and height; `corner` is a radius in fractions of its own width. */
export type Hole = { x: number; y: number; width: number; height: number; corner: number }

/** Where the screen of a frame is seen through: 0 is transparent, 255 opaque; row by row. */
type Alpha = { values: ArrayLike<number>; width: number; height: number }

const seeThrough = 128
/** A smaller hole is a camera or the gap between two buttons. Share of the picture's area. */
const smallest = 0.02

/**
 * The largest transparent area that does not touch the edge of the picture; where none is closed, `undefined`. A camera
 * that hangs in it, as an island or a notch, does not make it smaller.
 */
export function findHole(alpha: Alpha): Hole | undefined {
  const { width, height } = alpha
  const seen = new Uint8Array(width * height)
  let best: Area | undefined
  // What can be reached from the edge is outside the device.
  for (const at of listEdge(width, height)) flood(alpha, seen, at)
  for (let at = 0; at < seen.length; at++) {
    const area = flood(alpha, seen, at)
    if (area !== undefined && area.count > (best?.count ?? 0)) best = area
  }
  if (best === undefined || best.count < smallest * width * height) return undefined
  const holeWidth = best.right - best.left + 1
  const holeHeight = best.bottom - best.top + 1
  return {
    x: best.left / width,
    y: best.top / height,
    width: holeWidth / width,
    height: holeHeight / height,
    corner: Math.min(Math.max((best.firstOfTop - best.left) / holeWidth, 0), 0.5),
  }
}

type Area = {
  count: number
  left: number
  top: number
  right: number
  bottom: number
  /** The leftmost pixel of the top row: where its rounded corner begins. */
  firstOfTop: number
}

/** Visits the transparent pixels connected with this one; `undefined` where it is opaque or was visited. */
function flood({ values, width, height }: Alpha, seen: Uint8Array, start: number): Area | undefined {
  const isOpen = (at: number) => seen[at] === 0 && (values[at] ?? 255) < seeThrough
  if (!isOpen(start)) return undefined
  const area: Area = { count: 0, left: width, top: height, right: -1, bottom: -1, firstOfTop: width }
  const waiting = [start]
  seen[start] = 1
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const [x, y] = [at % width, Math.floor(at / width)]
    area.count++
    if (y < area.top || (y === area.top && x < area.firstOfTop)) area.firstOfTop = x
    area.left = Math.min(area.left, x)
    area.right = Math.max(area.right, x)
    area.top = Math.min(area.top, y)
    area.bottom = Math.max(area.bottom, y)
    for (const next of [
      x > 0 ? at - 1 : -1,
      x < width - 1 ? at + 1 : -1,
      at - width,
      y < height - 1 ? at + width : -1,
    ]) {
      if (next < 0 || !isOpen(next)) continue
      seen[next] = 1
      waiting.push(next)
    }
  }
  return area
}

function listEdge(width: number, height: number): readonly number[] {
  const columns = Array.from({ length: width }, (_, x) => x)
  const rows = Array.from({ length: height }, (_, y) => y * width)
  return [
    ...columns,
    ...columns.map((x) => x + (height - 1) * width),
    ...rows,
    ...rows.map((at) => at + width - 1),
  ]
}
