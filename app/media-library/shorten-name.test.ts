import { expect, test } from 'vitest'
import { shortenName } from './shorten-name.ts'

test('a name that fits stays as it is', () => {
  expect(shortenName('06-night-mode-with-tides-and-moons.png')).toBe('06-night-mode-with-tides-and-moons.png')
})

test('a long name keeps its beginning and the end that tells it from others', () => {
  expect(shortenName('Simulator Screenshot - iPhone 17 Pro Max - 2026-02-11 a at 09.41.22.png')).toBe(
    'Simulator Screenshot… at 09.41.22.png',
  )
})

test('no sign is torn apart', () => {
  const family = '👩‍👩‍👧'
  expect(shortenName(family.repeat(50))).toBe(`${family.repeat(21)}…${family.repeat(16)}`)
})
