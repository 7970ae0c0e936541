import { createMatch, type Tokens } from './deflate-tokens.ts'

const windowBytes = 32_768
const windowPixels = Math.ceil(windowBytes / 3)
const hashBits = 14
/** 258 bytes, the most deflate allows, in pixels. */
const maxMatch = 86
const rowsBuffered = 16
/** Pixels behind a row that a look ahead may reach; none of a picture is like them. */
const spacePixels = 3
const noPixel = 1 << 24

export type Matcher = {
  width: number
  /** Buffer into which the rows' pixels are written. */
  pixels: Int32Array
  /** By hash: the pixel's number in the picture, counted from 1; 0 is none. */
  heads: Int32Array
  /** The picture's number of the first buffered pixel. */
  base: number
  /** Where the next row starts. */
  end: number
  row: number
  // Distance of the last match: rows up, pixels to the left.
  rowsUp: number
  left: number
  misses: number
}

export function createMatcher(width: number): Matcher {
  return {
    width,
    pixels: new Int32Array(windowPixels + rowsBuffered * width + spacePixels),
    heads: new Int32Array(1 << hashBits),
    base: -windowPixels,
    end: windowPixels,
    row: 0,
    rowsUp: 1,
    left: 0,
    misses: 0,
  }
}

/** Ensures space for the next row and returns its position. */
export function startRow(matcher: Matcher): number {
  const { pixels, width, end } = matcher
  if (end + width + spacePixels <= pixels.length) return end
  const forgotten = end - windowPixels
  pixels.copyWithin(0, forgotten, end)
  matcher.base += forgotten
  matcher.end = windowPixels
  return windowPixels
}

/**
 * Packs the row that was written. Finds repetitions among the pixels of the last rows: first a run of one colour, then the distance of
 * the last match, then by a hash of two pixels. Matches lie within one row on both sides, because between rows there is
 * the filter's byte; one of fewer than three pixels takes more bits than the pixels do. Everything is in local
 * variables: in an object, or behind a function, it takes half as long again.
 */
export function packRow(matcher: Matcher, tokens: Tokens): void {
  const { pixels, heads, width, base, end: start, row } = matcher
  const { list } = tokens
  let { count } = tokens
  let { rowsUp, left, misses } = matcher
  pixels.fill(noPixel, start + width, start + width + spacePixels)
  for (let x = 0; x < width; ) {
    const at = start + x
    const pixel = pixels[at] ?? 0
    const next = pixels[at + 1] ?? 0
    const most = Math.min(width - x, maxMatch)
    let from = -1
    let space = most
    if (x > 0 && pixels[at - 1] === pixel && next === pixel) from = at - 1
    const column = x - left
    if (from < 0 && column >= 0 && column < width && row >= rowsUp) {
      const candidate = at - rowsUp * width - left
      if (isAlike(pixels, candidate, at)) {
        from = candidate
        space = width - column
      }
    }
    // In noise nothing repeats, so lookups become ever rarer.
    if (from < 0 && (misses < 128 || (misses & 7) === 0)) {
      const hash = Math.imul(pixel ^ Math.imul(next, 0x85ebca6b), 0x9e3779b1) >>> (32 - hashBits)
      const number = base + at
      const head = (heads[hash] ?? 0) - 1
      heads[hash] = number + 1
      if (head >= Math.max(base, 0) && isAlike(pixels, head - base, at)) {
        const headRow = Math.floor(head / width)
        if (3 * (number - head) + row - headRow <= windowBytes) {
          from = head - base
          space = width - (head - headRow * width)
          rowsUp = row - headRow
          left = number - head - rowsUp * width
        }
      }
    }
    if (from < 0) {
      list[count++] = pixel
      x++
      misses++
      continue
    }
    const limit = Math.min(space, most)
    let length = 0
    while (length < limit && pixels[from + length] === pixels[at + length]) length++
    list[count++] = createMatch(3 * length, 3 * (at - from) + (from === at - 1 ? 0 : rowsUp))
    x += length
    misses = 0
  }
  tokens.count = count
  Object.assign(matcher, { rowsUp, left, misses, end: start + width, row: row + 1 })
}

/** Three pixels. */
const isAlike = (pixels: Int32Array, one: number, other: number): boolean =>
  pixels[one] === pixels[other] &&
  pixels[one + 1] === pixels[other + 1] &&
  pixels[one + 2] === pixels[other + 2]
