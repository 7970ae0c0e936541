import { describe, expect, it } from 'vitest'
import { listDevices } from '#app/document/catalogue/devices.ts'
import { createFrame } from '#app/document/edits/create-element.ts'
import type { Locale, MediaId } from '#app/document/model/ids.ts'
import type { FrameElement } from '#app/document/model/schema.ts'
import {
  createNodeAssets,
  createNodeContext,
  createNodePicture,
  readPixel,
} from '#tests/factories/create-node-canvas.ts'
import { drawAround } from './draw-around.ts'
import type { DrawContext } from './draw-assets.ts'
import { drawElement } from './draw-element.ts'

const size = { widthPx: 400, heightPx: 560 }
const mediaId = '6f0d5a3e-7c1b-4c58-9a52-0b7f4e1d2c01' as MediaId
const picture = createNodePicture(90, 190, (x, y) => [x * 2, y, 90])

describe('a frame of which only what is seen is drawn', () => {
  const frames = listDevices().flatMap(({ id }) => [
    createDevice(id, { landscape: false }),
    createDevice(id, { landscape: true }),
  ])

  it('has the pixels of one that is drawn whole, for every device', () => {
    for (const frame of frames) expectSamePixels(frame)
  })

  it('has them mirrored, at the edge, with a wide and with a sharp shadow, on a scaled stage', () => {
    const [frame] = frames
    if (frame === undefined) throw new Error('There is no device.')
    expectSamePixels({ ...frame, flipX: true, flipY: true })
    expectSamePixels({
      ...frame,
      x: -0.4,
      y: 0.8,
      shadow: { x: 0.05, y: -0.04, blur: 0.3, colour: '#203040c0' },
    })
    expectSamePixels({ ...frame, shadow: { x: 0.02, y: 0.02, blur: 0, colour: '#00000080' } })
    expectSamePixels({ ...frame, rotation: 12 })
    expectSamePixels(frame, 0.37)
  })
})

describe('drawAround', () => {
  const fill = (context: DrawContext) => () => context.fillRect(-1000, -1000, 3000, 3000)

  it('leaves out the whole pixels of the hidden box, and everything outside the other', () => {
    const context = createNodeContext(40, 40)
    context.setTransform(2, 0, 0, 2, 1, 1)
    drawAround(
      context,
      { hidden: { x: 5.2, y: 5, width: 5, height: 5 }, within: { x: 1, y: 1, width: 14, height: 14 } },
      fill(context),
    )
    const alphas = [2, 3, 11, 12, 20, 21, 30, 31].map((x) => readPixel(context, x, 15)[3])
    expect(alphas).toEqual([0, 255, 255, 0, 0, 255, 255, 0])
  })

  it('leaves the state of the context as it was', () => {
    for (const turn of [0, 1]) {
      const context = createNodeContext(40, 40)
      context.setTransform(2, turn, -turn, 2, 1, 1)
      drawAround(context, { hidden: { x: 5, y: 5, width: 5, height: 5 } }, () =>
        context.setTransform(9, 0, 0, 9, 0, 0),
      )
      expect(context.getTransform()).toMatchObject({ a: 2, b: turn, e: 1 })
      fill(context)()
      expect(readPixel(context, 13, 13)[3]).toBe(255)
    }
  })
})

function createDevice(deviceId: string, { landscape }: { landscape: boolean }): FrameElement {
  const mediaByLocale = { ['en-US' as Locale]: mediaId }
  return createFrame({ order: 'a0', x: 0.12, y: 0.2, width: 0.7, deviceId, landscape, mediaByLocale })
}

/** The blur of a shadow that a clip cuts may be rounded otherwise beside the cut: by one of 255 levels. */
function expectSamePixels(frame: FrameElement, scale = 1): void {
  const { shadow: _cast, ...bare } = frame
  expect(findLargestDifference(bare as FrameElement, scale), describeFrame(frame)).toBe(0)
  expect(findLargestDifference(frame, scale), describeFrame(frame)).toBeLessThanOrEqual(1)
}

const describeFrame = ({ device: { deviceId, landscape } }: FrameElement) =>
  landscape ? `${deviceId}, landscape` : deviceId

function findLargestDifference(frame: FrameElement, scale: number): number {
  const seen = draw(frame, { scale, createContext: createNodeContext })
  const whole = draw(frame, { scale, createContext: createWhole })
  return seen.reduce((largest, value, at) => Math.max(largest, Math.abs(value - (whole[at] ?? 0))), 0)
}

/** Says that it is turned, by less than moves a pixel: on such a context everything is drawn. */
function createWhole(widthPx: number, heightPx: number): DrawContext {
  const context = createNodeContext(widthPx, heightPx)
  const getTransform = context.getTransform.bind(context)
  context.getTransform = () => {
    const matrix = getTransform()
    matrix.b ||= 1e-300
    return matrix
  }
  return context
}

function draw(
  frame: FrameElement,
  { scale, createContext }: { scale: number; createContext: typeof createNodeContext },
): Uint8ClampedArray {
  const context = createContext(size.widthPx, size.heightPx)
  const background = context.createLinearGradient(0, 0, size.widthPx, size.heightPx)
  background.addColorStop(0, '#f7ede0')
  background.addColorStop(1, '#40d0b5')
  context.fillStyle = background
  context.fillRect(0, 0, size.widthPx, size.heightPx)
  context.scale(scale, scale)
  drawElement(context, frame, {
    ...createNodeAssets(size, { [mediaId]: picture }),
    createLayer: createContext,
  })
  return context.getImageData(0, 0, size.widthPx, size.heightPx).data
}
