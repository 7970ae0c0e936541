import { describe, expect, it } from 'vitest'
import { createScreen } from '../edits/create-screen.ts'
import type { CanvasSizeId, Locale, MediaId, ScreenId } from '../model/ids.ts'
import { type FrameElement, type Screen, screenSchema } from '../model/schema.ts'
import { applyLayout } from './apply-layout.ts'
import { layouts } from './layout-table.ts'

const locale = 'en-US' as Locale
let count = 0
const mint = () => `id-${++count}`
const canvasSizeId = 'iphone-69' as CanvasSizeId
const context = { canvasSizeId, mint, measureHeight: () => 0.2 }
const create = (mediaId: string): Screen =>
  createScreen({
    id: 's' as ScreenId,
    order: 'a0',
    name: 'One',
    canvasSizeId,
    orientation: 'portrait',
    locale,
    mint,
    headline: 'Know the tide',
    capture: { deviceId: 'iphone-69', landscape: false, mediaId: mediaId as MediaId },
  })
const screen = create('m')
const framesOf = (shown: Screen): readonly FrameElement[] =>
  Object.values(shown.elements)
    .flatMap((element) => (element.type === 'frame' && element.visible ? [element] : []))
    .sort((a, b) => (a.order < b.order ? 1 : -1))
const capturesOf = (shown: Screen) =>
  Object.values(shown.elements).flatMap((element) =>
    element.type === 'frame' ? Object.values(element.mediaByLocale) : [],
  )
const textOf = (shown: Screen) =>
  Object.values(shown.elements).flatMap((element) =>
    element.type === 'text' ? Object.values(element.contentByLocale) : [],
  )

describe.each(layouts.map((layout) => [layout.name, layout] as const))('%s', (_name, layout) => {
  const laid = applyLayout(screen, layout, context)

  it('keeps every capture and every text, and gives a valid screen', () => {
    expect(capturesOf(laid)).toEqual(capturesOf(screen))
    expect(textOf(laid)).toEqual(textOf(screen))
    expect(screenSchema.safeParse(laid).success).toBe(true)
    expect(laid.background).toBe(screen.background)
  })

  it('shows as many devices as it has places, the capture in the main one', () => {
    const shown = framesOf(laid)
    expect(shown).toHaveLength(layout.frames.length)
    const main = shown[layout.frames.length - 1 - (layout.main ?? layout.frames.length - 1)]
    if (main !== undefined) expect(Object.values(main.mediaByLocale)).toEqual(['m'])
  })

  it('keeps the shape of the device', () => {
    const [before] = framesOf(screen)
    for (const { width, height } of framesOf(laid)) {
      expect(width / height).toBeCloseTo((before?.width ?? 0) / (before?.height ?? 1))
    }
  })

  it('fills its empty places with the next captures', () => {
    const nextFrames = ['n', 'o', 'p'].flatMap((mediaId) => framesOf(create(mediaId)))
    const filled = applyLayout(screen, layout, { ...context, nextFrames })
    const expected = ['m', 'n', 'o'].slice(0, layout.frames.length).sort()
    expect(
      framesOf(filled)
        .flatMap(({ mediaByLocale }) => Object.values(mediaByLocale))
        .sort(),
    ).toEqual(expected)
  })
})

it('restores a hidden device with the next layout', () => {
  const [first, textOnly] = [layouts[0], layouts.find(({ id }) => id === 'words-only')]
  if (first === undefined || textOnly === undefined) throw new Error('The layouts changed their names.')
  const back = applyLayout(applyLayout(screen, textOnly, context), first, context)
  expect(framesOf(back)).toHaveLength(1)
})

it('leaves an empty screen without the captures of others', () => {
  const empty = applyLayout(
    { ...screen, elements: {} },
    layouts.find(({ id }) => id === 'pair') ?? layouts[0],
    { ...context, nextFrames: framesOf(create('n')) },
  )
  expect(capturesOf(empty)).toEqual([])
})
