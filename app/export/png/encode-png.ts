import { crc32, createAdler32 } from './checksums.ts'
import { filterRow, SUB } from './filter-row.ts'
import { packPixels } from './pack-pixels.ts'
import { type Pixels, toWords } from './pixels.ts'

/**
 * An opaque PNG: 8 bits, colour type 2 (RGB). The stores reject files that have an alpha channel even if nothing in it
 * is transparent, and `convertToBlob` of Chromium writes colour type 6 even for a canvas made with `alpha: false`
 * (decision 0005). Alpha is dropped, not blended: `drawScreen` leaves only opaque pixels.
 */
export function encodePng(pixels: Pixels): Uint8Array<ArrayBuffer> {
  return assemblePng(pixels, { colourType: rgb, zlib: packPixels(pixels) })
}

/**
 * Smaller and several times slower, by the browser's own deflate: for the rare picture whose quick encoding is over a
 * store's limit.
 */
export function encodeSmallerPng(pixels: Pixels): Promise<Uint8Array<ArrayBuffer>> {
  return encodePngWith(pixels, deflate)
}

/** 32 bits a pixel, colour type 6 (RGB and alpha), as Google Play takes an icon. As slow as `encodeSmallerPng`. */
export async function encodePng32(pixels: Pixels): Promise<Uint8Array<ArrayBuffer>> {
  return assemblePng(pixels, { colourType: rgba, zlib: await deflate(filterAllWithAlpha(pixels)) })
}

async function deflate(scanlines: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const compressed = new Blob([scanlines]).stream().pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(compressed).arrayBuffer())
}

/** The PNG that a slot takes; one over its limit is encoded again, smaller and slower. */
export async function encodeForStore(
  pixels: Pixels,
  { maxBytes, hasAlpha }: { maxBytes: number; hasAlpha: boolean },
): Promise<Uint8Array<ArrayBuffer>> {
  if (hasAlpha) return encodePng32(pixels)
  const quick = encodePng(pixels)
  return quick.length <= maxBytes ? quick : encodeSmallerPng(pixels)
}

/** `pack` turns the filtered scanlines into a zlib stream. */
export async function encodePngWith(
  pixels: Pixels,
  pack: (scanlines: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>,
): Promise<Uint8Array<ArrayBuffer>> {
  return assemblePng(pixels, { colourType: rgb, zlib: await pack(filterAll(pixels)) })
}

function filterAll(pixels: Pixels): Uint8Array<ArrayBuffer> {
  const { width, height } = pixels
  const words = toWords(pixels)
  const bytes = new Uint8Array(height * (1 + 3 * width))
  const row = new Int32Array(width)
  const adler = createAdler32()
  let at = 0
  for (let y = 0; y < height; y++) {
    bytes[at++] = filterRow({ words, y, width, to: row, at: 0, adler })
    for (const pixel of row) {
      bytes[at] = pixel
      bytes[at + 1] = pixel >>> 8
      bytes[at + 2] = pixel >>> 16
      at += 3
    }
  }
  return bytes
}

/** Each byte as its difference to the pixel on the left. */
function filterAllWithAlpha({ width, height, rgba: from }: Pixels): Uint8Array<ArrayBuffer> {
  const rowBytes = 4 * width
  const bytes = new Uint8Array(height * (1 + rowBytes))
  for (let y = 0; y < height; y++) {
    const at = y * (1 + rowBytes)
    const start = y * rowBytes
    bytes[at] = SUB
    for (let x = 0; x < rowBytes; x++)
      bytes[at + 1 + x] = (from[start + x] ?? 0) - (x < 4 ? 0 : (from[start + x - 4] ?? 0))
  }
  return bytes
}

/** Colour types of PNG. */
const [rgb, rgba] = [2, 6]

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
/** 72 dpi, which fastlane's oldest check requires. */
const pixelsPerMetre = 2835

function assemblePng(
  { width, height }: Pixels,
  { colourType, zlib }: { colourType: number; zlib: Uint8Array },
): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(13)
  const headerView = new DataView(header.buffer)
  headerView.setUint32(0, width)
  headerView.setUint32(4, height)
  header.set([8, colourType, 0, 0, 0], 8)
  const density = new Uint8Array(9)
  const densityView = new DataView(density.buffer)
  densityView.setUint32(0, pixelsPerMetre)
  densityView.setUint32(4, pixelsPerMetre)
  density[8] = 1
  const chunks: readonly (readonly [type: string, data: Uint8Array])[] = [
    ['IHDR', header],
    ['sRGB', new Uint8Array([0])],
    ['pHYs', density],
    ['IDAT', zlib],
    ['IEND', new Uint8Array(0)],
  ]
  const size = chunks.reduce((sum, [, data]) => sum + 12 + data.length, signature.length)
  const file = new Uint8Array(size)
  const view = new DataView(file.buffer)
  file.set(signature)
  let at = signature.length
  for (const [type, data] of chunks) {
    view.setUint32(at, data.length)
    for (let index = 0; index < 4; index++) file[at + 4 + index] = type.charCodeAt(index)
    file.set(data, at + 8)
    view.setUint32(at + 8 + data.length, crc32(file.subarray(at + 4, at + 8 + data.length)))
    at += 12 + data.length
  }
  return file
}
