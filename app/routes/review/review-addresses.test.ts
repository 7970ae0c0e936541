import { expect, test } from 'vitest'
import { planShownSizes, readPin } from './review-addresses.ts'

const portrait = { widthPx: 1320, heightPx: 2868 }
const landscape = { widthPx: 2868, heightPx: 1320 }
const at = (fields: Record<string, string>, picture = landscape) =>
  readPin(new URLSearchParams(fields), picture)

test('a portrait has one size on every window; a landscape is larger on a wide one', () => {
  expect(planShownSizes(portrait)).toEqual({
    narrow: { width: 287, height: 624 },
    wide: { width: 287, height: 624 },
  })
  expect(planShownSizes(landscape)).toEqual({
    narrow: { width: 288, height: 133 },
    wide: { width: 592, height: 272 },
  })
})

test('a click is a fraction of the size that was clicked', () => {
  expect(at({ 'narrow.x': '144', 'narrow.y': '0' })).toEqual({ x: 0.5, y: 0 })
  expect(at({ 'wide.x': '592', 'wide.y': '136' })).toEqual({ x: 1, y: 0.5 })
})

test('a key press, nonsense and a click outside are no place, or the nearest', () => {
  expect(at({ 'wide.x': '0', 'wide.y': '0' })).toBeUndefined()
  expect(at({ 'wide.x': 'here', 'wide.y': '5' })).toBeUndefined()
  expect(at({})).toBeUndefined()
  expect(at({ 'wide.x': '9999', 'wide.y': '-4' })).toEqual({ x: 1, y: 0 })
})
