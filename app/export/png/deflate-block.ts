import { type BitWriter, reserve, writeBits } from './bit-writer.ts'
import { writeCodeLengths } from './code-lengths.ts'
import { codeOfDistance, codeOfLength, lengthBases, lengthExtraBits } from './deflate-codes.ts'
import { BYTE, MATCH, type Tokens } from './deflate-tokens.ts'
import { planCodeLengths, planCodes } from './huffman.ts'
import { writeTokens } from './write-tokens.ts'

const endOfBlock = 256
const literalCodes = 286
const distanceCodes = 30
/** With a length's extra bits, of which there are at most 5, a code fits into 16. */
const literalBits = 11

/** One dynamic Huffman block; empties the collected tokens. */
export function writeBlock(writer: BitWriter, tokens: Tokens, { isLast }: { isLast: boolean }): void {
  const { literals, distances } = countSymbols(tokens)
  const literalLengths = planCodeLengths(literals, literalBits)
  const distanceLengths = planCodeLengths(distances, 15)
  // A token takes 44 bits at most (11 + 5 + 15 + 13, or three codes of 11), the header less than 400 bytes.
  reserve(writer, tokens.count * 6 + 512)
  writeBits(writer, isLast ? 1 : 0, 1)
  writeBits(writer, 2, 2)
  writeCodeLengths(writer, literalLengths, distanceLengths)
  const codes = packCodes(literalLengths)
  writeTokens(writer, tokens, {
    literals: codes,
    lengths: packLengths(codes),
    distances: packCodes(distanceLengths),
  })
  const end = codes[endOfBlock] ?? 0
  writeBits(writer, end & 0xffff, end >>> 16)
  tokens.count = 0
}

function countSymbols({ list, count }: Tokens): { literals: Uint32Array; distances: Uint32Array } {
  const literals = new Uint32Array(literalCodes)
  const distances = new Uint32Array(distanceCodes)
  const add = (frequencies: Uint32Array, symbol: number) => {
    frequencies[symbol] = (frequencies[symbol] ?? 0) + 1
  }
  for (let index = 0; index < count; index++) {
    const token = list[index] ?? 0
    if (token < MATCH) {
      add(literals, token & 255)
      add(literals, (token >>> 8) & 255)
      add(literals, token >>> 16)
    } else if (token < BYTE) {
      add(literals, 257 + (codeOfLength[((token >>> 15) & 255) + 3] ?? 0))
      add(distances, codeOfDistance[(token & 32_767) + 1] ?? 0)
    } else add(literals, token & 255)
  }
  literals[endOfBlock] = 1
  return { literals, distances }
}

/** Code in the low half, its length in the high one: one look-up a symbol. */
function packCodes(lengths: Uint8Array): Uint32Array {
  const codes = planCodes(lengths)
  return Uint32Array.from(codes, (code, symbol) => code | ((lengths[symbol] ?? 0) << 16))
}

/** By the length of a match, less 3: its code with the extra bits behind it, packed like a code. */
function packLengths(codes: Uint32Array): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, index) => {
    const length = index + 3
    const code = codeOfLength[length] ?? 0
    const symbol = codes[257 + code] ?? 0
    const bits = symbol >>> 16
    const extra = (length - (lengthBases[code] ?? 0)) << bits
    return (symbol & 0xffff) | extra | ((bits + (lengthExtraBits[code] ?? 0)) << 16)
  })
}
