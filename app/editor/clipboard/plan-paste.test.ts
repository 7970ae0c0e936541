import { expect, it } from 'vitest'
import { createShape, createText } from '#app/document/edits/create-element.ts'
import type { Locale } from '#app/document/model/ids.ts'
import { type CopiedElements, readClipboard, writeClipboard } from './clipboard-data.ts'
import { planPaste } from './plan-paste.ts'

const english = 'en-US' as Locale
const german = 'de-DE' as Locale
const french = 'fr-FR' as Locale
const text = createText({
  order: 'a0',
  x: 0.1,
  y: 0.2,
  width: 0.8,
  contentByLocale: { [english]: 'Tides & <winds>', [german]: 'Gezeiten' },
})
const copied: CopiedElements = { elements: [text], locale: english, mediaNames: {} }

it('restores elements from the clipboard unchanged, and their text for other programs', () => {
  const { html, text } = writeClipboard(copied)
  expect(text).toBe('Tides & <winds>')
  expect(readClipboard(`<meta charset='utf-8'>${html}`)).toEqual({ kind: 'elements', copied })
})

it('distinguishes another program’s HTML from elements that this version cannot read', () => {
  expect(readClipboard('<b>Tides</b>')).toBeUndefined()
  expect(readClipboard('<div data-appframes-elements="%7B%7D"></div>')).toEqual({ kind: 'unreadable' })
  expect(readClipboard('<div data-appframes-elements="%E0%A4%A"></div>')).toEqual({ kind: 'unreadable' })
})

it('pastes in place where the original is gone, else beside it and beside earlier pastes', () => {
  const target = { locales: [english, german], locale: english }
  expect(planPaste(copied, { ...target, elements: [] })[0]?.x).toBe(0.1)
  const once = planPaste(copied, { ...target, elements: [text] })
  expect(once[0]?.x).toBeCloseTo(0.13)
  expect(planPaste(copied, { ...target, elements: [text, ...once] })[0]?.x).toBeCloseTo(0.16)
})

it('keeps the languages the project has, and shows the copied one where it has none of them', () => {
  const paste = (locales: readonly Locale[], locale: Locale) => {
    const [element] = planPaste(copied, { elements: [], locales, locale })
    return element?.type === 'text' ? element.contentByLocale : undefined
  }
  expect(paste([german], german)).toEqual({ [german]: 'Gezeiten' })
  expect(paste([french], french)).toEqual({ [french]: 'Tides & <winds>' })
  expect(paste([], english)).toEqual(text.contentByLocale)
})

it('leaves shapes, which have no language, as they are', () => {
  const shape = createShape({
    order: 'a1',
    x: 0,
    y: 0,
    width: 0.5,
    height: 0.5,
    shape: 'ellipse',
    fill: '#ffffff',
  })
  const target = { elements: [], locales: [french], locale: french }
  expect(planPaste({ ...copied, elements: [shape] }, target)).toEqual([shape])
})
