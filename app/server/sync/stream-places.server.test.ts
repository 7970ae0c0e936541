import { expect, test } from 'vitest'
import { takeStreamPlace } from './stream-places.server.ts'

test('an account has fifty places for streams, however many ask at once, and each is given back once', () => {
  const places = Array.from({ length: 300 }, () => takeStreamPlace('a'))
  const taken = places.flatMap((leave) => leave ?? [])
  expect(taken).toHaveLength(50)
  expect(takeStreamPlace('b')).toBeDefined()
  taken[0]?.()
  taken[0]?.()
  const again = [takeStreamPlace('a'), takeStreamPlace('a')]
  expect(again.map((leave) => leave !== undefined)).toEqual([true, false])
})
