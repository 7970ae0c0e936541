import { readJpegHeader } from '#app/media-formats/read-jpeg-header.ts'
import { readPngHeader } from '#app/media-formats/read-png-header.ts'
import type { PlannedFile } from './planned-file.ts'

const bitDepthAt = 24
const colourTypeAt = 25
const rgb = 2

/** What a store would refuse of a file that was read back: not whole, other pixels, an alpha channel. */
export function findFileFault(
  bytes: Uint8Array,
  { format, widthPx, heightPx }: Pick<PlannedFile, 'format' | 'widthPx' | 'heightPx'>,
): string | undefined {
  const header = format === 'png' ? readPngHeader(bytes) : readJpegHeader(bytes)
  if (header.kind !== 'header' || !header.complete) return 'The file is not whole.'
  if (header.width !== widthPx || header.height !== heightPx)
    return `The file has ${header.width} × ${header.height} pixels instead of ${widthPx} × ${heightPx}.`
  if (format === 'png' && (bytes[bitDepthAt] !== 8 || bytes[colourTypeAt] !== rgb))
    return 'The file is not an opaque PNG of 8 bits.'
  return undefined
}
