import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { getCanvasHeight, listCanvasSizes, listOrientations } from '../catalogue/canvas-sizes.ts'
import { findDevice, listDevices } from '../catalogue/devices.ts'
import type { CanvasSizeId, ElementId, Locale, ScreenId } from '../model/ids.ts'
import type { Element, FrameElement, Orientation, Screen } from '../model/schema.ts'
import { changeDevice, type FrameSlot, refitDevice } from './change-device.ts'
import { createFrame, createText } from './create-element.ts'
import { createScreen } from './create-screen.ts'

const english = 'en-US' as Locale
const deviceIds = listDevices().map(({ id }) => id)
// Without those that take a capture alone.
const places = listCanvasSizes()
  .filter(({ isBare }) => isBare !== true)
  .flatMap(({ id }) => listOrientations(id).map((orientation) => ({ canvasSizeId: id, orientation })))

function standIn(canvasSizeId: CanvasSizeId, orientation: Orientation) {
  let count = 0
  const screen = createScreen({
    ...{ id: 's' as ScreenId, order: 'a0', name: 'Screen', canvasSizeId, orientation, locale: english },
    ...{ headline: 'Tides', mint: () => `e${count++}` },
  })
  const elements = Object.values<Element>(screen.elements)
  const frame = elements.find((element) => element.type === 'frame')
  const caption = elements.find((element) => element.type === 'text')
  if (frame?.type !== 'frame' || caption === undefined) throw new Error('A screen has both.')
  const slot: FrameSlot = { screen, canvasSizeId, canvasHeight: getCanvasHeight(canvasSizeId, orientation) }
  return { frame, caption, slot }
}

const iphone = standIn('iphone-69' as CanvasSizeId, 'portrait')
const bottom = ({ y, height }: Element) => y + height
const right = ({ x, width }: Element) => x + width

