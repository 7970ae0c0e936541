import { expect, it } from 'vitest'
import { parseNumber, planStep } from './plan-number.ts'

const limits = { min: -100, max: 2000, decimals: 1 }

it('reads numbers as people type them', () => {
  expect(parseNumber('12', limits)).toBe(12)
  expect(parseNumber(' -3,26 px', limits)).toBe(-3.3)
  expect(parseNumber('45°', limits)).toBe(45)
  expect(parseNumber('120+16', limits)).toBe(136)
  expect(parseNumber('1320/2', limits)).toBe(660)
  expect(parseNumber('１２．５', limits)).toBe(12.5)
})

it('rejects what is not a number, and clamps to the limits', () => {
  expect(parseNumber('', limits)).toBeUndefined()
  expect(parseNumber('wide', limits)).toBeUndefined()
  expect(parseNumber('1/0', limits)).toBeUndefined()
  expect(parseNumber('99999', limits)).toBe(2000)
  expect(planStep(1999.96, 10, limits)).toBe(2000)
  expect(planStep(0.1, 0.2, limits)).toBe(0.3)
})
