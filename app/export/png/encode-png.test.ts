import fc from 'fast-check'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { runsOf } from '#tests/setup/runs-of.ts'
import { encodeForStore, encodePng, encodePng32, encodeSmallerPng } from './encode-png.ts'

describe('encodePng', () => {
  it('writes 8-bit RGB without an alpha channel, of exactly the requested size', () => {
    const file = encodePng(paint(37, 21, (x, y) => [x * 6, y * 12, (x * y) & 255]))
    expect([...file.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    const header = new DataView(file.buffer, 16)
    expect([header.getUint32(0), header.getUint32(4)]).toEqual([37, 21])
    expect({ depth: header.getUint8(8), colourType: header.getUint8(9) }).toEqual({ depth: 8, colourType: 2 })
  })

  it('decodes to every pixel of pictures of all kinds', () => {
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
      { numRuns: runsOf(150) },
    )
  })

  it('decodes to every pixel of a screen-sized picture with flat areas, gradients and noise', () => {
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
  it('decodes to every pixel', async () => {
    const pixels = paint(64, 64, painters.gradient(3))
    expectSamePixels(await encodeSmallerPng(pixels), pixels)
  })
})

describe('encodePng32', () => {
  it('decodes to every pixel, its alpha among them', async () => {
    const pixels = paint(64, 64, painters.gradient(3))
    pixels.rgba[7] = 128
    expectSamePixels(await encodePng32(pixels), pixels)
  })

  it('is what a slot of 32 bits gets', async () => {
    const pixels = paint(8, 8, painters.flat(3))
    const colourTypeOf = async (hasAlpha: boolean) =>
      (await encodeForStore(pixels, { maxBytes: 1e6, hasAlpha }))[25]
    expect([await colourTypeOf(true), await colourTypeOf(false)]).toEqual([6, 2])
  })

  it('keeps a full icon of noise below the limit of Google Play', async () => {
    expect((await encodePng32(paint(512, 512, painters.noise(7)))).length).toBeLessThan(1_024_000)
  })
})

describe('the packing', () => {
  it('is decoded by zlib when codes must be cut to fifteen bits', () => {
    // Fibonacci frequencies make the deepest tree there is; the hash spreads the symbols, so that nothing repeats.
    const values: number[] = []
    for (let symbol = 0, a = 1, b = 1; symbol < 22; symbol++, [a, b] = [b, a + b]) {
      for (let count = 0; count < a; count++) values.push(symbol * 11)
    }
    const shuffled = values
      .map((value, index) => ({ value, key: Math.imul(index, 2_654_435_761) >>> 0 }))
      .sort((p, q) => p.key - q.key)
      .map(({ value }) => value)
    const width = 97
    // Differences of one row to the next are the values themselves.
    const sums = new Uint8Array(3 * width)
    const pixels = paint(width, Math.floor(shuffled.length / (3 * width)), (x, y) => {
      for (let channel = 0; channel < 3; channel++) {
        const index = 3 * x + channel
        sums[index] = (sums[index] ?? 0) + (shuffled[y * 3 * width + index] ?? 0)
      }
      return [sums[3 * x] ?? 0, sums[3 * x + 1] ?? 0, sums[3 * x + 2] ?? 0]
    })
    expectSamePixels(encodePng(pixels), pixels)
  })

  it('finds repetitions in rows above and respects the window of 32 KB', () => {
    // Rows of noise repeat after 8 rows (within the window) or 12 (beyond it).
    const size = (period: number) => {
      const pixels = paint(1320, 120, (x, y) => painters.noise(5)(x, y % period))
      const file = encodePng(pixels)
      expectSamePixels(file, pixels)
      return file.length
    }
    expect(size(8)).toBeLessThan(size(12) / 4)
  })

  it.each([1, 2, 3, 85, 86, 87, 1024, 1025, 4096])('handles rows of %d pixels', (width) => {
    const pixels = paint(width, 40, (x, y) =>
      y % 3 === 0 ? painters.noise(3)(x >> 2, y) : [x >> 5, 9, y >> 3],
    )
    expectSamePixels(encodePng(pixels), pixels)
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
