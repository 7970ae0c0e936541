import { expect, it } from 'vitest'
import { isComposing } from './guard-composition.ts'

it('recognises a key of an input method while it composes, and Safari’s key that ends it', () => {
  expect(isComposing({ isComposing: true, keyCode: 13 })).toBe(true)
  expect(isComposing({ isComposing: false, keyCode: 229 })).toBe(true)
  expect(isComposing({ isComposing: false, keyCode: 13 })).toBe(false)
})
