import { describe, expect, it } from 'vitest'
import { createFrame, createShape, createText } from '#app/document/edits/create-element.ts'
import type { CanvasSizeId, ElementId, Locale, MediaId, ScreenId } from '#app/document/model/ids.ts'
import type { Element, Project, Screen } from '#app/document/model/schema.ts'
import { resolveScreen } from '#app/document/resolve/resolve-screen.ts'
import {
  createNodeAssets,
  createNodeContext,
  createNodePicture,
} from '#tests/factories/create-node-canvas.ts'
import { drawElement } from './draw-element.ts'
import { drawScreen } from './draw-screen.ts'

const size = 'iphone-69' as CanvasSizeId
const px = { widthPx: 300, heightPx: 652 }
const english = 'en-US' as Locale
const picture = createNodePicture(100, 217, (x, y) => [x * 2, y, 120])
const place = { order: 'a0', x: 0.62, y: 0.6, width: 0.8 }

const kinds: readonly (readonly [string, Element])[] = [
  [
    'rectangle',
    { ...createShape({ ...place, height: 0.4, shape: 'rectangle', fill: '#d04010' }), rotation: 17 },
  ],
  ['star', createShape({ ...place, height: 0.8, shape: 'star', fill: '#1040d0' })],
  [
    'device',
    {
      ...createFrame({
        ...place,
        width: 0.7,
        deviceId: 'iphone-69',
        landscape: false,
        mediaByLocale: { [english]: 'm' as MediaId },
      }),
      shadow: undefined,
      rotation: -12,
    } as unknown as Element,
  ],
  [
    'text',
    createText({ ...place, contentByLocale: { [english]: 'Across the seam' }, style: { colour: '#202020' } }),
  ],
]

const box = createShape({ ...place, height: 0.4, shape: 'rectangle', fill: '#d04010' })
const effects = {
  glow: { colour: '#ff4da0', blur: 0.09 },
  outline: { colour: '#ffffff', width: 0.02 },
  reflection: { gap: 0.01, share: 0.4, opacity: 0.5 },
  contactShadow: { colour: '#000000aa', height: 0.04 },
}
const withEffects: typeof kinds = [
  ['box with all effects', { ...box, rotation: 9, effects }],
  ['blurred box', { ...box, effects: { blur: 0.02 } }],
  ['tilted box', { ...box, fill: '#d0401088', tilt: { x: 30, y: -20 } }],
]

const toRowMaxima = (length: number) => (maxima: number[], value: number, at: number) => {
  const row = Math.floor(at / length)
  maxima[row] = Math.max(maxima[row] ?? 0, value)
  return maxima
}

describe.each([...kinds, ...withEffects])('a %s across two screens', (_name, element) => {
  it('is cut at the seam as one picture would be', () => {
    const screen = (id: string, elements: object): Screen =>
      ({
        id,
        order: `a${id}`,
        name: id,
        orientation: 'portrait',
        background: { type: 'colour', colour: '#f4f4f4' },
        elements,
      }) as unknown as Screen
    const row = { a: screen('a', { one: { ...element, spans: true } }), b: screen('b', {}) }
    const project = { screensByCanvasSize: { [size]: row } } as unknown as Project
    const assets = createNodeAssets(px, { m: picture })
    const whole = createNodeContext(px.widthPx * 2, px.heightPx)
    whole.fillStyle = '#f4f4f4'
    whole.fillRect(0, 0, px.widthPx * 2, px.heightPx)
    drawElement(whole, element, assets)
    for (const [index, id] of ['a', 'b'].entries()) {
      const context = createNodeContext(px.widthPx, px.heightPx)
      const resolved = resolveScreen(project, size, id as ScreenId)
      if (resolved === undefined) throw new Error('The screen is gone.')
      drawScreen(context, resolved, assets)
      const drawn = context.getImageData(0, 0, px.widthPx, px.heightPx).data
      const expected = whole.getImageData(index * px.widthPx, 0, px.widthPx, px.heightPx).data
      const differences = Array.from(drawn, (value, at) => Math.abs(value - (expected[at] ?? 0)))
      // The smoothing of a slanting edge depends a little on its place in the canvas.
      expect(Math.max(...differences.reduce<number[]>(toRowMaxima(px.widthPx * 4), []))).toBeLessThan(48)
      expect(differences.filter((difference) => difference > 2).length).toBeLessThan(drawn.length * 0.002)
      expect(new Set(drawn).size).toBeGreaterThan(3)
    }
  })
})

it('an element without the mark ends at the edge of its screen', () => {
  const shape = createShape({ ...place, height: 0.4, shape: 'rectangle', fill: '#d04010' })
  const id = 'one' as ElementId
  const row = {
    a: { id: 'a', order: 'a0', orientation: 'portrait', elements: { [id]: shape } },
    b: { id: 'b', order: 'a1', orientation: 'portrait', elements: {} },
  }
  const project = { screensByCanvasSize: { [size]: row } } as unknown as Project
  expect(resolveScreen(project, size, 'b' as ScreenId)?.elements).toEqual({})
})
