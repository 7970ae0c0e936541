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

/** The sums stay below 2³¹ for this many pixels, so the slow remainder is taken once for all of them. */
const pixelsPerRemainder = 1024
const modulus = 65_521

/** Adler-32 of zlib streams, updated row by row: one byte, then pixels of three bytes. */
export function createAdler32() {
  let low = 1
  let high = 0
  return {
    addRow(first: number, pixels: Uint32Array, from: number, width: number): void {
      low += first
      high += low
      for (let start = from; start < from + width; start += pixelsPerRemainder) {
        const end = Math.min(start + pixelsPerRemainder, from + width)
        for (let index = start; index < end; index++) {
          const pixel = pixels[index] ?? 0
          if (pixel === 0) {
            high += 3 * low
          } else {
            low += pixel & 255
            high += low
            low += (pixel >>> 8) & 255
            high += low
            low += pixel >>> 16
            high += low
          }
        }
        low %= modulus
        high %= modulus
      }
    },
    finish: () => ((high << 16) | low) >>> 0,
  }
}
