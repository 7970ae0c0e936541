import { findCanvasSize } from '#app/document/catalogue/canvas-sizes.ts'

export function nameSize(canvasSizeId: string): string {
  return findCanvasSize(canvasSizeId)?.name ?? canvasSizeId
}
