import { expect, it } from 'vitest'
import type { ElementId, Locale, ScreenId } from '../model/ids.ts'
import type { Background, Screen, TextStyle } from '../model/schema.ts'
import { applyBackgroundChoice, listUnreadable } from './apply-background.ts'
import { createText } from './create-element.ts'

const locale = 'en-US' as Locale
const white: Background = { type: 'colour', colour: '#ffffff' }
const dark: Background = { type: 'colour', colour: '#101418' }

function createScreen(styles: Record<string, Partial<TextStyle>>): Screen {
  const elements = Object.entries(styles).map(([id, style]) => [
    id,
    createText({
      order: 'a0',
      x: 0,
      y: 0,
      width: 1,
      contentByLocale: { [locale]: id } as Record<Locale, string>,
      style,
    }),
  ])
  return {
    id: 's' as ScreenId,
    order: 'a0',
    name: 'S',
    orientation: 'portrait',
    background: dark,
    elements: Object.fromEntries(elements),
  }
}

const colourOf = (screen: Screen, id: string) => {
  const element = screen.elements[id as ElementId]
  return element?.type === 'text' ? element.style.colour : undefined
}

it('a background gives its text colour to captions that would be illegible on it, and to no other', () => {
  const pill = { colour: '#17171a', paddingX: 0.02, paddingY: 0.02, radius: 0 }
  const screen = createScreen({
    white: { colour: '#ffffff' },
    faint: { colour: '#ffffffd9', accentColour: '#ffff00' },
    blue: { colour: '#1d3fae' },
    label: { colour: '#ffffff', pill },
  })
  const changed = applyBackgroundChoice(screen, { background: white, textColour: '#17171a' })
  expect(changed.background).toBe(white)
  expect(['white', 'faint', 'blue', 'label'].map((id) => colourOf(changed, id))).toEqual([
    '#17171a',
    '#17171ad9',
    '#1d3fae',
    '#ffffff',
  ])
  expect(listUnreadable({ ...screen, background: white })).toHaveLength(2)
  expect(listUnreadable(changed)).toEqual([])
})

it('leaves the elements untouched where every caption is legible', () => {
  const screen = createScreen({ white: { colour: '#ffffff' } })
  expect(applyBackgroundChoice(screen, { background: dark, textColour: '#ffffff' }).elements).toBe(
    screen.elements,
  )
})

const stopsOf = (...colours: string[]) => ({
  angle: 90,
  stops: colours.map((colour, at) => ({ offset: at / Math.max(colours.length - 1, 1), colour })),
})
const choice = { background: white, textColour: '#17171a' }
const styleOf = (style: Partial<TextStyle>, content = 'words') => {
  const screen = createScreen({ [content]: style })
  const element = applyBackgroundChoice(screen, choice).elements[content as ElementId]
  const seen = listUnreadable({ ...screen, background: white }).length
  return { seen, style: element?.type === 'text' ? element.style : undefined }
}

it('letters in a gradient count by its stops, and only the illegible ones change', () => {
  const partly = styleOf({ colour: '#17171a', gradient: stopsOf('#1d3fae', '#ffff88') })
  expect(partly.seen).toBe(1)
  expect(partly.style?.gradient).toEqual(stopsOf('#1d3fae', '#17171a'))
  const all = styleOf({ colour: '#17171a', gradient: stopsOf('#ffffff', '#ffff88') })
  expect(all.seen).toBe(1)
  expect(all.style).not.toHaveProperty('gradient')
  // The plain colour is not drawn.
  expect(styleOf({ colour: '#ffffff', gradient: stopsOf('#1d3fae', '#17171a') }).seen).toBe(0)
})

it('an accent counts where a word has it, and gets a legible colour', () => {
  const accent = { colour: '#17171a', accentColour: '#ffee00' }
  expect(styleOf(accent).seen).toBe(0)
  const marked = styleOf(accent, 'one ==word==')
  expect(marked.seen).toBe(1)
  expect(marked.style).toMatchObject({ colour: '#17171a' })
  expect(marked.style).not.toHaveProperty('accentColour')
  expect(styleOf({ ...accent, list: 'checks' }).seen).toBe(1)
})
