// AssemblyScript, compiled into `wasm-packer-code.ts` by `npm run wasm`. The same as `filter-row.ts`, `match-pixels.ts`,
// `count-symbols.ts` and `write-tokens.ts`, which have the reasons; `row-packer.test.ts` compares the bytes.

const windowBytes: i32 = 32768
const windowPixels: i32 = 10923
const hashBits: i32 = 14
const maxMatch: i32 = 86
const rowsBuffered: i32 = 16
const spacePixels: i32 = 3
const noPixel: u32 = 1 << 24
const MATCH: u32 = 1 << 24
const BYTE: u32 = 1 << 25
const SUB: u32 = 1
const UP: u32 = 2
const tokensPerBlock: i32 = 24576
const adlerModulus: u64 = 65521

// The memory, from its start: tables of fixed size, then what depends on the width.
const space: usize = 64
const heads: usize = 1024
const counts: usize = heads + (4 << hashBits)
// 256 bytes, 256 lengths less 3, 30 distances
const lengthsAt: u32 = 256
const distancesAt: u32 = 512
const tableSize: usize = 4 * 1024
const codes: usize = counts + tableSize
/** The row above the strip comes first. */
const rowAbove: usize = codes + tableSize

let width: i32 = 0
let y: i32 = 0
let pixels: usize = 0
let tokens: usize = 0
let out: usize = 0
let base: i32 = 0
let end: i32 = 0
let rowsUp: i32 = 1
let left: i32 = 0
let misses: i32 = 0
let low: u64 = 1
let high: u64 = 0
let tokenCount: i32 = 0
let buffered: u32 = 0
let bufferedBits: u32 = 0

export function getStripAt(): usize {
  return rowAbove + bytesOf(width)
}
export function getCountsAt(): usize {
  return counts
}
export function getCodesAt(): usize {
  return codes
}
export function getOutAt(): usize {
  return out
}
export function getTokenCount(): i32 {
  return tokenCount
}
export function isFull(): bool {
  return tokenCount >= tokensPerBlock
}
export function getBuffered(): u32 {
  return buffered
}
export function getBufferedBits(): u32 {
  return bufferedBits
}
export function getAdler(): u32 {
  return (<u32>high << 16) | <u32>low
}

/** Of numbers of four bytes. */
@inline
function bytesOf(count: i32): usize {
  return <usize>count << 2
}

function bufferPixels(): i32 {
  return windowPixels + rowsBuffered * width + spacePixels
}

/** Whether there is memory for it. */
export function start(widthPx: i32, rowsPerStrip: i32): bool {
  width = widthPx
  pixels = rowAbove + bytesOf(width * (rowsPerStrip + 1)) + space
  tokens = pixels + bytesOf(bufferPixels()) + space
  out = tokens + bytesOf(tokensPerBlock + width + 1) + space
  // A token takes 44 bits at most.
  const needed = out + 6 * <usize>(tokensPerBlock + width + 1) + space
  const morePages = <i32>((needed + 65535) >> 16) - memory.size()
  if (morePages > 0 && memory.grow(morePages) < 0) return false
  memory.fill(heads, 0, 4 << hashBits)
  memory.fill(pixels, 0, bytesOf(bufferPixels()))
  y = 0
  base = -windowPixels
  end = windowPixels
  rowsUp = 1
  left = 0
  misses = 0
  low = 1
  high = 0
  tokenCount = 0
  return true
}

/** Packs the rows of the strip from `first` on; ends early after the one that fills a block. Returns the next one. */
export function packRows(first: i32, count: i32): i32 {
  let row = first
  while (row < count && tokenCount < tokensPerBlock) {
    const at = startRow()
    const filter = filterRow(getStripAt() + bytesOf(row * width), pixels + bytesOf(at))
    store<u32>(tokens + bytesOf(tokenCount), BYTE | filter)
    tokenCount++
    packRow()
    row++
    y++
  }
  if (row == count) memory.copy(rowAbove, getStripAt() + bytesOf((count - 1) * width), bytesOf(width))
  return row
}

@inline
function startRow(): i32 {
  if (end + width + spacePixels <= bufferPixels()) return end
  const forgotten = end - windowPixels
  memory.copy(pixels, pixels + bytesOf(forgotten), bytesOf(windowPixels))
  base += forgotten
  end = windowPixels
  return windowPixels
}

@inline
function distance(a: u32, b: u32): i32 {
  if (a == b) return 0
  const red = abs<i32>((a & 255) - (b & 255))
  const green = abs<i32>(((a >>> 8) & 255) - ((b >>> 8) & 255))
  const blue = abs<i32>(((a >>> 16) & 255) - ((b >>> 16) & 255))
  return 8 + red + green + blue
}

