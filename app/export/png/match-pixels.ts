import type { Block } from './deflate-block.ts'

const windowBytes = 32_768
const hashBits = 14
/** 258 bytes, the most deflate allows, in pixels. */
const maxMatch = 86
const rowsBuffered = 16

export type Matcher = {
  /** Buffer into which the rows' pixels are written. */
  readonly pixels: Uint32Array
  /** Ensures space for the next row and returns its position. */
  startRow(): number
  /** Packs the row that was written, calling `onFull` whenever the block is full. */
  packRow(block: Block, onFull: () => void): void
}

/**
 * Finds repetitions among the pixels of the last rows: first a run of one colour, then the distance of the last match,
 * then by a hash of two pixels. Matches lie within one row on both sides, because between rows there is the filter's
 * byte.
 */
export function createMatcher(width: number): Matcher {
  const windowPixels = Math.ceil(windowBytes / 3)
  // One more than the rows need, so that the pixel after the last can be read.
  const pixels = new Uint32Array(windowPixels + rowsBuffered * width + 1)
  /** By hash: the pixel's number in the picture, counted from 1; 0 is none. */
  const heads = new Int32Array(1 << hashBits)
  /** The picture's number of the first buffered pixel. */
  let base = -windowPixels
  let end = windowPixels
  let row = -1
  // Distance of the last match: rows up, pixels to the left.
  let rowsUp = 1
  let left = 0
  let misses = 0

  const measure = (from: number, at: number, most: number): number => {
    let length = 0
    while (length < most && pixels[from + length] === pixels[at + length]) length++
    return length
  }

  return {
    pixels,
    startRow() {
      if (end + width >= pixels.length) {
        const forgotten = end - windowPixels
        pixels.copyWithin(0, forgotten, end)
        base += forgotten
        end = windowPixels
      }
      row++
      const at = end
      end += width
      return at
    },

    packRow(block, onFull) {
      const start = end - width
      const rowNumber = base + start
      for (let x = 0; x < width; ) {
        if (block.isFull()) onFull()
        const at = start + x
        const pixel = pixels[at] ?? 0
        const rest = width - x
        const most = Math.min(rest, maxMatch)

        if (x > 0 && pixels[at - 1] === pixel) {
          const length = measure(at - 1, at, most)
          block.addMatch(3 * length, 3)
          x += length
          misses = 0
          continue
        }
        const column = x - left
        if (column >= 0 && column < width && row >= rowsUp) {
          const from = at - rowsUp * width - left
          if (pixels[from] === pixel) {
            const space = width - column
            const length = measure(from, at, Math.min(space, most))
            block.addMatch(3 * length, 3 * (at - from) + rowsUp)
            x += length
            misses = 0
            continue
          }
        }
        // In noise nothing repeats, so lookups become ever rarer.
        if (rest > 1 && (misses < 128 || (misses & 7) === 0)) {
          const next = pixels[at + 1] ?? 0
          const hash = Math.imul(pixel ^ Math.imul(next, 0x85ebca6b), 0x9e3779b1) >>> (32 - hashBits)
          const number = rowNumber + x
          const head = (heads[hash] ?? 0) - 1
          heads[hash] = number + 1
          const from = head - base
          if (head >= 0 && from >= 0 && pixels[from] === pixel && pixels[from + 1] === next) {
            const headRow = Math.floor(head / width)
            const headColumn = head - headRow * width
            const distance = 3 * (number - head) + row - headRow
            const space = width - headColumn
            if (distance <= windowBytes && space > 1) {
              const length = measure(from, at, Math.min(space, most))
              rowsUp = row - headRow
              left = x - headColumn
              block.addMatch(3 * length, distance)
              x += length
              misses = 0
              continue
            }
          }
        }
        block.addPixel(pixel)
        x++
        misses++
      }
    },
  }
}
