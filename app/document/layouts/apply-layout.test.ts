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

it('of two devices the front one is whole, and the back one plainly cut off', () => {
  const pair = layouts.find(({ id }) => id === 'pair') ?? layouts[0]
  const [front, back] = framesOf(applyLayout(screen, pair, context)).map((frame) => {
    const turn = (Math.abs(frame.rotation) * Math.PI) / 180
    const half = (frame.width * Math.cos(turn) + frame.height * Math.sin(turn)) / 2
    const middle = frame.x + frame.width / 2
    return { left: middle - half, right: middle + half }
  })
  expect(front?.left).toBeGreaterThan(0.01)
  expect(front?.right).toBeLessThan(0.99)
  expect(back?.right).toBeGreaterThan(1.1)
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

describe('in a language written from right to left', () => {
  const fromRight = { ...context, isFromRight: true }
  const lay = (id: string, where = context) => {
    const layout = layouts.find((one) => one.id === id)
    if (layout === undefined) throw new Error(`There is no layout ${id}.`)
    const laid = applyLayout(screen, layout, where)
    const text = Object.values(laid.elements).find((element) => element.type === 'text')
    return { frames: framesOf(laid), text }
  }

  it('a caption beside the device changes sides with it', () => {
    const [left, right] = [lay('beside'), lay('beside', fromRight)]
    expect([left.text?.style.align, right.text?.style.align]).toEqual(['left', 'right'])
    const [frame, mirrored] = [left.frames[0], right.frames[0]]
    expect(mirrored?.x).toBeCloseTo(1 - (frame?.x ?? 0) - (frame?.width ?? 0))
    expect(right.text?.x).toBeCloseTo(1 - (left.text?.x ?? 0) - (left.text?.width ?? 0))
    expect(mirrored?.x).toBeLessThan(right.text?.x ?? 0)
  })

  it('devices that lean to a named side or run on over the next screen stay', () => {
    for (const id of ['leaning', 'leaning-right', 'panorama-pair']) {
      const [left, right] = [lay(id), lay(id, fromRight)]
      expect(right.text?.style.align).toBe('right')
      expect(right.frames.map(({ x, rotation }) => [x, rotation])).toEqual(
        left.frames.map(({ x, rotation }) => [x, rotation]),
      )
    }
  })

  it('a caption in the middle stays with its devices', () => {
    expect(lay('hero-inset', fromRight).frames.map(({ x }) => x)).toEqual(
      lay('hero-inset').frames.map(({ x }) => x),
    )
  })

  it('on a wide canvas the devices stand where the caption does not', () => {
    const wide = { ...screen, orientation: 'landscape' as const }
    const [first] = layouts
    const laid = applyLayout(wide, first, fromRight)
    const text = Object.values(laid.elements).find((element) => element.type === 'text')
    expect(text?.style.align).toBe('right')
    expect(framesOf(laid)[0]?.x).toBeLessThan(text?.x ?? 0)
  })
})
