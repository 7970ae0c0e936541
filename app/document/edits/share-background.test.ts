import { expect, it } from 'vitest'
import type { CanvasSizeId, ScreenId } from '../model/ids.ts'
import type { Background, Project, Screen } from '../model/schema.ts'
import { createText } from './create-element.ts'
import { applySharedChoice, listSharing, setSharedBackground, shareBackground } from './share-background.ts'

const size = 'iphone-69' as CanvasSizeId
const [a, b, c] = ['a', 'b', 'c'] as ScreenId[] as [ScreenId, ScreenId, ScreenId]
const light: Background = { type: 'colour', colour: '#ffffff' }
const dark: Background = {
  type: 'linear',
  angle: 30,
  stops: [
    { offset: 0, colour: '#000000' },
    { offset: 1, colour: '#101020' },
  ],
}

const screen = (id: ScreenId): Screen => ({
  id,
  order: `a${id}`,
  name: id,
  orientation: 'portrait',
  background: light,
  elements: {
    caption: createText({
      order: 'a0',
      x: 0,
      y: 0,
      width: 1,
      contentByLocale: {},
      style: { size: 0.05, colour: '#17171a' },
    }),
  } as never,
})
const project = {
  id: 'p',
  name: 'P',
  schemaVersion: 1,
  screensByCanvasSize: { [size]: { [b]: screen(b), [a]: screen(a), [c]: screen(c) } },
} as unknown as Project

it('runs over the chosen screens in their order, and ends when fewer than two are left', () => {
  const shared = shareBackground(project, { canvasSizeId: size, screenIds: [c, a, b], background: dark })
  expect(listSharing(shared, size)).toEqual([a, b, c])
  const kept = setSharedBackground(shared, { canvasSizeId: size, background: light })
  const fewer = shareBackground(kept, { canvasSizeId: size, screenIds: [a, c], background: dark })
  expect(fewer.sharedBackgrounds?.[size]?.background).toBe(light)
  const ended = shareBackground(fewer, { canvasSizeId: size, screenIds: [a], background: dark })
  expect(ended.sharedBackgrounds).toEqual({})
  expect(ended.screensByCanvasSize).toBe(project.screensByCanvasSize)
})

it('gives its text colour to the captions of its screens and to no other', () => {
  const shared = shareBackground(project, { canvasSizeId: size, screenIds: [a, b], background: light })
  const changed = applySharedChoice(shared, {
    canvasSizeId: size,
    choice: { background: dark, textColour: '#ffffff' },
  })
  const colourOn = (id: ScreenId) => {
    const [caption] = Object.values(changed.screensByCanvasSize[size]?.[id]?.elements ?? {})
    return caption?.type === 'text' ? caption.style.colour : undefined
  }
  expect([colourOn(a), colourOn(b), colourOn(c)]).toEqual(['#ffffff', '#ffffff', '#17171a'])
})
