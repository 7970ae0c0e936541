import type { BitWriter } from './bit-writer.ts'
import { planCodeLengths, planCodes } from './huffman.ts'

const endOfBlock = 256
const literalCodes = 286
const distanceCodes = 30
/** The order in which a block's header lists the lengths of the code-length code (RFC 1951, 3.2.7). */
const codeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

const lengthExtraBits = planExtraBits(29, (code) => (code < 4 || code === 28 ? 0 : (code >> 2) - 1))
const distanceExtraBits = planExtraBits(30, (code) => (code < 2 ? 0 : (code >> 1) - 1))
const lengthBases = planBases(lengthExtraBits, 3)
// The longest match has a code of its own beside the range it would fall in.
lengthBases[28] = 258
const distanceBases = planBases(distanceExtraBits, 1)
const codeOfLength = planLookup(lengthBases, 259)
const codeOfDistance = planLookup(distanceBases, 32_769)

/** One dynamic Huffman block. A token is a byte, or `length << 16 | distance`. */
export function writeBlock(
  writer: BitWriter,
  tokens: Uint32Array,
  { count, isLast }: { count: number; isLast: boolean },
): void {
  const literalFrequencies = new Uint32Array(literalCodes)
  const distanceFrequencies = new Uint32Array(distanceCodes)
  literalFrequencies[endOfBlock] = 1
  for (let index = 0; index < count; index++) {
    const token = tokens[index] ?? 0
    if (token < 256) {
      literalFrequencies[token] = (literalFrequencies[token] ?? 0) + 1
    } else {
      const lengthSymbol = 257 + (codeOfLength[token >>> 16] ?? 0)
      const distanceSymbol = codeOfDistance[token & 0xffff] ?? 0
      literalFrequencies[lengthSymbol] = (literalFrequencies[lengthSymbol] ?? 0) + 1
      distanceFrequencies[distanceSymbol] = (distanceFrequencies[distanceSymbol] ?? 0) + 1
    }
  }
  const literalLengths = planCodeLengths(literalFrequencies, 15)
  const distanceLengths = planCodeLengths(distanceFrequencies, 15)
  // A token takes 48 bits at most (15 + 5 + 15 + 13), the header less than 400 bytes.
  writer.reserve(count * 6 + 512)
  writer.write(isLast ? 1 : 0, 1)
  writer.write(2, 2)
  writeCodeLengths(writer, literalLengths, distanceLengths)
  writeTokens(writer, tokens.subarray(0, count), {
    literalLengths,
    literalCodes: planCodes(literalLengths),
    distanceLengths,
    distanceCodes: planCodes(distanceLengths),
  })
}

type Codes = {
  literalLengths: Uint8Array
  literalCodes: Uint16Array
  distanceLengths: Uint8Array
  distanceCodes: Uint16Array
}

function writeTokens(writer: BitWriter, tokens: Uint32Array, codes: Codes): void {
  const { literalLengths, literalCodes, distanceLengths, distanceCodes } = codes
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] ?? 0
    if (token < 256) {
      writer.write(literalCodes[token] ?? 0, literalLengths[token] ?? 0)
      continue
    }
    const length = token >>> 16
    const distance = token & 0xffff
    const lengthCode = codeOfLength[length] ?? 0
    const distanceCode = codeOfDistance[distance] ?? 0
    writer.write(literalCodes[257 + lengthCode] ?? 0, literalLengths[257 + lengthCode] ?? 0)
    writer.write(length - (lengthBases[lengthCode] ?? 0), lengthExtraBits[lengthCode] ?? 0)
    writer.write(distanceCodes[distanceCode] ?? 0, distanceLengths[distanceCode] ?? 0)
    writer.write(distance - (distanceBases[distanceCode] ?? 0), distanceExtraBits[distanceCode] ?? 0)
  }
  writer.write(literalCodes[endOfBlock] ?? 0, literalLengths[endOfBlock] ?? 0)
}

function writeCodeLengths(writer: BitWriter, literals: Uint8Array, distances: Uint8Array): void {
  const literalCount = Math.max(trimmedLength(literals), 257)
  const distanceCount = Math.max(trimmedLength(distances), 1)
  const runs = listRuns([...literals.subarray(0, literalCount), ...distances.subarray(0, distanceCount)])
  const frequencies = new Uint32Array(19)
  for (const { symbol } of runs) frequencies[symbol] = (frequencies[symbol] ?? 0) + 1
  const lengths = planCodeLengths(frequencies, 7)
  const codes = planCodes(lengths)
  let listed = codeLengthOrder.length
  while (listed > 4 && lengths[codeLengthOrder[listed - 1] ?? 0] === 0) listed--

  writer.write(literalCount - 257, 5)
  writer.write(distanceCount - 1, 5)
  writer.write(listed - 4, 4)
  for (const symbol of codeLengthOrder.slice(0, listed)) writer.write(lengths[symbol] ?? 0, 3)
  for (const { symbol, extra, extraBits } of runs) {
    writer.write(codes[symbol] ?? 0, lengths[symbol] ?? 0)
    writer.write(extra, extraBits)
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

function planExtraBits(count: number, bitsOf: (code: number) => number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, code) => Math.max(bitsOf(code), 0))
}

function planBases(extraBits: Uint8Array, first: number): Uint16Array {
  const bases = new Uint16Array(extraBits.length)
  let base = first
  for (let code = 0; code < extraBits.length; code++) {
    bases[code] = base
    base += 1 << (extraBits[code] ?? 0)
  }
  return bases
}

function planLookup(bases: Uint16Array, size: number): Uint8Array {
  const lookup = new Uint8Array(size)
  for (let code = 0; code < bases.length; code++) lookup.fill(code, bases[code], size)
  return lookup
}
