import { type Box, boundsOf, type Point } from './box.ts'

/**
 * The shift of each box so that the gaps along the axis are equal; the outer two stay. In the order of `boxes`; fewer
 * than three stay where they are.
 */
export function planDistribute(boxes: readonly Box[], axis: 'x' | 'y'): readonly Point[] {
  const spans = boxes.map((box, index) => {
    const { left, top, right, bottom } = boundsOf(box)
    return axis === 'x' ? { index, start: left, end: right } : { index, start: top, end: bottom }
  })
  const inOrder = [...spans].sort((a, b) => a.start + a.end - b.start - b.end)
  const [first, last] = [inOrder[0], inOrder.at(-1)]
  const shifts: Point[] = boxes.map(() => ({ x: 0, y: 0 }))
  if (first === undefined || last === undefined || inOrder.length < 3) return shifts
  const taken = inOrder.reduce((sum, { start, end }) => sum + end - start, 0)
  const gap = (last.end - first.start - taken) / (inOrder.length - 1)
  let at = first.end + gap
  for (const { index, start, end } of inOrder.slice(1, -1)) {
    shifts[index] = axis === 'x' ? { x: at - start, y: 0 } : { x: 0, y: at - start }
    at += end - start + gap
  }
  return shifts
}
