import { type BitWriter, writeBits } from './bit-writer.ts'
import { planCodeLengths, planCodes } from './huffman.ts'

/** The order in which a block's header lists the lengths of the code-length code (RFC 1951, 3.2.7). */
const codeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

/** The header of a dynamic block: the lengths of both codes, packed by a third. */
export function writeCodeLengths(writer: BitWriter, literals: Uint8Array, distances: Uint8Array): void {
  const literalCount = Math.max(trimmedLength(literals), 257)
  const distanceCount = Math.max(trimmedLength(distances), 1)
  const runs = listRuns([...literals.subarray(0, literalCount), ...distances.subarray(0, distanceCount)])
  const frequencies = new Uint32Array(19)
  for (const { symbol } of runs) frequencies[symbol] = (frequencies[symbol] ?? 0) + 1
  const lengths = planCodeLengths(frequencies, 7)
  const codes = planCodes(lengths)
  let listed = codeLengthOrder.length
  while (listed > 4 && lengths[codeLengthOrder[listed - 1] ?? 0] === 0) listed--

  writeBits(writer, literalCount - 257, 5)
  writeBits(writer, distanceCount - 1, 5)
  writeBits(writer, listed - 4, 4)
  for (const symbol of codeLengthOrder.slice(0, listed)) writeBits(writer, lengths[symbol] ?? 0, 3)
  for (const { symbol, extra, extraBits } of runs) {
    writeBits(writer, codes[symbol] ?? 0, lengths[symbol] ?? 0)
    writeBits(writer, extra, extraBits)
  }
}

type Run = { symbol: number; extra: number; extraBits: number }

/** 16 repeats the previous length 3–6 times, 17 and 18 stand for 3–10 and 11–138 zeros. */
function listRuns(lengths: readonly number[]): Run[] {
  const runs: Run[] = []
  for (let at = 0; at < lengths.length; ) {
    const length = lengths[at] ?? 0
    let count = 1
    while (lengths[at + count] === length) count++
    at += count
    if (length === 0) {
      for (; count >= 11; count -= Math.min(count, 138)) {
        runs.push({ symbol: 18, extra: Math.min(count, 138) - 11, extraBits: 7 })
      }
      if (count >= 3) {
        runs.push({ symbol: 17, extra: count - 3, extraBits: 3 })
        count = 0
      }
    } else {
      runs.push({ symbol: length, extra: 0, extraBits: 0 })
      count--
      for (; count >= 3; count -= Math.min(count, 6)) {
        runs.push({ symbol: 16, extra: Math.min(count, 6) - 3, extraBits: 2 })
      }
    }
    for (; count > 0; count--) runs.push({ symbol: length, extra: 0, extraBits: 0 })
  }
  return runs
}

function trimmedLength(lengths: Uint8Array): number {
  let length = lengths.length
  while (length > 0 && lengths[length - 1] === 0) length--
  return length
}