describe('another device', () => {
  it('keeps within the canvas as far as the one before, on every size', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.constantFrom(...deviceIds),
        fc.constantFrom(...deviceIds),
        (place, first, second) => {
          const { frame, slot } = standIn(place.canvasSizeId, place.orientation)
          const through = changeDevice(frame, { deviceId: first }, slot)
          const changed = changeDevice(through, { deviceId: second }, slot)
          expect(changed.x).toBeGreaterThan(Math.min(frame.x, 0) - 1e-5)
          expect(right(changed)).toBeLessThan(Math.max(right(frame), 1) + 1e-5)
          expect(changed.y).toBeGreaterThan(Math.min(frame.y, 0) - 1e-5)
          expect(bottom(changed)).toBeLessThan(Math.max(bottom(frame), slot.canvasHeight) + 1e-5)
        },
      ),
    )
  })

  it('does not grow over the caption above it', () => {
    const { frame, caption, slot } = standIn('mac' as CanvasSizeId, 'landscape')
    const phone = changeDevice(frame, { deviceId: 'iphone-69' }, slot)
    const isAbove = bottom(caption) <= frame.y
    expect(isAbove ? phone.y >= bottom(caption) : phone.x >= right(caption)).toBe(true)
  })

  it('does not grow over a device beside it', () => {
    const left = createFrame({
      order: 'a0',
      x: 0.06,
      y: 0.6,
      width: 0.4,
      deviceId: 'iphone-69',
      landscape: false,
    })
    const neighbour = { ...left, x: 0.54, order: 'a1' }
    const elements = { a: left, b: neighbour } as Screen['elements']
    const slot = { ...iphone.slot, screen: { ...iphone.slot.screen, elements } }
    const laptop = changeDevice(left, { deviceId: 'laptop' }, slot)
    expect(right(laptop)).toBeLessThanOrEqual(neighbour.x)
    expect(laptop.x).toBeGreaterThan(0)
  })

  it('of the same shape keeps the place, also of a frame that hangs over the edge', () => {
    const hanging = { ...iphone.frame, x: 0.5, y: 1.4 }
    const changed = changeDevice(hanging, { deviceId: 'iphone-63' }, iphone.slot)
    expect(changed.width).toBeCloseTo(hanging.width, 1)
    expect(changed.x).toBeCloseTo(hanging.x, 1)
    expect(changed.y).toBeCloseTo(hanging.y, 1)
  })

  it('that stands again after one that only lies is upright, unless its capture lies', () => {
    const laptop = changeDevice(iphone.frame, { deviceId: 'laptop' }, iphone.slot)
    expect(laptop.device.landscape).toBe(true)
    const back = (slot: FrameSlot) => changeDevice(laptop, { deviceId: 'iphone-69' }, slot)
    expect(back(iphone.slot).device.landscape).toBe(false)
    expect(back(iphone.slot).height).toBeGreaterThan(back(iphone.slot).width)
    const lying = { ...iphone.slot, capturePx: { widthPx: 2868, heightPx: 1320 } }
    expect(back(lying).device.landscape).toBe(true)
  })

  it('lies as the user laid the one before', () => {
    const lying = refitDevice(iphone.frame, { ...iphone.frame.device, landscape: true }, iphone.slot)
    expect(right(lying)).toBeLessThanOrEqual(1)
    expect(changeDevice(lying, { deviceId: 'android-phone' }, iphone.slot).device.landscape).toBe(true)
  })

  it('replaces a frame of one’s own', () => {
    const ownFrame = {
      ...{ media: 'm', widthPx: 800, heightPx: 500, corner: 0 },
      screen: { x: 0.1, y: 0.1, width: 0.8, height: 0.8 },
    } as NonNullable<FrameElement['device']['ownFrame']>
    const own = { ...iphone.frame, device: { ...iphone.frame.device, ownFrame } }
    const { device, width, height } = changeDevice(own, { deviceId: 'iphone-69' }, iphone.slot)
    expect(device.ownFrame).toBeUndefined()
    expect(width).toBeLessThan(height)
    expect(findDevice(device.deviceId)?.colours.map(({ id }) => id)).toContain(device.colour)
  })
})

it('a text across a device does not hold it', () => {
  const over = createText({ order: 'a9', x: 0, y: iphone.frame.y + 0.2, width: 1, contentByLocale: {} })
  const elements = { ...iphone.slot.screen.elements, over } as Record<ElementId, Element>
  const slot = { ...iphone.slot, screen: { ...iphone.slot.screen, elements } }
  expect(changeDevice(iphone.frame, { deviceId: 'laptop' }, slot)).toEqual(
    changeDevice(iphone.frame, { deviceId: 'laptop' }, iphone.slot),
  )
})

it('toggling the bezel of a frame that hangs over an edge there and back gives the same box', () => {
  const hangings = [
    { x: -0.3, y: 0.8 },
    { x: 0.7, y: 0.8 },
    { x: 0.3, y: -0.4 },
    { x: 0.3, y: 1.6 },
  ]
  const overhang = fc.double({ min: 0, max: 0.1, noNaN: true })
  const bezels = fc.constantFrom<FrameElement['device']['bezel']>('thin', 'none')
  fc.assert(
    fc.property(fc.constantFrom(...hangings), overhang, bezels, (place, shift, bezel) => {
      const { x, y } = { x: place.x + shift, y: place.y + shift }
      const frame = createFrame({ order: 'a0', x, y, width: 0.5, deviceId: 'iphone-69', landscape: false })
      const elements = { frame } as Screen['elements']
      const slot = { ...iphone.slot, screen: { ...iphone.slot.screen, elements } }
      const without = refitDevice(frame, { ...frame.device, bezel }, slot)
      const back = refitDevice(without, frame.device, slot)
      for (const key of ['x', 'y', 'width', 'height'] as const) expect(back[key]).toBeCloseTo(frame[key], 5)
    }),
  )
})
