import { findCanvasSize } from '#app/document/catalogue/canvas-sizes.ts'
import { readJpegHeader } from '#app/media-formats/read-jpeg-header.ts'
import { readPngHeader } from '#app/media-formats/read-png-header.ts'
import type { ExportTarget } from './export-target.ts'
import type { PlannedFile } from './planned-file.ts'

const bitDepthAt = 24
const colourTypeAt = 25
const [rgb, rgba] = [2, 6]

type Slot = { target: Pick<ExportTarget, 'canvasSizeId'> }

/** What a store would refuse of a file that was read back: not whole, other pixels, an alpha channel; of Play's icon, none. */
export function findFileFault(
  bytes: Uint8Array,
  { target, format, widthPx, heightPx }: Pick<PlannedFile, 'format' | 'widthPx' | 'heightPx'> & Slot,
): string | undefined {
  const header = format === 'png' ? readPngHeader(bytes) : readJpegHeader(bytes)
  if (header.kind !== 'header' || !header.complete) return 'The file is not whole.'
  if (header.width !== widthPx || header.height !== heightPx)
    return `The file has ${header.width} × ${header.height} pixels instead of ${widthPx} × ${heightPx}.`
  if (format !== 'png') return undefined
  const hasAlpha = findCanvasSize(target.canvasSizeId)?.hasAlpha === true
  if (bytes[bitDepthAt] === 8 && bytes[colourTypeAt] === (hasAlpha ? rgba : rgb)) return undefined
  return hasAlpha ? 'The file is not a PNG of 32 bits.' : 'The file is not an opaque PNG of 8 bits.'
}
