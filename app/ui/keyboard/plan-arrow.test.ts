import { expect, it } from 'vitest'
import { planArrow } from './plan-arrow.ts'

/** Five buttons in rows of two, 40 × 30 pixels each. */
const grid = Array.from({ length: 5 }, (_, at) => ({
  left: (at % 2) * 50,
  top: Math.floor(at / 2) * 40,
  width: 40,
  height: 30,
}))

it('goes left and right in the order of the buttons, and stops at the ends', () => {
  expect(planArrow(grid, 1, 'ArrowRight')).toBe(2)
  expect(planArrow(grid, 2, 'ArrowLeft')).toBe(1)
  expect(planArrow(grid, 0, 'ArrowLeft')).toBeUndefined()
  expect(planArrow(grid, 4, 'ArrowRight')).toBeUndefined()
  expect(planArrow(grid, 3, 'Home')).toBe(0)
  expect(planArrow(grid, 1, 'End')).toBe(4)
})

it('goes up and down by column, to the nearest where a row is short', () => {
  expect(planArrow(grid, 1, 'ArrowDown')).toBe(3)
  expect(planArrow(grid, 3, 'ArrowDown')).toBe(4)
  expect(planArrow(grid, 4, 'ArrowUp')).toBe(2)
  expect(planArrow(grid, 0, 'ArrowUp')).toBeUndefined()
  expect(planArrow(grid, 4, 'ArrowDown')).toBeUndefined()
})

it('goes past the low buttons beside a tall one to the next row', () => {
  const row = (top: number) => [
    { left: 0, top, width: 200, height: 76 },
    { left: 210, top: top + 22, width: 28, height: 32 },
  ]
  const rows = [...row(0), ...row(76)]
  expect(planArrow(rows, 0, 'ArrowDown')).toBe(2)
  expect(planArrow(rows, 1, 'ArrowDown')).toBe(3)
  expect(planArrow(rows, 3, 'ArrowUp')).toBe(1)
})

it('leaves other keys alone', () => {
  expect(planArrow(grid, 0, 'Enter')).toBeUndefined()
})
