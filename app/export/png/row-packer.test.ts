import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isNightly } from '#tests/setup/is-nightly.ts'
import { runsOf } from '#tests/setup/runs-of.ts'
import { compileWasm, hashSource } from '../../../bin/build-wasm.mjs'
import { packPixels } from './pack-pixels.ts'
import type { Pixels } from './pixels.ts'
import { createScriptPacker } from './row-packer.ts'
import { findWasmPacker } from './wasm-packer.ts'

describe('the packer in WebAssembly', () => {
  it('makes the same bytes as the one in JavaScript', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 }), paints, expectSameBytes),
      { numRuns: runsOf(200) },
    )
  })

  it('does so over many blocks, and for the next picture, of another width', () => {
    const paint: Paint = (x, y) => {
      if (y < 500) return (y >> 3) * 0x010101
      return y < 900 ? Math.imul(x * 7919 + y, 0x9e3779b1) >>> 27 : x % 97 < 40 ? 0xffffff : x ^ (y << 8)
    }
    expectSameBytes(1320, 1400, paint)
    expectSameBytes(501, 900, paint)
  })

  it('sums rows that are wider than its lanes hold', () => {
    expectSameBytes(9001, 2, () => 0xffffff)
    expectSameBytes(9001, 2, (x) => (x % 2 ? 0xffffff : 0))
  })

  it('was compiled of its source as it is', async () => {
    expect(await readFile('app/export/png/wasm-packer-code.ts', 'utf8')).toContain(await hashSource())
  })

  it.runIf(isNightly)('is what `npm run wasm` makes', { timeout: 300_000 }, async () => {
    expect(await readFile('app/export/png/wasm-packer-code.ts', 'utf8')).toBe(await compileWasm())
  })
})

type Paint = (x: number, y: number) => number

function expectSameBytes(width: number, height: number, paint: Paint): void {
  const words = Int32Array.from(
    { length: width * height },
    (_, index) => 0xff000000 | paint(index % width, Math.floor(index / width)),
  )
  const pixels: Pixels = { width, height, rgba: new Uint8Array(words.buffer) }
  const wasm = findWasmPacker(pixels)
  if (wasm === undefined) throw new Error('This engine refuses WebAssembly.')
  const bytes = packPixels(pixels, wasm).slice()
  expect(Buffer.compare(bytes, packPixels(pixels, createScriptPacker(pixels)))).toBe(0)
}

/** Flat areas, stripes, gradients, noise of a few colours and of all. */
const paints = fc
  .record({
    kind: fc.constantFrom('stripes', 'gradient', 'noise'),
    seed: fc.nat(),
    bits: fc.integer({ min: 0, max: 24 }),
  })
  .map(({ kind, seed, bits }): Paint => {
    if (kind === 'stripes')
      return (x, y) => (Math.floor((x + y * (seed % 3)) / (1 + (seed % 17))) % 5) * 0x123456
    if (kind === 'gradient') return (x, y) => (((x + seed) * bits) >> 3) * 0x010101 + (y >> 1)
    return (x, y) =>
      (bits === 0 ? seed : Math.imul(x + y * 977 + seed, 0x9e3779b1) >>> (32 - bits)) & 0xffffff
  })
