// The fixed codes of deflate (RFC 1951, 3.2.6) and a writer of their bits. One block at a time is written in this process.

const reverse = (code: number, length: number): number => {
  let reversed = 0
  for (let bit = 0; bit < length; bit += 1) reversed |= ((code >> bit) & 1) << (length - 1 - bit)
  return reversed
}

/** By symbol, its code as it is put, and five bits that say how long it is. */
const symbolCodes = Uint16Array.from({ length: 288 }, (_, symbol) => {
  const [length, code] =
    symbol < 144
      ? [8, 0x30 + symbol]
      : symbol < 256
        ? [9, 0x190 + symbol - 144]
        : symbol < 280
          ? [7, symbol - 256]
          : [8, 0xc0 + symbol - 280]
  return (reverse(code, length) << 4) | length
})

type Range = { symbol: number; first: number; extraBits: number }

/** The ranges of a length or a distance: `step` of them share a number of extra bits. */
function listRanges(count: number, first: number, step: number): Range[] {
  let next = first
  return Array.from({ length: count }, (_, symbol) => {
    const extraBits = Math.max(0, Math.floor(symbol / step) - 1)
    const range = { symbol, first: next, extraBits }
    next += 1 << extraBits
    return range
  })
}

const lengthRanges = listRanges(28, 3, 4)
const distanceRanges = listRanges(30, 1, 2)
const MAX_MATCH = 258
/** The longest match has a symbol of its own. */
const rangeOfLength = Uint8Array.from({ length: MAX_MATCH + 1 }, (_, length) =>
  length === MAX_MATCH ? 28 : lengthRanges.findLastIndex(({ first }) => first <= length),
)
const firstLengths = Uint16Array.from([...lengthRanges.map(({ first }) => first), MAX_MATCH])
const lengthBits = Uint8Array.from([...lengthRanges.map(({ extraBits }) => extraBits), 0])
const distanceCodes = Uint8Array.from(distanceRanges, ({ symbol }) => reverse(symbol, 5))

let bytes = new Uint8Array(4_096)
let at = 0
let bits = 0
let count = 0

/** At most 16 bits, the first one lowest. */
function put(value: number, length: number): void {
  bits |= value << count
  count += length
  while (count >= 8) {
    bytes[at] = bits & 0xff
    at += 1
    bits >>>= 8
    count -= 8
  }
}

function putSymbol(symbol: number): void {
  const code = symbolCodes[symbol] ?? 0
  put(code >> 4, code & 15)
}

export const fixedCodes = {
  /** Of a block of at most that many bytes, which is not the last one. */
  begin(length: number): void {
    const needed = length * 2 + 16
    if (bytes.length < needed) bytes = new Uint8Array(needed)
    at = 0
    bits = 0
    count = 0
    put(0b010, 3)
  },
  putLiteral: putSymbol,
  putMatch(length: number, distance: number): void {
    const range = rangeOfLength[length] ?? 0
    putSymbol(257 + range)
    const extra = lengthBits[range] ?? 0
    if (extra > 0) put(length - (firstLengths[range] ?? 0), extra)
    // Two symbols for each power of two.
    const power = distance <= 2 ? 0 : 30 - Math.clz32(distance - 1)
    const symbol = distance <= 2 ? distance - 1 : 2 * power + 2 + (((distance - 1) >> power) & 1)
    put(distanceCodes[symbol] ?? 0, 5)
    if (power > 0) put((distance - 1) & ((1 << power) - 1), power)
  },
  /** Ends the block, and adds an empty one, after which everything can be read. */
  end(): Uint8Array {
    putSymbol(256)
    put(0, 3)
    if (count > 0) put(0, 8 - count)
    const packed = Buffer.allocUnsafe(at + 4)
    packed.set(bytes.subarray(0, at))
    packed.writeUInt32BE(0x0000_ffff, at)
    return packed
  },
}
