import { alignToByte, createBitWriter, reserve, writeBits } from './bit-writer.ts'
import { createAdler32 } from './checksums.ts'
import { createBlock, writeBlock } from './deflate-block.ts'
import { filterRow } from './filter-row.ts'
import { createMatcher } from './match-pixels.ts'
import { type Pixels, toWords } from './pixels.ts'

/**
 * The filtered scanlines of a picture as a zlib stream (RFC 1950/1951). Row by row, so that everything stays in the
 * processor's cache, and pixel by pixel, since nothing repeats inside one. For screenshots several times as fast as the
 * browser's deflate, and half as large again.
 */
export function packPixels(pixels: Pixels): Uint8Array<ArrayBuffer> {
  const { width, height } = pixels
  const text = toWords(pixels)
  const writer = createBitWriter(((width * height) >> 1) + 1024)
  const adler = createAdler32()
  const block = createBlock()
  const matcher = createMatcher(width)
  writeBits(writer, 0x78, 8)
  writeBits(writer, 0x01, 8)
  for (let y = 0; y < height; y++) {
    const at = matcher.startRow()
    const filter = filterRow({ text, y, width, to: matcher.pixels, at })
    adler.addRow(filter, matcher.pixels, at, width)
    block.addByte(filter)
    matcher.packRow(block, () => writeBlock(writer, block, { isLast: false }))
  }
  writeBlock(writer, block, { isLast: true })
  alignToByte(writer)
  const checksum = adler.finish()
  reserve(writer, 8)
  for (const shift of [24, 16, 8, 0]) writeBits(writer, (checksum >>> shift) & 255, 8)
  alignToByte(writer)
  return writer.bytes.slice(0, writer.length)
}
