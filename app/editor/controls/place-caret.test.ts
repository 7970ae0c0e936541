import { expect, it } from 'vitest'
import { placeCaret } from './place-caret.ts'

const place = (before: string, after: string) => {
  const moved = placeCaret(before.indexOf('|'), before.replace('|', ''), after)
  return `${after.slice(0, moved)}|${after.slice(moved)}`
}

it('the caret stays with the words that were typed, wherever others wrote', () => {
  expect(place('Tides at| night', 'Tides at every night')).toBe('Tides at| every night')
  expect(place('Waves|', 'Tides Waves')).toBe('Tides Waves|')
  expect(place('Low| tide', 'High and Low tide')).toBe('High and Low| tide')
  expect(place('Something longer|', 'Short.')).toBe('Short.|')
})
