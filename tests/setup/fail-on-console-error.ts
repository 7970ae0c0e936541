import { afterEach, beforeEach, expect } from 'vitest'

const realError = console.error
let printed: unknown[][] = []

beforeEach(() => {
  printed = []
  console.error = (...values: unknown[]) => {
    printed.push(values)
    realError(...values)
  }
})

// A test that expects console.error replaces it (vi.spyOn) and restores it itself, so its calls never arrive here.
afterEach(() => {
  console.error = realError
  expect(printed, 'console.error was called').toEqual([])
})
