import { describe, expect, it } from 'vitest'
import { addLayers } from '#app/document/edits/copy-layers.ts'
import { createFrame, createShape, createText } from '#app/document/edits/create-element.ts'
import type { ElementId, GroupId, Locale, ScreenId } from '#app/document/model/ids.ts'
import type { Element, Screen } from '#app/document/model/schema.ts'
import { createCounter } from '#tests/factories/generate-project.ts'
import { writeClipboard } from './clipboard-data.ts'
import { planCopy } from './plan-copy.ts'
import { planPaste } from './plan-paste.ts'
import { type CopiedElements, readClipboard } from './read-clipboard.ts'

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
const toScreen = (id: string, elements: readonly Element[], groups?: object) =>
  ({
    id,
    order: id,
    name: id,
    orientation: 'portrait',
    background: { type: 'colour', colour: '#ffffff' },
    elements: Object.fromEntries(
      elements.map((element, at) => [`${id}${at}`, { ...element, order: `a${at}` }]),
    ),
    ...(groups === undefined ? {} : { groups }),
  }) as unknown as Screen
const toRow = (...screens: readonly Screen[]) => screens.map((item) => ({ id: item.id, item }))
const every = (row: ReturnType<typeof toRow>, from = 0) =>
  [...row.slice(from), ...row.slice(0, from)].map(({ id, item }) => ({
    screenId: id,
    elementIds: Object.keys(item.elements) as ElementId[],
  }))
const heightOf = () => 2
const copyOf = (...elements: readonly Element[]): CopiedElements => {
  const row = toRow(toScreen('from', elements))
  return { screens: planCopy(row, every(row), heightOf), locale: english, mediaNames: {} }
}
const copied = copyOf(text)
const onto = (elements: readonly Element[], target: { locales: readonly Locale[]; locale: Locale }) => {
  const row = toRow(toScreen('t', elements))
  return { row, screenId: 't' as ScreenId, mint: createCounter('new'), heightOf, ...target }
}
const paste = (from: CopiedElements, target: Parameters<typeof planPaste>[1]) =>
  planPaste(from, target).flatMap(({ elements }) => elements.map(({ element }) => element))

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
  expect(paste(copied, onto([], target))[0]?.x).toBe(0.1)
  const once = paste(copied, onto([text], target))
  expect(once[0]?.x).toBeCloseTo(0.13)
  expect(paste(copied, onto([text, ...once], target))[0]?.x).toBeCloseTo(0.16)
})

it('keeps the languages the project has, and shows the copied one where it has none of them', () => {
  const pasteInto = (locales: readonly Locale[], locale: Locale) => {
    const [element] = paste(copied, onto([], { locales, locale }))
    return element?.type === 'text' ? element.contentByLocale : undefined
  }
  expect(pasteInto([german], german)).toEqual({ [german]: 'Gezeiten' })
  expect(pasteInto([french], french)).toEqual({ [french]: 'Tides & <winds>' })
  expect(pasteInto([], english)).toEqual(text.contentByLocale)
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
  const target = onto([], { locales: [french], locale: french })
  expect(paste(copyOf({ ...shape, order: 'a0' }), target)).toEqual([{ ...shape, order: 'a0' }])
})

describe('elements copied from several screens', () => {
  const ball = createShape({
    order: 'a0',
    x: 0,
    y: 0,
    width: 1,
    height: 1,
    shape: 'ellipse',
    fill: '#ff0000',
  })
  const row = toRow(
    toScreen('a', [ball]),
    toScreen('b', [text, ball]),
    toScreen('c', []),
    toScreen('d', [text]),
  )
  const target = { locales: [english], locale: english, heightOf, mint: createCounter('new') }
  const all = { screens: planCopy(row, every(row, 1), heightOf), locale: english, mediaNames: {} }
  const read = (pasted: ReturnType<typeof planPaste>) =>
    pasted.map(({ screenId, elements }) => [screenId, elements.map(({ element }) => element.type)])

  it('is everything that was selected, and returns to its screens', () => {
    const empty = toRow(...['a', 'b', 'c', 'd'].map((id) => toScreen(id, [])))
    const back = readClipboard(writeClipboard(all).html)
    expect(back).toEqual({ kind: 'elements', copied: all })
    for (const screenId of ['a', 'b', 'd'] as ScreenId[]) {
      expect(read(planPaste(all, { ...target, row: empty, screenId }))).toEqual([
        ['a', ['shape']],
        ['b', ['text', 'shape']],
        ['d', ['text']],
      ])
    }
  })

  it('keeps its distances in a longer row, and meets on the last screen of a shorter one', () => {
    const long = toRow(...['p', 'q', 'r', 's', 't', 'u'].map((id) => toScreen(id, [])))
    expect(read(planPaste(all, { ...target, row: long, screenId: 'r' as ScreenId }))).toEqual([
      ['q', ['shape']],
      ['r', ['text', 'shape']],
      ['t', ['text']],
    ])
    const short = toRow(toScreen('p', []), toScreen('q', []))
    expect(read(planPaste(all, { ...target, row: short, screenId: 'p' as ScreenId }))).toEqual([
      ['p', ['shape']],
      ['q', ['text', 'shape', 'text']],
    ])
  })
})

