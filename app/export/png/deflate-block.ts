import { type BitWriter, reserve, writeBits } from './bit-writer.ts'
import { writeCodeLengths } from './code-lengths.ts'
import { endOfBlock } from './count-symbols.ts'
import { codeOfLength, lengthBases, lengthExtraBits } from './deflate-codes.ts'
import { planCodeLengths, planCodes } from './huffman.ts'
import type { RowPacker } from './row-packer.ts'

/** With a length's extra bits, of which there are at most 5, a code fits into 16. */
const literalBits = 11

/** One dynamic Huffman block of the tokens that were packed. */
export function writeBlock(writer: BitWriter, packer: RowPacker, { isLast }: { isLast: boolean }): void {
  const { literals, distances, tokens } = packer.countSymbols()
  const literalLengths = planCodeLengths(literals, literalBits)
  const distanceLengths = planCodeLengths(distances, 15)
  // A token takes 44 bits at most (11 + 5 + 15 + 13, or three codes of 11), the header less than 400 bytes.
  reserve(writer, tokens * 6 + 512)
  writeBits(writer, isLast ? 1 : 0, 1)
  writeBits(writer, 2, 2)
  writeCodeLengths(writer, literalLengths, distanceLengths)
  const codes = packCodes(literalLengths)
  packer.writeTokens(writer, {
    literals: codes,
    lengths: packLengths(codes),
    distances: packCodes(distanceLengths),
  })
  const end = codes[endOfBlock] ?? 0
  writeBits(writer, end & 0xffff, end >>> 16)
}

/** Code in the low half, its length in the high one: one look-up a symbol. */
function packCodes(lengths: Uint8Array): Uint32Array {
  const codes = planCodes(lengths)
  const packed = new Uint32Array(lengths.length)
  for (let symbol = 0; symbol < packed.length; symbol++)
    packed[symbol] = (codes[symbol] ?? 0) | ((lengths[symbol] ?? 0) << 16)
  return packed
}

/** By the length of a match, less 3: its code with the extra bits behind it, packed like a code. */
function packLengths(codes: Uint32Array): Uint32Array {
  const packed = new Uint32Array(256)
  for (let index = 0; index < packed.length; index++) {
    const length = index + 3
    const code = codeOfLength[length] ?? 0
    const symbol = codes[257 + code] ?? 0
    const bits = symbol >>> 16
    const extra = (length - (lengthBases[code] ?? 0)) << bits
    packed[index] = (symbol & 0xffff) | extra | ((bits + (lengthExtraBits[code] ?? 0)) << 16)
  }
  return packed
}
