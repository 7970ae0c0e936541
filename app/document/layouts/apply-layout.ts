import { getCanvasHeight } from '../catalogue/canvas-sizes.ts'
import { aspectOfFrame } from '../catalogue/frame-layout.ts'
import { planCaptionSize } from '../catalogue/screen-layout.ts'
import { createFrame } from '../edits/create-element.ts'
import { planEmptyCapture } from '../edits/create-screen.ts'
import type { MeasureHeight } from '../edits/estimate-text-height.ts'
import { scaleLook } from '../edits/scale-element.ts'
import type { CanvasSizeId, ElementId, MintId } from '../model/ids.ts'
import { orderBefore, orderBetween } from '../model/order-key.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Element, FrameElement, Screen, TextElement } from '../model/schema.ts'
import { type CaptionSlot, type Layout, type Placement, rankSlots } from './layout.ts'
import { placeFrame } from './place-frame.ts'
import { placeLayout } from './place-layout.ts'
import { readFromRight } from './read-from-right.ts'

export type LayoutContext = {
  canvasSizeId: CanvasSizeId
  mint: MintId
  measureHeight: MeasureHeight
  /** Filled devices of the screens that follow: they fill the places this screen has no capture for. */
  nextFrames?: readonly FrameElement[]
  /** The source language is written from right to left. */
  isFromRight?: boolean
}

type Item<Kind> = { id: ElementId; item: Kind }

/**
 * Lays a screen out anew. Captures and texts stay: a device without a place in the layout is hidden, and returns with
 * the next layout that has one. Shapes and pictures are unchanged.
 */
export function applyLayout(
  screen: Screen,
  layout: Placement & Pick<Layout, 'keepsDevices'>,
  context: LayoutContext,
): Screen {
  const canvasHeight = getCanvasHeight(context.canvasSizeId, screen.orientation)
  const inOrder = listOrdered<ElementId, Element>(screen.elements)
  const devices = pickDevices(screen, layout.frames.length, { ...context, inOrder })
  const isLying = devices[0] !== undefined && aspectOfFrame(devices[0].item) > 1
  const placed = placeLayout(layout, { canvasHeight, isLying })
  const placement = context.isFromRight ? readFromRight(placed, layout.keepsDevices === true) : placed
  const elements: Record<ElementId, Element> = { ...screen.elements }
  const ranked = rankSlots(placement)
  const moved = placement.frames.flatMap((slot, at) => {
    const device = devices[ranked.indexOf(at)]
    return device === undefined ? [] : [{ id: device.id, item: placeFrame(device.item, slot, canvasHeight) }]
  })
  const orders = moved.map(({ item }) => item.order).sort()
  for (const [index, { id, item }] of moved.entries()) {
    elements[id] = { ...item, order: orders[index] ?? item.order }
  }
  for (const { id, item } of devices.slice(placement.frames.length))
    elements[id] = { ...item, visible: false }
  const captions = layCaptions(inOrder, placement.caption, { ...context, canvasHeight })
  for (const { id, item } of captions) elements[id] = item
  return { ...screen, elements }
}

type PickOptions = LayoutContext & { inOrder: readonly Item<Element>[] }

/** All devices of the screen, the filled and visible ones first, and as many more as the layout has places. */
function pickDevices(screen: Screen, count: number, options: PickOptions): readonly Item<FrameElement>[] {
  const { inOrder, mint, nextFrames = [] } = options
  const rank = ({ item }: Item<FrameElement>) => Number(isFilled(item)) * 2 + Number(item.visible)
  const own = inOrder
    .flatMap(({ id, item }) => (item.type === 'frame' ? [{ id, item }] : []))
    .sort((a, b) => rank(b) - rank(a))
  const others = nextFrames.values()
  const all: Item<FrameElement>[] = []
  for (let at = 0; at < Math.max(count, own.length); at++) {
    const known = own[at] ?? { id: mint() as ElementId, item: createSpareFrame(screen, options) }
    const other =
      at < count && !isFilled(known.item) && isFilled(own[0]?.item) ? others.next().value : undefined
    all.push(other === undefined ? known : { id: known.id, item: fillFrom(known.item, other) })
  }
  return all
}

const isFilled = (frame: FrameElement | undefined) =>
  frame !== undefined && Object.keys(frame.mediaByLocale).length > 0

/** The capture and the device it was taken on. */
function fillFrom(frame: FrameElement, { mediaByLocale, device, pan, zoom }: FrameElement): FrameElement {
  const { deviceId, landscape } = device
  return { ...frame, mediaByLocale, pan, zoom, device: { ...frame.device, deviceId, landscape } }
}

/** Another frame of the screen's device, empty, right below the first one. */
function createSpareFrame(screen: Screen, { inOrder, canvasSizeId }: PickOptions): FrameElement {
  const found = inOrder.find(({ item }) => item.type === 'frame')
  const model = found?.item
  if (found !== undefined && model?.type === 'frame') {
    const { decoration: _mark, ...plain } = model
    const order = orderBefore(screen.elements, found.id)
    return { ...plain, order, mediaByLocale: {}, pan: { x: 0, y: 0 }, zoom: 1 }
  }
  const order = orderBetween(undefined, inOrder[0]?.item.order)
  const { deviceId, landscape } = planEmptyCapture(canvasSizeId, screen.orientation)
  return createFrame({ order, x: 0, y: 0, width: 0.6, deviceId, landscape })
}

type CaptionContext = { canvasHeight: number; measureHeight: MeasureHeight }

/** The largest caption sets the scale; the others keep their proportion to it and follow below. */
function layCaptions(
  inOrder: readonly Item<Element>[],
  slot: CaptionSlot | undefined,
  { canvasHeight, measureHeight }: CaptionContext,
): readonly Item<TextElement>[] {
  const captions = inOrder
    .flatMap(({ id, item }) => (item.type === 'text' ? [{ id, item }] : []))
    .sort((a, b) => b.item.style.size - a.item.style.size)
  if (slot === undefined) return captions.map(({ id, item }) => ({ id, item: { ...item, visible: false } }))
  const largest = captions[0]?.item.style.size ?? 1
  const scale = (planCaptionSize(canvasHeight) * slot.size) / Math.max(largest, 1e-6)
  const gap = 0.014 * canvasHeight
  const laid = captions.map(({ id, item }) => {
    const scaled = scaleLook(item, scale)
    const style = { ...scaled.style, align: slot.align }
    const text = { ...scaled, x: slot.area.x, width: slot.area.width, rotation: 0, visible: true, style }
    return { id, item: withHeight(text, measureHeight) }
  })
  const total = laid.reduce((sum, { item }) => sum + item.height, 0) + gap * Math.max(laid.length - 1, 0)
  const free = slot.area.height * canvasHeight - total
  let y = slot.area.y * canvasHeight + { top: 0, middle: free / 2, bottom: free }[slot.anchor]
  // Long captions may exceed their area; they never leave the canvas at the top.
  y = Math.max(y, 0.03 * canvasHeight)
  return laid.map(({ id, item }) => {
    const placed = { id, item: { ...item, y } }
    y += item.height + gap
    return placed
  })
}

/** A text that fits itself to its box gets a box of the height it would have at its largest size. */
function withHeight(text: TextElement, measureHeight: MeasureHeight): TextElement {
  const { fit: _fit, ...free } = text
  return { ...text, height: measureHeight(free) }
}
