import { describe, expect, it } from 'vitest'
import { createText } from '#app/document/edits/create-element.ts'
import type { ElementId, ScreenId } from '#app/document/model/ids.ts'
import type { Screen, TextElement } from '#app/document/model/schema.ts'
import { measureTextContrast, requiredContrast } from './text-contrast.ts'

const size = 0.08
const text = createText({
  order: 'a0',
  x: 0.1,
  y: 0.1,
  width: 0.8,
  contentByLocale: {},
  style: { size, colour: '#ffffff' },
})

/** White words on a light ground. */
function isReadable(more: Partial<TextElement['style']>, effects?: TextElement['effects']): boolean {
  const item: TextElement = { ...text, style: { ...text.style, ...more }, ...(effects && { effects }) }
  const screen: Screen = {
    id: 's' as ScreenId,
    order: 'a0',
    name: '',
    orientation: 'portrait',
    background: { type: 'colour', colour: '#c8d2d8' },
    elements: { ['t' as ElementId]: item },
  }
  const contrast = measureTextContrast(item, { screen, canvasHeight: 2, content: 'Words' })
  return (contrast ?? 0) >= requiredContrast(item)
}

const shadow = { x: 0, y: 0.004, blur: size / 4, colour: '#000000' }

describe('a text with little contrast to its background', () => {
  it('is reported', () => expect(isReadable({})).toBe(false))

  it('is readable by a strong shadow or glow around its letters', () => {
    expect(isReadable({ shadow })).toBe(true)
    expect(isReadable({}, { glow: { colour: '#000000', blur: size / 4 } })).toBe(true)
  })

  it('is not by a faint shadow, a wide one, a hair of one, or one that falls to a side', () => {
    expect(isReadable({ shadow: { ...shadow, colour: '#00000040' } })).toBe(false)
    expect(isReadable({ shadow: { ...shadow, blur: size * 2 } })).toBe(false)
    expect(isReadable({ shadow: { ...shadow, y: 0, blur: size / 40 } })).toBe(false)
    expect(isReadable({ shadow: { ...shadow, x: 0.03 } })).toBe(false)
  })

  it('is readable by an outline, of its style or as an effect, that is no hairline', () => {
    const outline = (width: number) => ({ colour: '#000000', width })
    expect([isReadable({ stroke: outline(0.005) }), isReadable({ stroke: outline(0.0005) })]).toEqual([
      true,
      false,
    ])
    expect(isReadable({}, { outline: outline(0.005) })).toBe(true)
    expect(isReadable({}, { outline: outline(0.0005) })).toBe(false)
  })
})
