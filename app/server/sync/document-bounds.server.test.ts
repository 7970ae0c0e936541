import { expect, test } from 'vitest'
import { findWideMap } from './document-bounds.server.ts'

const mapOf = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, index]))

test('a map of as many keys as are allowed is narrow; one more is found, wherever it lies', () => {
  expect(findWideMap({ screens: { a: mapOf(10) } }, 10)).toBeUndefined()
  expect(findWideMap({ screens: { a: mapOf(11) } }, 10)).toBe('screens.a')
  expect(findWideMap(mapOf(11), 10)).toBe('')
})

test('a list is one value, however long', () => {
  expect(findWideMap({ list: Array.from({ length: 100 }, () => 1) }, 10)).toBeUndefined()
})
