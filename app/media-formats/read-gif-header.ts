import type { PictureHeader } from './picture-header.ts'

const trailer = 0x3b
const extension = 0x21
const imageDescriptor = 0x2c
const headerBytes = 13

/** GIF89a: walks the blocks up to the trailer; a file that ends before it was cut off. */
export function readGifHeader(bytes: Uint8Array): PictureHeader {
  if (bytes.length < headerBytes) return { kind: 'truncated' }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const width = view.getUint16(6, true)
  const height = view.getUint16(8, true)
  if (width === 0 || height === 0) return { kind: 'damaged' }
  let at = headerBytes + colourTableBytes(bytes[10] ?? 0)
  let frames = 0
  for (;;) {
    const block = bytes[at]
    if (block === undefined || block === trailer) {
      const complete = block === trailer
      return { kind: 'header', width, height, orientation: 1, complete, animated: frames > 1 }
    }
    if (block === extension) at = skipSubBlocks(bytes, at + 2)
    else if (block === imageDescriptor) {
      frames += 1
      at = skipSubBlocks(bytes, at + 11 + colourTableBytes(bytes[at + 9] ?? 0))
    } else return { kind: 'damaged' }
  }
}

function colourTableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 0x07) + 1) : 0
}

function skipSubBlocks(bytes: Uint8Array, from: number): number {
  let at = from
  for (;;) {
    const length = bytes[at]
    if (length === undefined) return bytes.length
    at += 1 + length
    if (length === 0) return at
  }
}
