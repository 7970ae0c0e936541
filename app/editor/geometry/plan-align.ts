import { type Bounds, type Box, boundsOf, boundsOfAll, type Point } from './box.ts'

export type AlignEdge = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom'

/** The shift of each box: a single one is aligned to the canvas, several to each other. */
export function planAlign(boxes: readonly Box[], edge: AlignEdge, canvasHeight: number): readonly Point[] {
  const canvas: Bounds = { left: 0, top: 0, right: 1, bottom: canvasHeight }
  const frame = boxes.length > 1 ? (boundsOfAll(boxes) ?? canvas) : canvas
  return boxes.map((box) => shiftTo(boundsOf(box), frame, edge))
}

function shiftTo(bounds: Bounds, frame: Bounds, edge: AlignEdge): Point {
  switch (edge) {
    case 'left':
      return { x: frame.left - bounds.left, y: 0 }
    case 'centre':
      return { x: (frame.left + frame.right - bounds.left - bounds.right) / 2, y: 0 }
    case 'right':
      return { x: frame.right - bounds.right, y: 0 }
    case 'top':
      return { x: 0, y: frame.top - bounds.top }
    case 'middle':
      return { x: 0, y: (frame.top + frame.bottom - bounds.top - bounds.bottom) / 2 }
    case 'bottom':
      return { x: 0, y: frame.bottom - bounds.bottom }
  }
}
