import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { deflate } from './deflate.ts'
import { encodePng, encodeSmallerPng } from './encode-png.ts'

describe('encodePng', () => {
  it('writes 8-bit RGB without an alpha channel, of exactly the size asked for', () => {
    const file = encodePng(paint(37, 21, (x, y) => [x * 6, y * 12, (x * y) & 255]))
    expect([...file.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    const header = new DataView(file.buffer, 16)
    expect([header.getUint32(0), header.getUint32(4)]).toEqual([37, 21])
    expect({ depth: header.getUint8(8), colourType: header.getUint8(9) }).toEqual({ depth: 8, colourType: 2 })
  })

  it('gives back every pixel of pictures of all kinds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 50 }),
        fc.integer(),
        kinds,
        (width, height, seed, kind) => {
          const pixels = paint(width, height, painters[kind](seed))
          expectSamePixels(encodePng(pixels), pixels)
        },
      ),
      { numRuns: 150 },
    )
  })

  it('gives back a screen-sized picture with flat areas, gradients and noise', () => {
    const pixels = paint(660, 1434, (x, y) => {
      if (y < 400) return [40, 90, y & 255]
      if (y < 900) return painters.noise(7)(x, y)
      return x % 97 < 40 ? [255, 255, 255] : [x & 255, y & 255, 30]
    })
    expectSamePixels(encodePng(pixels), pixels)
  })

  it('packs a picture of one colour into next to nothing', () => {
    expect(encodePng(paint(1320, 2868, () => [79, 70, 229])).length).toBeLessThan(100_000)
  })
})

describe('encodeSmallerPng', () => {
  it('gives back every pixel', async () => {
    const pixels = paint(64, 64, painters.gradient(3))
    expectSamePixels(await encodeSmallerPng(pixels), pixels)
  })
})

describe('deflate', () => {
  it('is undone by zlib for bytes of any entropy', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 3000 }),
      fc
        .array(fc.constantFrom(0, 0, 0, 1, 255), { maxLength: 3000 })
        .map((values) => Uint8Array.from(values)),
    )
    fc.assert(
      fc.property(bytes, (input) => {
        expect(Buffer.from(inflateSync(deflate(input)))).toEqual(Buffer.from(input))
      }),
    )
  })

  it('is undone by zlib when codes must be cut to fifteen bits', () => {
    // Fibonacci frequencies make the deepest tree there is.
    const values: number[] = []
    for (let symbol = 0, a = 1, b = 1; symbol < 22; symbol++, [a, b] = [b, a + b]) {
      for (let count = 0; count < a; count++) values.push(symbol * 11)
    }
    const shuffled = values.map((value, index) => ({ value, key: (index * 7919) % 104_729 }))
    const input = Uint8Array.from(
      shuffled.sort((p, q) => p.key - q.key),
      ({ value }) => value,
    )
    expect(Buffer.from(inflateSync(deflate(input))).equals(Buffer.from(input))).toBe(true)
  })

  it('finds repetitions as far back as the window reaches and not farther', () => {
    const block = Uint8Array.from(
      { length: 32_768 },
      (_, index) => (Math.imul(index, 2_654_435_761) >>> 13) & 255,
    )
    const input = new Uint8Array(3 * block.length)
    for (const turn of [0, 1, 2]) input.set(block, turn * block.length)
    const packed = deflate(input)
    expect(Buffer.from(inflateSync(packed)).equals(Buffer.from(input))).toBe(true)
    expect(packed.length).toBeLessThan(1.2 * block.length)
  })
})

type Painter = (x: number, y: number) => readonly [number, number, number]

const painters = {
  flat:
    (seed: number): Painter =>
    () => [seed & 255, (seed >> 8) & 255, (seed >> 16) & 255],
  gradient:
    (seed: number): Painter =>
    (x, y) => [(x + seed) & 255, (y + seed) & 255, (x + y) & 255],
  noise:
    (seed: number): Painter =>
    (x, y) => {
      const hash = Math.imul(x * 374_761_393 + y * 668_265_263 + seed, 1_274_126_177)
      return [hash & 255, (hash >> 8) & 255, (hash >> 16) & 255]
    },
  stripes:
    (seed: number): Painter =>
    (x, y) =>
      (x + (seed & 7)) % 9 < 4 ? [255, 255, 255] : [y & 7, 0, 0],
}
const kinds = fc.constantFrom<keyof typeof painters>('flat', 'gradient', 'noise', 'stripes')

function paint(width: number, height: number, colourAt: Painter) {
  const rgba = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rgba.set([...colourAt(x, y), 255], (y * width + x) * 4)
  }
  return { width, height, rgba }
}

function expectSamePixels(
  file: Uint8Array,
  pixels: { width: number; height: number; rgba: Uint8ClampedArray },
) {
  const decoded = PNG.sync.read(Buffer.from(file))
  expect([decoded.width, decoded.height]).toEqual([pixels.width, pixels.height])
  expect(decoded.data.equals(Buffer.from(pixels.rgba.buffer))).toBe(true)
}
