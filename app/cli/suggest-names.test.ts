import { expect, it } from 'vitest'
import { resolveNames, suggestNames } from './suggest-names.ts'

const known = ['iphone-69', 'iphone-63', 'ipad-13', 'play-phone']

it.each([
  ['iphone69', ['iphone-69', 'iphone-63']],
  ['ipad', ['ipad-13']],
  ['play-phon', ['play-phone']],
  ['watch', []],
])('suggests for %s', (name, near) => {
  expect(suggestNames(name, known)).toEqual(near)
})

it('takes a name in any case, and names all where none is near', () => {
  expect(resolveNames('size', ['IPHONE-69'], known)).toEqual(['iphone-69'])
  expect(() => resolveNames('size', ['watch'], known)).toThrow(
    'There is no size “watch”. There are: iphone-69, iphone-63, ipad-13, play-phone.',
  )
})
