import type { Point } from './box.ts'

const directions: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}

/** The shift of one arrow key in fractions of the canvas width: one store pixel, ten with Shift; `undefined` for other keys. */
export function planNudge(key: string, large: boolean, canvasWidthPx: number): Point | undefined {
  const direction = directions[key]
  if (direction === undefined) return undefined
  const step = (large ? 10 : 1) / canvasWidthPx
  return { x: direction.x * step, y: direction.y * step }
}