describe('elements that belong together', () => {
  const groupId = (name: string) => name as GroupId
  const frame = createFrame({
    order: 'a0',
    x: 0,
    y: 0,
    width: 0.5,
    deviceId: 'iphone-17-pro',
    landscape: false,
  })
  const lens = (frameId: string): Element =>
    createShape({
      ...{ order: 'a1', x: 0, y: 0, width: 0.2, height: 0.2, shape: 'lens', fill: '#ffffff' },
      lens: { frameId: frameId as ElementId, x: 0.5, y: 0.5, zoom: 2 },
    })
  const groups = {
    outer: { name: 'Outer', order: 'a0' },
    inner: { name: 'Inner', order: 'a0', parent: 'outer' },
  }
  const screen = toScreen(
    's',
    [
      { ...frame, groupId: groupId('inner') },
      { ...lens('s0'), groupId: groupId('inner') },
      { ...text, groupId: groupId('outer') },
    ],
    groups,
  )
  const [source] = toRow(screen)
  const copy = (...elementIds: string[]): CopiedElements => ({
    screens: planCopy(
      source === undefined ? [] : [source],
      [{ screenId: screen.id, elementIds: elementIds as ElementId[] }],
      heightOf,
    ),
    locale: english,
    mediaNames: {},
  })
  const pasteOnto = (from: CopiedElements, on: Screen) => {
    const [pasted] = planPaste(from, {
      row: toRow(on),
      screenId: on.id,
      locales: [],
      locale: english,
      heightOf,
      mint: createCounter('new'),
    })
    if (pasted === undefined) throw new Error('Nothing was pasted.')
    return { pasted, screen: addLayers(on, pasted) }
  }

  it.each([screen, toScreen('t', [])])('a whole group is a group of its own on screen %#', (on) => {
    const { pasted, screen: after } = pasteOnto(copy('s0', 's1', 's2'), on)
    const added = Object.values(pasted.groups)
    expect(added.map(({ name }) => name)).toEqual(['Outer', 'Inner'])
    const ids = Object.keys(pasted.groups) as GroupId[]
    expect(ids.some((id) => Object.hasOwn(on.groups ?? {}, id))).toBe(false)
    expect(after.groups?.[ids[1] as GroupId]?.parent).toBe(ids[0])
    expect(pasted.elements.map(({ element }) => element.groupId)).toEqual([ids[1], ids[1], ids[0]])
  })

  it('a part of a group stays in it on its screen, and has none elsewhere', () => {
    const groupsOf = (on: Screen) => pasteOnto(copy('s0', 's1'), on).pasted
    const [inner] = Object.entries(groupsOf(screen).groups)
    expect(inner?.[1]).toEqual({ name: 'Inner', order: 'a0', parent: 'outer' })
    expect(Object.values(groupsOf(toScreen('t', [])).groups)).toEqual([{ name: 'Inner', order: 'a0' }])
    const single = (on: Screen) => pasteOnto(copy('s2'), on).pasted.elements[0]?.element
    expect(single(screen)?.groupId).toBe('outer')
    expect(Object.hasOwn(single(toScreen('t', [])) ?? {}, 'groupId')).toBe(false)
  })

  it('a magnifier enlarges the copy of its device, or the device itself where that was not copied', () => {
    const frameOf = (from: CopiedElements) =>
      pasteOnto(from, screen).pasted.elements.flatMap(({ id, element }) =>
        element.type === 'frame' ? [id] : element.type === 'shape' ? [element.lens?.frameId] : [],
      )
    const [device, enlarged] = frameOf(copy('s0', 's1'))
    expect(enlarged).toBe(device)
    expect(device).not.toBe('s0')
    expect(frameOf(copy('s1'))).toEqual(['s0'])
  })
})

describe('on a canvas of another shape', () => {
  const phone = createFrame({
    order: 'a0',
    x: 0.15,
    y: 0.5,
    width: 0.7,
    deviceId: 'iphone-69',
    landscape: false,
  })
  const pasteOn = (height: number) => {
    const target = onto([], { locales: [], locale: english })
    return paste(copyOf(text, phone), { ...target, heightOf: () => height })
  }

  it('a lower one, everything is on it, letters included', () => {
    const [caption, device] = pasteOn(0.5)
    expect(device?.height).toBeCloseTo(phone.height / 4, 4)
    expect((device?.y ?? 0) + (device?.height ?? 9)).toBeLessThan(0.5)
    expect((device?.x ?? 0) + (device?.width ?? 0) / 2).toBeCloseTo(0.5)
    expect(caption?.type === 'text' && caption.style.size).toBeCloseTo(text.style.size / 4)
    expect(caption?.y).toBeCloseTo(text.y / 4)
  })

  it('a taller one, the size stays and everything is in the middle', () => {
    const [caption, device] = pasteOn(3)
    expect(device).toMatchObject({ x: phone.x, width: phone.width })
    expect(device?.y).toBeCloseTo(phone.y + 0.5)
    expect(caption?.y).toBeCloseTo(text.y + 0.5)
  })

  it('elements that an older version copied stay as they are', () => {
    const [screen] = copied.screens
    if (screen === undefined) throw new Error('One was copied.')
    const { canvasHeight: _none, ...old } = screen
    const target = { ...onto([], { locales: [], locale: english }), heightOf: () => 0.5 }
    expect(paste({ ...copied, screens: [old] }, target)[0]).toMatchObject({ y: text.y, width: text.width })
  })
})
