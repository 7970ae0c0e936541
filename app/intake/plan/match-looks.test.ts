import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPlainLook, type Look, matchLooks, measureDifference } from './match-looks.ts'

/** Stripes of two colours, as rows of an app are. */
const striped = (every: number, light = 240, dark = 60): Look =>
  Array.from({ length: 300 }, (_, at) => (Math.floor(at / 3) % every === 0 ? dark : light))
const change = (look: Look, count: number): Look =>
  look.map((value, at) => (at < count ? 255 - value : value))

describe('matchLooks', () => {
  it('finds the capture that a file is a new take of, whatever their order', () => {
    const captures = [2, 3, 5].map((every) => ({ id: `old ${every}`, look: striped(every) }))
    const files = [5, 2, 3].map((every) => ({ id: `new ${every}`, look: change(striped(every), 15) }))
    expect(Object.fromEntries(matchLooks(files, captures))).toEqual({
      'new 2': 'old 2',
      'new 3': 'old 3',
      'new 5': 'old 5',
    })
  })

  it('leaves out what looks like nothing that is there', () => {
    const captures = [{ id: 'old', look: striped(2) }]
    expect(matchLooks([{ id: 'new', look: striped(3) }], captures).size).toBe(0)
    expect(matchLooks([{ id: 'new', look: striped(2).slice(3) }], captures).size).toBe(0)
  })

  it('decides nothing where two captures, or two files, are about as near', () => {
    const look = striped(4)
    const near = change(look, 12)
    const alike = [
      { id: 'one', look: near },
      { id: 'other', look: change(look, 13) },
    ]
    expect(matchLooks([{ id: 'new', look }], alike).size).toBe(0)
    expect(matchLooks(alike, [{ id: 'old', look }]).size).toBe(0)
  })

  it('gives no capture to two files', () => {
    const look = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 6, maxLength: 6 })
    const looks = fc.array(look, { maxLength: 8 })
    fc.assert(
      fc.property(looks, looks, (some, others) => {
        const name = (each: Look, id: number) => ({ id, look: each })
        const matched = [...matchLooks(some.map(name), others.map(name)).values()]
        expect(new Set(matched).size).toBe(matched.length)
      }),
    )
  })
})

it('a picture of one colour says nothing', () => {
  expect(isPlainLook(striped(2, 120, 118))).toBe(true)
  expect(isPlainLook(striped(2))).toBe(false)
  expect(isPlainLook(Array.from({ length: 48 }, (_, at) => [20, 130, 120][at % 3] ?? 0)), 'teal').toBe(true)
  expect(measureDifference(striped(2), striped(2))).toBe(0)
})
