import { describe, expect, it } from 'vitest'
import { createText } from '#app/document/edits/create-element.ts'
import { resizeElement } from './resize-gesture.ts'

const text = {
  ...createText({ order: 'a0', x: 0.1, y: 0.1, width: 0.4, contentByLocale: {}, style: { size: 0.08 } }),
  height: 0.2,
}
const fitted = { ...text, fit: { min: 0.03, max: 0.08 } }
const from = { x: 0.1, y: 0.1, width: 0.4, height: 0.2, rotation: 0 }

describe('a text fitted to its box', () => {
  it('takes larger letters when its corner is dragged', () => {
    const resized = resizeElement(fitted, from, { ...from, width: 0.6, height: 0.3 })
    expect(resized).toMatchObject({ width: 0.6, height: 0.3, fit: { min: 0.045, max: 0.12 } })
  })

  it('keeps its sizes when its side is dragged', () => {
    const to = { ...from, width: 0.6 }
    expect(resizeElement(fitted, from, to)).toEqual({ ...fitted, width: 0.6 })
    expect(resizeElement(fitted, from, { ...from, height: 0.3 })).toEqual({ ...fitted, height: 0.3 })
  })
})

it('a plain text scales by its corner and wraps by its side', () => {
  const scaled = resizeElement(text, from, { ...from, width: 0.6, height: 0.3 })
  expect(scaled).toMatchObject({ width: 0.6, style: { size: 0.12 } })
  expect(resizeElement(text, from, { ...from, width: 0.6 })).toEqual({ ...text, width: 0.6 })
})
