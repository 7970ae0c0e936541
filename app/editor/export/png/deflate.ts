import { createBitWriter } from './bit-writer.ts'
import { adler32 } from './checksums.ts'
import { writeBlock } from './deflate-block.ts'

const windowBytes = 32_768
const minMatch = 4
const maxMatch = 258
const hashBits = 15
/** Tokens a block: enough for its code to pay, few enough for it to follow the picture from sky to text. */
const tokensPerBlock = 32_768

/**
 * A zlib stream (RFC 1950/1951), made for filtered scanlines: one look-up a position, and first of all whether the
 * previous distance goes on. About four times as fast as the browser's deflate on screens, a tenth larger.
 */
export function deflate(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const writer = createBitWriter((bytes.length >> 3) + 1024)
  writer.write(0x78, 8)
  writer.write(0x01, 8)
  const heads = new Int32Array(1 << hashBits).fill(-windowBytes - 1)
  const tokens = new Uint32Array(tokensPerBlock)
  let tokenCount = 0
  let at = 0
  let distance = 1
  let misses = 0
  const end = bytes.length
  const lastHashed = end - minMatch

  while (at < end) {
    if (tokenCount === tokensPerBlock) {
      writeBlock(writer, tokens, { count: tokenCount, isLast: false })
      tokenCount = 0
    }
    let length = 0
    if (at <= lastHashed) {
      const word = readWord(bytes, at)
      const hash = Math.imul(word, 0x9e3779b1) >>> (32 - hashBits)
      const head = heads[hash] ?? 0
      heads[hash] = at
      if (at >= distance && readWord(bytes, at - distance) === word) {
        length = measureMatch(bytes, at - distance, at, end)
      } else if (at - head <= windowBytes && readWord(bytes, head) === word) {
        distance = at - head
        length = measureMatch(bytes, head, at, end)
      }
    }
    if (length > 0) {
      // Longer than any literal, so both fit one number.
      tokens[tokenCount++] = (length << 16) | distance
      at += length
      misses = 0
    } else {
      tokens[tokenCount++] = bytes[at++] ?? 0
      misses++
      // In noise nothing repeats: look up ever more rarely.
      let skip = Math.min(misses >> 6, 16)
      while (skip-- > 0 && at < end && tokenCount < tokensPerBlock) tokens[tokenCount++] = bytes[at++] ?? 0
    }
  }
  writeBlock(writer, tokens, { count: tokenCount, isLast: true })
  writer.alignToByte()
  const checksum = adler32(bytes)
  writer.reserve(8)
  for (const shift of [24, 16, 8, 0]) writer.write((checksum >>> shift) & 255, 8)
  writer.alignToByte()
  return writer.finish()
}

function readWord(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24)
  )
}

function measureMatch(bytes: Uint8Array, from: number, at: number, end: number): number {
  const most = Math.min(maxMatch, end - at)
  let length = minMatch
  while (length < most && bytes[from + length] === bytes[at + length]) length++
  return length
}
