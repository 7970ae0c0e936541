import { createCanvas } from '@napi-rs/canvas'
import { expect, it } from 'vitest'
import { createFrame } from '#app/document/edits/create-element.ts'
import type { FrameElement } from '#app/document/model/schema.ts'
import {
  createNodeAssets,
  createNodeContext,
  createNodePicture,
  readPixel,
} from '#tests/factories/create-node-canvas.ts'
import type { Picture } from './draw-assets.ts'
import { drawElement } from './draw-element.ts'

const size = { widthPx: 400, heightPx: 800 }
const capture = createNodePicture(90, 160, () => [0, 0, 255])

/** 100 × 200: a red body with a hole from 20, 30 to 80, 170, and air of 5 around it. */
function createFramePicture(): Picture {
  const canvas = createCanvas(100, 200)
  const context = canvas.getContext('2d')
  context.fillStyle = '#ff0000'
  context.fillRect(5, 5, 90, 190)
  context.clearRect(20, 30, 60, 140)
  return canvas as unknown as Picture
}

const frame = (more: Partial<FrameElement> = {}): FrameElement => {
  const plain = createFrame({
    order: 'a0',
    x: 0.25,
    y: 0.25,
    width: 0.5,
    deviceId: 'plain',
    landscape: false,
    mediaByLocale: { 'en-US': 'capture' } as never,
  })
  const ownFrame = {
    media: 'frame' as never,
    widthPx: 100,
    heightPx: 200,
    screen: { x: 0.2, y: 0.15, width: 0.6, height: 0.7 },
    corner: 0,
  }
  const { shadow: _usual, ...bare } = plain
  return { ...bare, height: 1, device: { ...plain.device, ownFrame }, ...more }
}

function draw(element: FrameElement) {
  const context = createNodeContext(size.widthPx, size.heightPx)
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, size.widthPx, size.heightPx)
  const pictures = { capture, frame: createFramePicture() }
  drawElement(context, element, createNodeAssets(size, pictures))
  return context
}

it('shows the capture in the hole, the frame over it and the background around it', () => {
  const context = draw(frame())
  expect(readPixel(context, 200, 300)).toEqual([0, 0, 255, 255])
  expect(readPixel(context, 143, 163)).toEqual([0, 0, 255, 255])
  expect(readPixel(context, 125, 300)).toEqual([255, 0, 0, 255])
  expect(readPixel(context, 200, 480)).toEqual([255, 0, 0, 255])
  expect(readPixel(context, 104, 300)).toEqual([255, 255, 255, 255])
})

it('keeps the shape of its picture in a box of another one, and casts its own shadow', () => {
  const context = draw(frame({ width: 0.7, x: 0.15, shadow: { x: 0.2, y: 0, blur: 0, colour: '#000000' } }))
  // The picture is centred; its shadow falls to the right, through the hole in it too.
  expect(readPixel(context, 125, 300)).toEqual([255, 0, 0, 255])
  expect(readPixel(context, 350, 300)).toEqual([0, 0, 0, 255])
  expect(readPixel(context, 95, 300)).toEqual([255, 255, 255, 255])
})
