import { type ImageFormat, imageFormats, isPicture } from '#app/media-formats/media-format.ts'
import { imageMaxMegapixels, imageMaxSidePx } from '#app/media-formats/media-limits.ts'
import type { PictureHeader } from '#app/media-formats/picture-header.ts'
import { readPictureHeader } from '#app/media-formats/read-picture-size.ts'
import { sniffLengthBytes, sniffPicture } from '#app/media-formats/sniff-picture.ts'
import { describeRefusal } from './describe-refusal.ts'

/** Files are read whole into memory; a picture of 100 megapixels is far smaller than this. */
export const maxReadBytes = 300_000_000

export type CheckedPicture =
  | { kind: 'picture'; format: ImageFormat; header: Extract<PictureHeader, { kind: 'header' }> }
  | { kind: 'refused'; message: string }

/** All checks that need no decoding. */
export function checkPicture(fileName: string, bytes: Uint8Array): CheckedPicture {
  const refuse = (reason: Parameters<typeof describeRefusal>[1]): CheckedPicture => ({
    kind: 'refused',
    message: describeRefusal(fileName, reason),
  })
  const sniffed = sniffPicture(bytes.subarray(0, sniffLengthBytes))
  if (!isPicture(sniffed)) return refuse({ kind: 'format', format: sniffed })
  const header = readPictureHeader(sniffed, bytes)
  if (header.kind !== 'header') return refuse({ kind: header.kind })
  const { width, height } = header
  if (Math.max(width, height) > imageMaxSidePx || width * height > imageMaxMegapixels * 1_000_000) {
    return refuse({ kind: 'too-many-pixels', width, height })
  }
  if (!header.complete) return refuse({ kind: 'truncated' })
  // A GIF may be animated: its first picture is drawn.
  if (header.animated && sniffed === 'webp') return refuse({ kind: 'animated' })
  return { kind: 'picture', format: imageFormats[sniffed], header }
}
