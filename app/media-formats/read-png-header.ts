import type { PictureHeader } from './picture-header.ts'
import { readAscii } from './sniff-picture.ts'

const signatureBytes = 8
/** Length, type and CRC around the data of a chunk. */
const chunkOverheadBytes = 12

/** PNG (W3C, third edition): IHDR comes first, IEND last; a file without IEND was cut off. */
export function readPngHeader(bytes: Uint8Array): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < signatureBytes + chunkOverheadBytes + 13) return { kind: 'truncated' }
  if (readAscii(bytes, 12, 4) !== 'IHDR') return { kind: 'damaged' }
  const width = view.getUint32(16)
  const height = view.getUint32(20)
  if (width === 0 || height === 0) return { kind: 'damaged' }

  let at = signatureBytes
  let complete = false
  let animated = false
  while (!complete && at + chunkOverheadBytes <= bytes.length) {
    const type = readAscii(bytes, at + 4, 4)
    complete = type === 'IEND'
    animated ||= type === 'acTL'
    at += view.getUint32(at) + chunkOverheadBytes
  }
  return { kind: 'header', width, height, orientation: 1, complete, animated }
}
