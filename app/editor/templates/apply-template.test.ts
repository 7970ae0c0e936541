import { describe, expect, it } from 'vitest'
import { createScreen } from '#app/document/edits/create-screen.ts'
import type { CanvasSizeId, Locale, MediaId, ScreenId } from '#app/document/model/ids.ts'
import { screenSchema } from '#app/document/model/schema.ts'
import { applyTemplate } from './apply-template.ts'
import { templates } from './templates.ts'

const locale = 'en-US' as Locale
let count = 0
const mint = () => `id-${++count}`
const canvasSizeId = 'iphone-69' as CanvasSizeId
const canvasHeight = 2868 / 1320
const context = { canvasSizeId, canvasHeight, mint, measureHeight: () => 0.2 }
const screen = createScreen({
  id: 's' as ScreenId,
  order: 'a0',
  name: 'One',
  canvasSizeId,
  orientation: 'portrait',
  locale,
  mint,
  headline: 'Know the tide',
  capture: { deviceId: 'iphone-69', landscape: false, mediaId: 'm' as MediaId },
})
const capturesOf = (shown: typeof screen) =>
  Object.values(shown.elements).flatMap((element) =>
    element.type === 'frame' ? Object.values(element.mediaByLocale) : [],
  )
const textOf = (shown: typeof screen) =>
  Object.values(shown.elements).flatMap((element) =>
    element.type === 'text' ? Object.values(element.contentByLocale) : [],
  )

describe.each(templates.map((template) => [template.name, template] as const))('%s', (_name, template) => {
  const laid = applyTemplate(screen, template, context)

  it('keeps every capture and every text, and gives a valid screen', () => {
    expect(capturesOf(laid)).toEqual(capturesOf(screen))
    expect(textOf(laid)).toEqual(textOf(screen))
    expect(screenSchema.safeParse(laid).success).toBe(true)
    expect(laid.background).toBe(screen.background)
  })

  it('shows as many devices as it has places, the filled one in front', () => {
    const shown = Object.values(laid.elements).filter((item) => item.type === 'frame' && item.visible)
    expect(shown).toHaveLength(template.frames.length)
    const front = shown.sort((a, b) => (a.order < b.order ? 1 : -1))[0]
    if (front?.type === 'frame') expect(Object.values(front.mediaByLocale)).toEqual(['m'])
  })

  it('keeps the shape of the device', () => {
    for (const item of Object.values(laid.elements)) {
      if (item.type !== 'frame' || !item.visible) continue
      const before = Object.values(screen.elements).find((element) => element.type === 'frame')
      expect(item.width / item.height).toBeCloseTo((before?.width ?? 0) / (before?.height ?? 1))
    }
  })
})

it('restores a hidden device with the next layout', () => {
  const [first, textOnly] = [templates[0], templates.find(({ id }) => id === 'words-only')]
  if (first === undefined || textOnly === undefined) throw new Error('The templates changed their names.')
  const back = applyTemplate(applyTemplate(screen, textOnly, context), first, context)
  const frames = Object.values(back.elements).filter((item) => item.type === 'frame')
  expect(frames).toHaveLength(1)
  expect(frames[0]?.visible).toBe(true)
})
