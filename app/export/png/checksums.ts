/** Table n: the effect of a byte that is followed by n others. */
const crcTables = createCrcTables()

function createCrcTables(): readonly [Uint32Array, Uint32Array, Uint32Array, Uint32Array] {
  const tables = [0, 1, 2, 3].map(() => new Uint32Array(256)) as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ]
  for (let byte = 0; byte < 256; byte++) {
    let value = byte
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
    tables[0][byte] = value
  }
  for (const [index, table] of tables.entries()) {
    const before = tables[index - 1]
    if (before === undefined) continue
    for (let byte = 0; byte < 256; byte++) {
      const value = before[byte] ?? 0
      table[byte] = (tables[0][value & 255] ?? 0) ^ (value >>> 8)
    }
  }
  return tables
}

/** CRC-32 of PNG and ZIP, unsigned. Four bytes at once. */
export function crc32(bytes: Uint8Array): number {
  const [last, third, second, first] = crcTables
  const whole = bytes.length & ~3
  let value = -1
  for (let index = 0; index < whole; index += 4) {
    const a = value ^ (bytes[index] ?? 0)
    const b = (value >>> 8) ^ (bytes[index + 1] ?? 0)
    const c = (value >>> 16) ^ (bytes[index + 2] ?? 0)
    const d = (value >>> 24) ^ (bytes[index + 3] ?? 0)
    value = (first[a & 255] ?? 0) ^ (second[b & 255] ?? 0) ^ (third[c & 255] ?? 0) ^ (last[d & 255] ?? 0)
  }
  for (let index = whole; index < bytes.length; index++)
    value = (last[(value ^ (bytes[index] ?? 0)) & 255] ?? 0) ^ (value >>> 8)
  return (value ^ -1) >>> 0
}

/** The two sums of Adler-32, each below 65,521. */
export type Adler32 = { low: number; high: number }

export const createAdler32 = (): Adler32 => ({ low: 1, high: 0 })

export const adlerModulus = 65_521

export function addToAdler(adler: Adler32, byte: number): void {
  adler.low = (adler.low + byte) % adlerModulus
  adler.high = (adler.high + adler.low) % adlerModulus
}

export const finishAdler = ({ low, high }: Adler32): number => ((high << 16) | low) >>> 0
