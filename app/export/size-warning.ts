import { findCanvasSize } from '#app/document/catalogue/canvas-sizes.ts'
import { formatBytes } from '#app/document/model/format-bytes.ts'
import type { CanvasSizeId } from '#app/document/model/ids.ts'

/** Of a file that weighs more than its slot takes, as sentences. */
export function listSizeWarnings(canvasSizeId: CanvasSizeId, sizeBytes: number): string[] {
  const maxBytes = findCanvasSize(canvasSizeId)?.maxBytes ?? Number.POSITIVE_INFINITY
  if (sizeBytes <= maxBytes) return []
  return [
    `The file is ${formatBytes(sizeBytes)}; the store takes ${formatBytes(maxBytes)} at most. Use a simpler background.`,
  ]
}
