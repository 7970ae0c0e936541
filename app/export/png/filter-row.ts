import { type Adler32, addToAdler, adlerModulus } from './checksums.ts'

export const SUB = 1
export const UP = 2

type Row = { words: Int32Array; y: number; width: number; to: Int32Array; at: number; adler: Adler32 }

/** The sums stay below 2³¹ for this many pixels, so the slow remainder is taken once for all of them. */
const pixelsPerRemainder = 512

/**
 * Writes a row as differences to its left or upper neighbours, 24 bits a pixel, adds its bytes to the checksum, and
 * returns the PNG filter it chose: the one that promises more zeros. The two cover gradients and flat areas, and cost a
 * third of trying all five.
 */
export function filterRow({ words, y, width, to, at, adler }: Row): number {
  const from = y * width
  const isUp = y > 0 && promisesUp(words, from, width)
  const filter = isUp ? UP : SUB
  addToAdler(adler, filter)
  // The first pixel has no left neighbour; without an upper one it stands for itself as well.
  const above = isUp ? (words[from - width] ?? 0) : 0
  to[at] = subtract(words[from] ?? 0, above)
  for (const shift of [0, 8, 16]) addToAdler(adler, ((to[at] ?? 0) >>> shift) & 255)
  const back = isUp ? width : 1
  let { low, high } = adler
  for (let x = 1; x < width; ) {
    const end = Math.min(x + pixelsPerRemainder, width)
    for (; x < end; x++) {
      // Without a question whether both are equal: for dithered gradients it is answered wrongly half of the time.
      const pixel = subtract(words[from + x] ?? 0, words[from + x - back] ?? 0)
      to[at + x] = pixel
      const red = pixel & 255
      const green = (pixel >>> 8) & 255
      const blue = pixel >>> 16
      high = (high + 3 * (low + red) + 2 * green + blue) | 0
      low = (low + red + green + blue) | 0
    }
    low %= adlerModulus
    high %= adlerModulus
  }
  adler.low = low
  adler.high = high
  return filter
}

/** Four differences of bytes at once, each modulo 256: the highest bit of each byte keeps borrows from its neighbour. */
function subtract(a: number, b: number): number {
  return (((a | 0x80808080) - (b & 0x7f7f7f7f)) ^ ((a ^ ~b) & 0x80808080)) & 0xffffff
}

/** Every sixteenth pixel is enough to find which neighbour is nearer. */
function promisesUp(words: Int32Array, from: number, width: number): boolean {
  let up = 0
  let sub = 0
  for (let x = 1; x < width; x += 16) {
    const word = words[from + x] ?? 0
    up += distance(word, words[from + x - width] ?? 0)
    sub += distance(word, words[from + x - 1] ?? 0)
  }
  return up <= sub
}

/** Zero counts most: runs of zeros are what deflate packs best. */
function distance(a: number, b: number): number {
  if (a === b) return 0
  const red = Math.abs((a & 255) - (b & 255))
  const green = Math.abs(((a >>> 8) & 255) - ((b >>> 8) & 255))
  const blue = Math.abs(((a >>> 16) & 255) - ((b >>> 16) & 255))
  return 8 + red + green + blue
}
