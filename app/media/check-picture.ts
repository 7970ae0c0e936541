import type { PictureHeader } from '#app/media-formats/picture-header.ts'
import { readGifHeader } from '#app/media-formats/read-gif-header.ts'
import { readPictureHeader } from '#app/media-formats/read-picture-size.ts'
import { type PictureFormat, sniffLengthBytes, sniffPicture } from '#app/media-formats/sniff-picture.ts'
import { describeRefusal } from './describe-refusal.ts'

/** What canvases hold everywhere, and what the server takes. */
export const maxSidePx = 16_384
export const maxMegapixels = 100
/** Read whole into memory; no picture of 100 megapixels comes near it. */
export const maxReadBytes = 300_000_000

/** A GIF may move: what is drawn of it is its first picture. */
export type StillFormat = PictureFormat | 'gif'

export type CheckedPicture =
  | { kind: 'picture'; format: StillFormat; header: Extract<PictureHeader, { kind: 'header' }> }
  | { kind: 'refused'; message: string }

/** Everything that can be said about a file before it is decoded. */
export function checkPicture(fileName: string, bytes: Uint8Array): CheckedPicture {
  const refuse = (reason: Parameters<typeof describeRefusal>[1]): CheckedPicture => ({
    kind: 'refused',
    message: describeRefusal(fileName, reason),
  })
  const format = sniffPicture(bytes.subarray(0, sniffLengthBytes))
  if (format !== 'png' && format !== 'jpeg' && format !== 'webp' && format !== 'gif') {
    return refuse({ kind: 'format', format })
  }
  const header = format === 'gif' ? readGifHeader(bytes) : readPictureHeader(format, bytes)
  if (header.kind !== 'header') return refuse({ kind: header.kind })
  const { width, height } = header
  if (Math.max(width, height) > maxSidePx || width * height > maxMegapixels * 1_000_000) {
    return refuse({ kind: 'too-many-pixels', width, height })
  }
  if (!header.complete) return refuse({ kind: 'truncated' })
  if (header.animated && format === 'webp') return refuse({ kind: 'animated' })
  return { kind: 'picture', format, header }
}
