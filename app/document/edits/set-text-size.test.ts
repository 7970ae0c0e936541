import { expect, it } from 'vitest'
import { createText } from './create-element.ts'
import { setTextSize } from './set-text-size.ts'

const text = createText({ order: 'a0', x: 0, y: 0, width: 0.5, contentByLocale: {}, style: { size: 0.08 } })

it('sets the size of a text', () => {
  expect(setTextSize(text, 0.1)).toEqual({ ...text, style: { ...text.style, size: 0.1 } })
})

it('sets the largest size of a fitted text, and lowers the smallest one where needed', () => {
  const fitted = { ...text, fit: { min: 0.03, max: 0.08 } }
  expect(setTextSize(fitted, 0.1)).toEqual({ ...fitted, fit: { min: 0.03, max: 0.1 } })
  expect(setTextSize(fitted, 0.02)).toEqual({ ...fitted, fit: { min: 0.02, max: 0.02 } })
})

it('a size between the drawn and the largest one becomes the largest', () => {
  const fitted = { ...text, fit: { min: 0.03, max: 0.08 } }
  expect(setTextSize(fitted, 0.06)).toEqual({ ...fitted, fit: { min: 0.03, max: 0.06 } })
})
