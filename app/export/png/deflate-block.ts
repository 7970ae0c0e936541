import { type BitWriter, reserve, writeBits } from './bit-writer.ts'
import { writeCodeLengths } from './code-lengths.ts'
import {
  codeOfDistance,
  codeOfLength,
  distanceBases,
  distanceExtraBits,
  lengthBases,
  lengthExtraBits,
} from './deflate-codes.ts'
import { planCodeLengths, planCodes } from './huffman.ts'

const endOfBlock = 256
const literalCodes = 286
const distanceCodes = 30

/** Enough for a block's code to pay off, few enough to adapt to different parts of a picture. */
const tokensPerBlock = 24_576

// A token is a pixel's three bytes, or one of these and its value.
const isMatch = 1 << 24
const isByte = 1 << 25

export type Block = {
  readonly tokens: Uint32Array
  readonly literals: Uint32Array
  readonly distances: Uint32Array
  count(): number
  isFull(): boolean
  addByte(byte: number): void
  /** Three bytes, the lowest first. */
  addPixel(pixel: number): void
  /** 3–258 bytes from 1–32768 bytes ago. */
  addMatch(length: number, distance: number): void
  clear(): void
}

/** Collects tokens and counts their symbols on the way. */
export function createBlock(): Block {
  const tokens = new Uint32Array(tokensPerBlock + 8)
  const literals = new Uint32Array(literalCodes)
  const distances = new Uint32Array(distanceCodes)
  let count = 0
  const tally = (frequencies: Uint32Array, symbol: number) => {
    frequencies[symbol] = (frequencies[symbol] ?? 0) + 1
  }
  return {
    tokens,
    literals,
    distances,
    count: () => count,
    // A row may end with some single bytes after the check, so some space is reserved.
    isFull: () => count >= tokensPerBlock,
    addByte(byte) {
      tokens[count++] = isByte | byte
      tally(literals, byte)
    },
    addPixel(pixel) {
      tokens[count++] = pixel
      tally(literals, pixel & 255)
      tally(literals, (pixel >>> 8) & 255)
      tally(literals, pixel >>> 16)
    },
    addMatch(length, distance) {
      tokens[count++] = isMatch | ((length - 3) << 15) | (distance - 1)
      tally(literals, 257 + (codeOfLength[length] ?? 0))
      tally(distances, codeOfDistance[distance] ?? 0)
    },
    clear() {
      count = 0
      literals.fill(0)
      distances.fill(0)
    },
  }
}

/** One dynamic Huffman block; empties the collected tokens. */
export function writeBlock(writer: BitWriter, block: Block, { isLast }: { isLast: boolean }): void {
  block.literals[endOfBlock] = 1
  const literalLengths = planCodeLengths(block.literals, 15)
  const distanceLengths = planCodeLengths(block.distances, 15)
  // A token takes 48 bits at most (15 + 5 + 15 + 13, or three codes of 15), the header less than 400 bytes.
  reserve(writer, block.count() * 6 + 512)
  writeBits(writer, isLast ? 1 : 0, 1)
  writeBits(writer, 2, 2)
  writeCodeLengths(writer, literalLengths, distanceLengths)
  const literals = packCodes(literalLengths)
  writeTokens(writer, block, { literals, distances: packCodes(distanceLengths) })
  const end = literals[endOfBlock] ?? 0
  writeBits(writer, end & 0xffff, end >>> 16)
  block.clear()
}

type Codes = { literals: Uint32Array; distances: Uint32Array }

/** Code in the low half, its length in the high one: one look-up a symbol. */
function packCodes(lengths: Uint8Array): Uint32Array {
  const codes = planCodes(lengths)
  return Uint32Array.from(codes, (code, symbol) => code | ((lengths[symbol] ?? 0) << 16))
}

function writeTokens(writer: BitWriter, block: Block, { literals, distances }: Codes): void {
  const { tokens } = block
  const count = block.count()
  const { bytes } = writer
  let { length: at, buffered, bufferedBits } = writer
  const put = (value: number, bits: number) => {
    buffered |= value << bufferedBits
    bufferedBits += bits
    if (bufferedBits >= 16) {
      bytes[at] = buffered
      bytes[at + 1] = buffered >>> 8
      at += 2
      buffered >>>= 16
      bufferedBits -= 16
    }
  }
  for (let index = 0; index < count; index++) {
    const token = tokens[index] ?? 0
    if (token < isMatch) {
      const first = literals[token & 255] ?? 0
      put(first & 0xffff, first >>> 16)
      const second = literals[(token >>> 8) & 255] ?? 0
      put(second & 0xffff, second >>> 16)
      const third = literals[token >>> 16] ?? 0
      put(third & 0xffff, third >>> 16)
    } else if (token < isByte) {
      const length = ((token >>> 15) & 255) + 3
      const distance = (token & 32_767) + 1
      const lengthCode = codeOfLength[length] ?? 0
      const distanceCode = codeOfDistance[distance] ?? 0
      const lengthSymbol = literals[257 + lengthCode] ?? 0
      put(lengthSymbol & 0xffff, lengthSymbol >>> 16)
      put(length - (lengthBases[lengthCode] ?? 0), lengthExtraBits[lengthCode] ?? 0)
      const distanceSymbol = distances[distanceCode] ?? 0
      put(distanceSymbol & 0xffff, distanceSymbol >>> 16)
      put(distance - (distanceBases[distanceCode] ?? 0), distanceExtraBits[distanceCode] ?? 0)
    } else {
      const single = literals[token & 255] ?? 0
      put(single & 0xffff, single >>> 16)
    }
  }
  writer.length = at
  writer.buffered = buffered
  writer.bufferedBits = bufferedBits
}
