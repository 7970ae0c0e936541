import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { measureContrast } from '../model/contrast.ts'
import { measureHueDistance, readOklch, writeOklch } from '../model/oklch.ts'
import { findBrandColours } from './brand-colours.ts'
import { recolour } from './recolour.ts'
import { templateSets } from './template-set-list.ts'

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

const pixelsOf = (parts: readonly (readonly [colour: string, count: number])[]) =>
  Uint8ClampedArray.from(
    parts.flatMap(([hex, count]) =>
      Array.from({ length: count }, () =>
        [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)),
      ).flatMap((rgb) => [...rgb, 255]),
    ),
  )

describe('a colour', () => {
  it('comes back from its lightness, chroma and hue', () => {
    fc.assert(
      fc.property(colour, (hex) => {
        const back = writeOklch(readOklch(hex))
        for (const at of [1, 3, 5]) {
          const difference =
            Number.parseInt(back.slice(at, at + 2), 16) - Number.parseInt(hex.slice(at, at + 2), 16)
          expect(Math.abs(difference)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})

describe('brand colours', () => {
  it('are what the captures show most beside grey, white and black', () => {
    const found = findBrandColours(
      pixelsOf([
        ['#ffffff', 5000],
        ['#202124', 3000],
        ['#0f7f8c', 900],
        ['#ff7a5c', 400],
        ['#0a6a78', 300],
      ]),
    )
    expect(found).toHaveLength(2)
    expect(measureHueDistance(readOklch(found[0] ?? '').hue, readOklch('#0f7f8c').hue)).toBeLessThan(15)
    expect(measureHueDistance(readOklch(found[1] ?? '').hue, readOklch('#ff7a5c').hue)).toBeLessThan(15)
  })

  it('are none in an app of greys', () => {
    expect(
      findBrandColours(
        pixelsOf([
          ['#ffffff', 50],
          ['#777777', 20],
          ['#000000', 9],
        ]),
      ),
    ).toEqual([])
  })
})

describe.each(templateSets.map((set) => [set.name, set] as const))('%s', (_name, set) => {
  it('keeps readable what was readable, in any brand', () => {
    fc.assert(
      fc.property(fc.array(colour, { minLength: 1, maxLength: 4 }), (brand) => {
        const recoloured = recolour(set.colours, brand)
        expect(Object.keys(recoloured).sort()).toEqual(Object.keys(set.colours).sort())
        for (const screen of set.screens) {
          const texts = [screen.colour, screen.lineColour ?? screen.colour]
          const ground = typeof screen.background === 'string' ? [screen.background] : screen.background.stops
          for (const text of texts) {
            for (const behind of ground) {
              const contrast = measureContrast(recoloured[text] ?? '', recoloured[behind] ?? '')
              expect(contrast).toBeGreaterThanOrEqual(4.5)
            }
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('is unchanged without brand colours', () => {
    expect(recolour(set.colours, [])).toBe(set.colours)
  })
})
