const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1
  return value
})

/** CRC-32 of PNG and ZIP, unsigned. */
export function crc32(bytes: Uint8Array): number {
  let value = -1
  for (let index = 0; index < bytes.length; index++) {
    value = (crcTable[(value ^ (bytes[index] ?? 0)) & 255] ?? 0) ^ (value >>> 8)
  }
  return (value ^ -1) >>> 0
}

/** The sums stay below 2³² for this many bytes, so the slow remainder is taken once for all of them. */
const bytesPerRemainder = 5552

/** Adler-32 of zlib streams, unsigned. */
export function adler32(bytes: Uint8Array): number {
  let low = 1
  let high = 0
  for (let start = 0; start < bytes.length; start += bytesPerRemainder) {
    const end = Math.min(start + bytesPerRemainder, bytes.length)
    for (let index = start; index < end; index++) {
      low += bytes[index] ?? 0
      high += low
    }
    low %= 65521
    high %= 65521
  }
  return ((high << 16) | low) >>> 0
}
