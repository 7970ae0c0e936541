import type { Box } from './box.ts'
import type { Handle, ResizePlan } from './plan-resize.ts'

type RoundOptions = { handle: Handle; keepAspect: boolean; fromCentre: boolean; canvasWidthPx: number }

/**
 * The planned box with its dragged edges on whole store pixels; with kept proportions, of a whole width. An edge that
 * snapped stays on its line, and a rotated box has no edge on the grid.
 */
export function roundResize({ box, guides }: ResizePlan, options: RoundOptions): Box {
  const { handle, keepAspect, fromCentre, canvasWidthPx } = options
  if (box.rotation !== 0) return box
  const whole = (length: number) => Math.round(length * canvasWidthPx) / canvasWidthPx
  if (keepAspect) {
    const width = Math.max(1 / canvasWidthPx, whole(box.width))
    const height = box.width > 0 ? (box.height * width) / box.width : box.height
    const still = (direction: -1 | 0 | 1) => (fromCentre ? 0.5 : (1 - direction) / 2)
    const x = box.x + (box.width - width) * still(handle.x)
    const y = box.y + (box.height - height) * still(handle.y)
    return { ...box, x, y, width, height }
  }
  const roundAxis = (axis: 'x' | 'y', start: number, size: number): [start: number, size: number] => {
    const direction = handle[axis]
    if (direction === 0 || guides.some((guide) => guide.axis === axis)) return [start, size]
    const from = direction === -1 || fromCentre ? whole(start) : start
    const to = direction === 1 || fromCentre ? whole(start + size) : start + size
    return [from, Math.max(1 / canvasWidthPx, to - from)]
  }
  const [x, width] = roundAxis('x', box.x, box.width)
  const [y, height] = roundAxis('y', box.y, box.height)
  return { ...box, x, y, width, height }
}
