import { createCanvas } from '@napi-rs/canvas'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createShape } from '#app/document/edits/create-element.ts'
import type { ElementId, ScreenId } from '#app/document/model/ids.ts'
import type { Element, Screen } from '#app/document/model/schema.ts'
import type { DrawAssets } from '#app/render/draw-assets.ts'
import { createScreenPainter } from './screen-painter.ts'

const sizePx = 40
const assets: DrawAssets = {
  widthPx: sizePx,
  heightPx: sizePx,
  locale: 'en-US' as DrawAssets['locale'],
  fallbackLocale: 'en-US' as DrawAssets['locale'],
  findPicture: () => undefined,
  findName: () => undefined,
}

const square = (fill: string): Element =>
  createShape({ order: 'a0', shape: 'rectangle', x: 0, y: 0, width: 1, height: 1, fill })

const screenOf = (elements: Record<string, Element>): Screen => ({
  id: 's' as ScreenId,
  order: 'a0',
  name: 'S',
  orientation: 'portrait',
  background: { type: 'colour', colour: '#0000ff' },
  elements,
})

const ids = (...names: string[]) => new Set(names as ElementId[])

/** A queue of frames that the test lets happen. */
function createFrames() {
  const queue = new Set<() => void>()
  return {
    request: (paint: () => void) => void queue.add(paint),
    cancel: (paint: () => void) => void queue.delete(paint),
    run() {
      const due = [...queue]
      queue.clear()
      for (const paint of due) paint()
    },
  }
}

function setUp() {
  const frames = createFrames()
  const canvas = Object.assign(createCanvas(sizePx, sizePx), { dataset: {} as Record<string, string> })
  const painter = createScreenPainter(canvas as unknown as HTMLCanvasElement, frames)
  painter.setAssets(assets)
  painter.setSeen(true)
  const readMiddle = () => [...canvas.getContext('2d').getImageData(20, 20, 1, 1).data.slice(0, 3)]
  return { frames, painter, readMiddle }
}

beforeEach(() => {
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      constructor(widthPx: number, heightPx: number) {
        // biome-ignore lint/correctness/noConstructorReturn: stands for the canvas of a browser.
        return createCanvas(widthPx, heightPx)
      }
    },
  )
})
afterEach(() => vi.unstubAllGlobals())

it('draws what is shown with the next frame, and without what is hidden', () => {
  const { frames, painter, readMiddle } = setUp()
  painter.show(screenOf({ red: square('#ff0000') }))
  frames.run()
  expect(readMiddle()).toEqual([255, 0, 0])
  painter.hide(ids('red'))
  frames.run()
  expect(readMiddle()).toEqual([0, 0, 255])
})

it('keeps what is hidden here apart from what passes by', () => {
  const { frames, painter, readMiddle } = setUp()
  painter.show(screenOf({ red: square('#ff0000') }))
  painter.hide(ids('red'))
  painter.hidePassing(ids('other'))
  painter.hidePassing(ids())
  frames.run()
  expect(readMiddle()).toEqual([0, 0, 255])
})

it('hides under a field without waiting for a frame', () => {
  const { frames, painter, readMiddle } = setUp()
  painter.show(screenOf({ red: square('#ff0000') }))
  frames.run()
  painter.hide(ids('red'), true)
  expect(readMiddle()).toEqual([0, 0, 255])
  painter.hide(ids(), true)
  expect(readMiddle()).toEqual([255, 0, 0])
})

it('calls back after the drawing that has the change, also when one under way is abandoned', () => {
  const { frames, painter, readMiddle } = setUp()
  painter.show(screenOf({ red: square('#ff0000') }))
  const seen: number[][] = []
  painter.afterPaint(() => seen.push(readMiddle()))
  painter.hide(ids('red'))
  frames.run()
  expect(seen).toEqual([[0, 0, 255]])
})

it('draws and calls back after an element that could not be drawn', () => {
  const { frames, painter, readMiddle } = setUp()
  const broken = Object.defineProperty(square('#ff0000'), 'opacity', {
    get() {
      throw new Error('no memory')
    },
  })
  painter.show(screenOf({ broken }))
  const after = vi.fn()
  painter.afterPaint(after)
  expect(() => frames.run()).toThrow('no memory')
  expect(after).not.toHaveBeenCalled()
  painter.show(screenOf({ green: square('#00ff00') }))
  frames.run()
  expect(after).toHaveBeenCalledTimes(1)
  expect(readMiddle()).toEqual([0, 255, 0])
})
