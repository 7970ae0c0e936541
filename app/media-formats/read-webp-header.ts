import type { PictureHeader } from './picture-header.ts'
import { readExifOrientation } from './read-exif-orientation.ts'
import { readAscii } from './sniff-picture.ts'

const riffHeaderBytes = 12
const chunkHeaderBytes = 8
const animationFlag = 0x02

/** WebP container (developers.google.com/speed/webp/docs/riff_container). */
export function readWebpHeader(bytes: Uint8Array): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < riffHeaderBytes + chunkHeaderBytes + 10) return { kind: 'truncated' }
  const complete = view.getUint32(4, true) + chunkHeaderBytes <= bytes.length
  const first = readAscii(bytes, riffHeaderBytes, 4)
  const body = bytes.subarray(riffHeaderBytes + chunkHeaderBytes)
  const size = readChunkSize(first, body)
  if (size === undefined) return { kind: 'damaged' }
  const animated = first === 'VP8X' && ((body[0] ?? 0) & animationFlag) !== 0
  const orientation = first === 'VP8X' ? findOrientation(bytes, view) : 1
  return { kind: 'header', ...size, orientation, complete, animated }
}

function readChunkSize(type: string, body: Uint8Array): { width: number; height: number } | undefined {
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength)
  if (type === 'VP8X') return { width: 1 + readUint24(view, 4), height: 1 + readUint24(view, 7) }
  if (type === 'VP8L') {
    if (body[0] !== 0x2f) return undefined
    const bits = view.getUint32(1, true)
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
  }
  if (type !== 'VP8 ' || body[3] !== 0x9d || body[4] !== 0x01 || body[5] !== 0x2a) return undefined
  return { width: view.getUint16(6, true) & 0x3fff, height: view.getUint16(8, true) & 0x3fff }
}

function findOrientation(bytes: Uint8Array, view: DataView): number {
  let at = riffHeaderBytes
  while (at + chunkHeaderBytes <= bytes.length) {
    const length = view.getUint32(at + 4, true)
    const dataAt = at + chunkHeaderBytes
    if (readAscii(bytes, at, 4) === 'EXIF') {
      const skip = readAscii(bytes, dataAt, 6) === 'Exif\0\0' ? 6 : 0
      return readExifOrientation(bytes.subarray(dataAt + skip, dataAt + length))
    }
    // Chunks are padded to even lengths.
    at = dataAt + length + (length % 2)
  }
  return 1
}

function readUint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
}