function promisesUp(from: usize): bool {
  let up: i32 = 0
  let sub: i32 = 0
  const above = bytesOf(width)
  for (let x = 1; x < width; x += 16) {
    const at = from + bytesOf(x)
    const word = load<u32>(at)
    up += distance(word, load<u32>(at - above))
    sub += distance(word, load<u32>(at - 4))
  }
  return up <= sub
}

@inline
function addBytes(pixel: u32): void {
  low += pixel & 255
  high += low
  low += (pixel >>> 8) & 255
  high += low
  low += (pixel >>> 16) & 255
  high += low
}

@inline
function sumLanes(lanes: v128): u64 {
  const pairs = i64x2.add(i64x2.extend_low_i32x4_u(lanes), i64x2.extend_high_i32x4_u(lanes))
  return v128.extract_lane<u64>(pairs, 0) + v128.extract_lane<u64>(pairs, 1)
}

function filterRow(from: usize, to: usize): u32 {
  const isUp = y > 0 && promisesUp(from)
  const filter = isUp ? UP : SUB
  low += filter
  high += low
  const back: usize = isUp ? bytesOf(width) : 4
  const above = isUp ? load<u32>(from - back) : 0
  const first = subtract(load<u32>(from), above)
  store<u32>(to, first)
  addBytes(first)
  const mask = i32x4.splat(0xffffff)
  // Of twelve bytes added at once, the first counts twelve times in the second sum, the last once.
  const firstWeights = i16x8(12, 11, 10, 0, 9, 8, 7, 0)
  const lastWeights = i16x8(6, 5, 4, 0, 3, 2, 1, 0)
  let x = 1
  while (x + 4 <= width) {
    let sums = i32x4.splat(0)
    let before = i32x4.splat(0)
    let weighted = i32x4.splat(0)
    const start = x
    // The lanes stay below 2³² for so many.
    const until = min(width - 4, x + 4 * 1023)
    for (; x <= until; x += 4) {
      const at = from + bytesOf(x)
      const bytes = v128.and(i8x16.sub(v128.load(at), v128.load(at - back)), mask)
      v128.store(to + bytesOf(x), bytes)
      before = i32x4.add(before, sums)
      sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes)))
      const firstHalf = i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(bytes), firstWeights)
      const lastHalf = i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(bytes), lastWeights)
      weighted = i32x4.add(weighted, i32x4.add(firstHalf, lastHalf))
    }
    high += 3 * <u64>(x - start) * low + 12 * sumLanes(before) + sumLanes(weighted)
    low += sumLanes(sums)
  }
  for (; x < width; x++) {
    const at = from + bytesOf(x)
    const pixel = subtract(load<u32>(at), load<u32>(at - back))
    store<u32>(to + bytesOf(x), pixel)
    addBytes(pixel)
  }
  low %= adlerModulus
  high %= adlerModulus
  return filter
}

@inline
function subtract(a: u32, b: u32): u32 {
  return (((a | 0x80808080) - (b & 0x7f7f7f7f)) ^ ((a ^ ~b) & 0x80808080)) & 0xffffff
}

@inline
function isAlike(one: usize, other: usize): bool {
  return load<u64>(one) == load<u64>(other) && load<u32>(one, 8) == load<u32>(other, 8)
}

@inline
function matchLength(one: usize, other: usize, limit: i32): i32 {
  let length = 0
  while (length < limit) {
    const at = bytesOf(length)
    const alike = i32x4.bitmask(i32x4.eq(v128.load(one + at), v128.load(other + at)))
    if (alike != 15) {
      length += ctz<i32>(~alike)
      break
    }
    length += 4
  }
  return min(length, limit)
}

