import { expect, it } from 'vitest'
import { normaliseColour } from './normalise-colour.ts'

it('writes every spelling of a colour one way', () => {
  expect(normaliseColour('f60', false)).toBe('#ff6600')
  expect(normaliseColour('#FF6600', false)).toBe('#ff6600')
  expect(normaliseColour('#ff6600ff', false)).toBe('#ff6600')
  expect(normaliseColour('#ff660080', false)).toBe('#ff660080')
  expect(normaliseColour('#1234', false)).toBe('#11223344')
})

it('removes the opacity where none is allowed, and rejects words', () => {
  expect(normaliseColour('#ff660080', true)).toBe('#ff6600')
  expect(normaliseColour('rebeccapurple', false)).toBeUndefined()
  expect(normaliseColour('', false)).toBeUndefined()
})
