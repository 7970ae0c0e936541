import { expect, it } from 'vitest'
import { createFrame, createText } from '#app/document/edits/create-element.ts'
import type { ElementId, ScreenId } from '#app/document/model/ids.ts'
import type { Element, Screen } from '#app/document/model/schema.ts'
import { isHintCovered } from './is-hint-covered.ts'

const frame = (order: string, x: number) =>
  createFrame({ order, x, y: 0.3, width: 0.6, deviceId: 'iphone-69', landscape: false })
const screen = (elements: Record<string, Element>): Screen => ({
  id: 's' as ScreenId,
  order: 'a0',
  name: 'S',
  orientation: 'portrait',
  background: { type: 'colour', colour: '#ffffff' },
  elements,
})
const id = (name: string) => name as ElementId

it('the drop hint of an empty device hides under what is drawn over it, and only there', () => {
  const pair = screen({ back: frame('a0', 0), front: frame('a1', 0.3) })
  expect(isHintCovered(pair, id('back'))).toBe(true)
  expect(isHintCovered(pair, id('front'))).toBe(false)
  const hidden = { ...pair.elements[id('front')], visible: false } as Element
  expect(isHintCovered(screen({ back: frame('a0', 0), front: hidden }), id('back'))).toBe(false)
  const caption = createText({ order: 'a2', x: 0, y: 0.05, width: 1, contentByLocale: {} })
  expect(isHintCovered(screen({ back: frame('a0', 0), caption }), id('back'))).toBe(false)
})
