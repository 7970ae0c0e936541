import { type Box, centreOf, type Point, rotatePoint } from './box.ts'
import { type Guide, type SnapLines, snapValue } from './snap.ts'

/** -1, 0, 1 per axis: the edge of the unrotated box that the handle moves. */
export type Handle = { readonly x: -1 | 0 | 1; readonly y: -1 | 0 | 1 }

export type ResizePlan = { readonly box: Box; readonly guides: readonly Guide[] }

type ResizeInput = {
  start: Box
  handle: Handle
  pointer: Point
  /** Frames and pictures always, the rest with Shift. */
  keepAspect: boolean
  /** Alt held: both sides move. */
  fromCentre: boolean
  /** Only for unrotated boxes: a rotated edge snaps to nothing. */
  lines: SnapLines | undefined
  snapDistance: number
  minimum: number
}

/** The box for a handle dragged by `pointer`; the opposite side (or the centre) stays where it was on the canvas. */
export function planResize(input: ResizeInput): ResizePlan {
  const { start, handle, keepAspect, fromCentre, minimum } = input
  const { pointer, guides } = snapPointer(input)
  const local = rotatePoint(pointer, { x: 0, y: 0 }, -start.rotation)
  const reach = fromCentre ? 2 : 1
  let width = Math.max(minimum, start.width + local.x * handle.x * reach)
  let height = Math.max(minimum, start.height + local.y * handle.y * reach)
  if (keepAspect) {
    const scale = aspectScale(start, handle, width, height)
    width = Math.max(minimum, start.width * scale)
    height = Math.max(minimum, start.height * scale)
  }
  return { box: anchorBox(start, handle, { width, height, fromCentre }), guides }
}

function aspectScale(start: Box, handle: Handle, width: number, height: number): number {
  const byWidth = start.width > 0 ? width / start.width : 1
  const byHeight = start.height > 0 ? height / start.height : 1
  if (handle.x === 0) return byHeight
  if (handle.y === 0) return byWidth
  return Math.abs(byWidth - 1) > Math.abs(byHeight - 1) ? byWidth : byHeight
}

function snapPointer({ start, handle, pointer, lines, snapDistance, fromCentre }: ResizeInput): {
  pointer: Point
  guides: readonly Guide[]
} {
  if (lines === undefined || start.rotation !== 0 || fromCentre) return { pointer, guides: [] }
  const edgeX = handle.x === 1 ? start.x + start.width : start.x
  const edgeY = handle.y === 1 ? start.y + start.height : start.y
  const x = handle.x === 0 ? undefined : snapValue(edgeX + pointer.x, lines.xs, snapDistance)
  const y = handle.y === 0 ? undefined : snapValue(edgeY + pointer.y, lines.ys, snapDistance)
  const guides: Guide[] = []
  if (x !== undefined) guides.push({ axis: 'x', at: x.at })
  if (y !== undefined) guides.push({ axis: 'y', at: y.at })
  return { pointer: { x: pointer.x + (x?.by ?? 0), y: pointer.y + (y?.by ?? 0) }, guides }
}

/** Places a box of a new size so that the point opposite the handle does not move, whatever the rotation. */
function anchorBox(
  start: Box,
  handle: Handle,
  to: { width: number; height: number; fromCentre: boolean },
): Box {
  const centre = centreOf(start)
  const grown = { x: (to.width - start.width) / 2, y: (to.height - start.height) / 2 }
  const offset = to.fromCentre ? { x: 0, y: 0 } : { x: grown.x * handle.x, y: grown.y * handle.y }
  const moved = rotatePoint(offset, { x: 0, y: 0 }, start.rotation)
  const next = { x: centre.x + moved.x, y: centre.y + moved.y }
  return {
    x: next.x - to.width / 2,
    y: next.y - to.height / 2,
    width: to.width,
    height: to.height,
    rotation: start.rotation,
  }
}
