import { beforeAll, describe, expect, it } from 'vitest'
import type { Effects } from '#app/document/model/effects-schema.ts'
import type { CanvasSizeId, ElementId, Locale } from '#app/document/model/ids.ts'
import type { Element, Screen } from '#app/document/model/schema.ts'
import {
  createNodeAssets,
  createNodeContext,
  createNodePicture,
} from '#tests/factories/create-node-canvas.ts'
import { createElementKinds } from '#tests/factories/element-kinds.ts'
import { registerNodeFonts } from '#tests/factories/register-node-fonts.ts'
import { drawScreen } from './draw-screen.ts'
import { EMOJI_FAMILY } from './fonts.ts'

const sidePx = 160
const english = 'en-US' as Locale
const picture = createNodePicture(40, 80, (x, y) => [x * 6, y * 3, 120])
const assets = {
  ...createNodeAssets({ widthPx: sidePx, heightPx: sidePx * 2 }),
  findPicture: () => picture,
  locale: english,
  fallbackLocale: english,
}

/** One element of each kind that the editor can add, in the middle of a plain screen. */
function listKinds(): (readonly [string, Element])[] {
  const screens = Object.values<Screen>(
    createElementKinds().screensByCanvasSize['play-phone' as CanvasSizeId] as never,
  )
  const byKind = new Map<string, Element>()
  for (const { elements } of screens)
    for (const element of Object.values<Element>(elements))
      byKind.set(element.type === 'shape' ? element.shape : element.type, element)
  const placed = [...byKind].map(([kind, element]): readonly [string, Element] => {
    const { shadow: _shadow, ...rest } = { shadow: undefined, ...element }
    return [kind, { ...rest, x: 0.3, y: 0.6, width: 0.4, height: 0.5, rotation: 0, opacity: 1 } as Element]
  })
  return placed
}

const kinds = listKinds()
const lensFrame = kinds.find(([kind]) => kind === 'frame')?.[1]

function draw(element: Element, more: Partial<Pick<Element, 'effects' | 'tilt'>>): Uint8ClampedArray {
  const context = createNodeContext(sidePx, sidePx * 2)
  const lens = element.type === 'shape' ? element.lens : undefined
  const hidden = lens && lensFrame ? { [lens.frameId]: { ...lensFrame, visible: false } } : {}
  const screen: Screen = {
    id: 's' as never,
    order: 'a0',
    name: 'Screen',
    orientation: 'portrait',
    background: { type: 'colour', colour: '#dfe6ee' },
    elements: { ...hidden, ['e' as ElementId]: { ...element, ...more } as Element },
  }
  drawScreen(context, screen, assets)
  return context.getImageData(0, 0, sidePx, sidePx * 2).data
}

/** The share of pixels that differ plainly. */
function countChanged(one: Uint8ClampedArray, other: Uint8ClampedArray): number {
  let changed = 0
  for (let at = 0; at < one.length; at += 4)
    if ([0, 1, 2].some((channel) => Math.abs((one[at + channel] ?? 0) - (other[at + channel] ?? 0)) > 8))
      changed++
  return changed / (one.length / 4)
}

const effects: Readonly<Record<string, Partial<Pick<Element, 'effects' | 'tilt'>>>> = {
  glow: { effects: { glow: { colour: '#ff2090', blur: 0.1 } } },
  outline: { effects: { outline: { colour: '#ff0000', width: 0.02 } } },
  reflection: { effects: { reflection: { gap: 0.01, share: 0.5, opacity: 0.8 } } },
  'contact shadow': { effects: { contactShadow: { colour: '#000000cc', height: 0.05 } } },
  blur: { effects: { blur: 0.02 } },
  tilt: { tilt: { x: 35, y: 10 } },
} satisfies Record<string, { effects?: Effects; tilt?: { x: number; y: number } }>

beforeAll(() => registerNodeFonts([{ family: 'Inter' }, { family: EMOJI_FAMILY, text: '👩‍🚀' }]))

describe.each(kinds)('%s', (_kind, element) => {
  it.each(Object.entries(effects))('is drawn with %s', (_effect, more) => {
    const { tilt: _tilt, ...flat } = element as Element & { tilt?: unknown }
    const plain = (element.type === 'frame' ? { ...flat, tilt: { x: 0, y: 0 } } : flat) as Element
    expect(countChanged(draw(plain, {}), draw(plain, more))).toBeGreaterThan(0.003)
  })
})