function packRow(): void {
  const start = pixels + bytesOf(end)
  const row = y
  const rowBytes = bytesOf(width)
  const widthPx = width
  const mostBack = max(base, 0)
  let list = tokens + bytesOf(tokenCount)
  let up = rowsUp
  let back = left
  let missed = misses
  const firstNumber = base + end
  store<u32>(start + rowBytes, noPixel)
  store<u32>(start + rowBytes, noPixel, 4)
  store<u32>(start + rowBytes, noPixel, 8)
  for (let x = 0; x < widthPx; ) {
    const at = start + bytesOf(x)
    const pixel = load<u32>(at)
    const next = load<u32>(at, 4)
    const most = min(widthPx - x, maxMatch)
    let from: usize = 0
    let space = most
    if (x > 0 && next == pixel && load<u32>(at - 4) == pixel) from = at - 4
    else {
      const column = x - back
      if (column >= 0 && column < widthPx && row >= up) {
        const candidate = at - bytesOf(up * widthPx + back)
        if (isAlike(candidate, at)) {
          from = candidate
          space = widthPx - column
        }
      }
      if (from == 0 && (missed < 128 || (missed & 7) == 0)) {
        const hash = ((pixel ^ (next * 0x85ebca6b)) * 0x9e3779b1) >>> (32 - hashBits)
        const number = firstNumber + x
        const slot = heads + bytesOf(hash)
        const head = load<i32>(slot) - 1
        store<i32>(slot, number + 1)
        if (head >= mostBack && isAlike(pixels + bytesOf(head - base), at)) {
          const headRow = head / widthPx
          if (3 * (number - head) + row - headRow <= windowBytes) {
            from = pixels + bytesOf(head - base)
            space = widthPx - (head - headRow * widthPx)
            up = row - headRow
            back = number - head - up * widthPx
          }
        }
      }
    }
    if (from == 0) {
      store<u32>(list, pixel)
      list += 4
      x++
      missed++
      continue
    }
    const length = matchLength(from, at, min(space, most))
    const rows = from == at - 4 ? 0 : up
    const distanceBytes = 3 * (<i32>(at - from) >> 2) + rows
    store<u32>(list, MATCH | ((3 * length - 3) << 15) | (distanceBytes - 1))
    list += 4
    x += length
    missed = 0
  }
  tokenCount = <i32>((list - tokens) >> 2)
  rowsUp = up
  left = back
  misses = missed
  end += widthPx
}

@inline
function codeOfDistance(less1: u32): u32 {
  if (less1 < 4) return less1
  const bits = 31 - clz<u32>(less1)
  return 2 * bits + ((less1 >>> (bits - 1)) & 1)
}

@inline
function add(index: u32): void {
  const at = counts + bytesOf(index)
  store<u32>(at, load<u32>(at) + 1)
}

export function countSymbols(): void {
  memory.fill(counts, 0, tableSize)
  const stop = tokens + bytesOf(tokenCount)
  for (let at = tokens; at < stop; at += 4) {
    const token = load<u32>(at)
    if (token < MATCH) {
      add(token & 255)
      add((token >>> 8) & 255)
      add(token >>> 16)
    } else if (token < BYTE) {
      add(lengthsAt + ((token >>> 15) & 255))
      add(distancesAt + codeOfDistance(token & 32767))
    } else add(token & 255)
  }
}

/** Its bits are in the low half, their number in the high one. */
@inline
function codeOf(index: u32): u32 {
  return load<u32>(codes + bytesOf(index))
}

export function writeTokens(bufferedBefore: u32, bitsBefore: u32): i32 {
  let buffer: u64 = bufferedBefore
  let bits: u64 = bitsBefore
  let to = out
  const stop = tokens + bytesOf(tokenCount)
  for (let at = tokens; at < stop; at += 4) {
    const token = load<u32>(at)
    if (token < MATCH) {
      const red = codeOf(token & 255)
      const green = codeOf((token >>> 8) & 255)
      const blue = codeOf(token >>> 16)
      buffer |= <u64>(red & 0xffff) << bits
      bits += red >>> 16
      buffer |= <u64>(green & 0xffff) << bits
      bits += green >>> 16
      buffer |= <u64>(blue & 0xffff) << bits
      bits += blue >>> 16
    } else if (token < BYTE) {
      const length = codeOf(lengthsAt + ((token >>> 15) & 255))
      const less1 = token & 32767
      const code = codeOfDistance(less1)
      const distance = codeOf(distancesAt + code)
      buffer |= <u64>(length & 0xffff) << bits
      bits += length >>> 16
      buffer |= <u64>(distance & 0xffff) << bits
      bits += distance >>> 16
      const extraBits: u32 = code < 4 ? 0 : (code >>> 1) - 1
      buffer |= <u64>(less1 & ((1 << extraBits) - 1)) << bits
      bits += extraBits
    } else {
      const code = codeOf(token & 255)
      buffer |= <u64>(code & 0xffff) << bits
      bits += code >>> 16
    }
    store<u64>(to, buffer)
    to += <usize>(bits >>> 3)
    buffer >>= bits & ~7
    bits &= 7
  }
  buffered = <u32>buffer
  bufferedBits = <u32>bits
  tokenCount = 0
  return <i32>(to - out)
}
