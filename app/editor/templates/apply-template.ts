import { planCaptionSize } from '#app/document/catalogue/screen-layout.ts'
import { createFrame } from '#app/document/edits/create-element.ts'
import { planEmptyCapture } from '#app/document/edits/create-screen.ts'
import type { CanvasSizeId, ElementId, MintId } from '#app/document/model/ids.ts'
import { listOrdered, orderBefore, orderBetween } from '#app/document/model/ordered.ts'
import type { Element, FrameElement, Screen, TextElement } from '#app/document/model/schema.ts'
import type { CaptionSlot, FrameSlot, Template } from './templates.ts'

type TemplateContext = {
  canvasSizeId: CanvasSizeId
  /** In fractions of the canvas width. */
  canvasHeight: number
  mint: MintId
  measureHeight: (text: TextElement) => number
}

type Item = { id: ElementId; item: Element }

/**
 * Lays a screen out anew. Captures and texts stay: a device without a place in the layout is hidden, and returns with
 * the next layout that has one. Shapes and pictures are unchanged.
 */
export function applyTemplate(screen: Screen, template: Template, context: TemplateContext): Screen {
  const inOrder: readonly Item[] = listOrdered<ElementId, Element>(screen.elements)
  const elements: Record<ElementId, Element> = { ...screen.elements }
  const frames = pickFrames(screen, inOrder, template, context)
  for (const { id, item } of frames) elements[id] = item
  for (const { id, item } of layCaptions(inOrder, template.caption, context)) elements[id] = item
  return { ...screen, elements }
}

function pickFrames(
  screen: Screen,
  inOrder: readonly Item[],
  template: Template,
  context: TemplateContext,
): readonly { id: ElementId; item: FrameElement }[] {
  const isFilled = (frame: FrameElement) => Object.keys(frame.mediaByLocale).length > 0
  const known = inOrder
    .flatMap(({ id, item }) => (item.type === 'frame' ? [{ id, item }] : []))
    .sort(
      (a, b) =>
        Number(isFilled(b.item)) - Number(isFilled(a.item)) ||
        Number(b.item.visible) - Number(a.item.visible),
    )
  // The front device of a pair shows the first capture.
  const slots = [...template.frames].reverse()
  const placed = slots.map((slot, index) => {
    const known1 = known[index]
    const frame = known1?.item ?? createSpareFrame(screen, inOrder, context)
    return {
      id: known1?.id ?? (context.mint() as ElementId),
      item: placeFrame(frame, slot, context.canvasHeight),
    }
  })
  const orders = placed.map(({ item }) => item.order).sort()
  const stacked = placed.map(({ id, item }, index) => ({
    id,
    item: { ...item, order: orders[placed.length - 1 - index] ?? item.order },
  }))
  const spare = known.slice(slots.length).map(({ id, item }) => ({ id, item: { ...item, visible: false } }))
  return [...stacked, ...spare]
}

/** Another frame of the screen's device, empty, right below the first one. */
function createSpareFrame(
  screen: Screen,
  inOrder: readonly Item[],
  { canvasSizeId }: TemplateContext,
): FrameElement {
  const found = inOrder.find(({ item }) => item.type === 'frame')
  const model = found?.item
  const order =
    found === undefined
      ? orderBetween(undefined, inOrder[0]?.item.order)
      : orderBefore(screen.elements, found.id)
  if (model?.type === 'frame') return { ...model, order, mediaByLocale: {}, pan: { x: 0, y: 0 }, zoom: 1 }
  const { deviceId, landscape } = planEmptyCapture(canvasSizeId, screen.orientation)
  return createFrame({ order, x: 0, y: 0, width: 0.6, deviceId, landscape })
}

function placeFrame(frame: FrameElement, slot: FrameSlot, canvasHeight: number): FrameElement {
  const area = {
    x: slot.area.x,
    y: slot.area.y * canvasHeight,
    width: slot.area.width,
    height: slot.area.height * canvasHeight,
  }
  const aspect = frame.width / Math.max(frame.height, 1e-6)
  const width = slot.fit === 'width' ? area.width : Math.min(area.width, area.height * aspect)
  const height = width / aspect
  const free = area.height - height
  // A device shorter than its area (one in landscape) is centred in it.
  const anchor = slot.fit === 'width' && free > 0 ? 'middle' : slot.anchor
  const y = area.y + { top: 0, middle: free / 2, bottom: free }[anchor]
  return {
    ...frame,
    x: area.x + (area.width - width) / 2,
    y,
    width,
    height,
    rotation: slot.rotation ?? 0,
    tilt: slot.tilt ?? { x: 0, y: 0 },
    visible: true,
  }
}

/** The first caption sets the scale; the others keep their proportion to it and follow below. */
function layCaptions(
  inOrder: readonly Item[],
  slot: CaptionSlot | undefined,
  { canvasHeight, measureHeight }: TemplateContext,
): readonly { id: ElementId; item: TextElement }[] {
  const captions = inOrder
    .flatMap(({ id, item }) => (item.type === 'text' ? [{ id, item }] : []))
    .sort((a, b) => b.item.style.size - a.item.style.size)
  if (slot === undefined) return captions.map(({ id, item }) => ({ id, item: { ...item, visible: false } }))
  const largest = captions[0]?.item.style.size ?? 1
  const scale = (planCaptionSize(canvasHeight) * slot.size) / Math.max(largest, 1e-6)
  const gap = 0.014 * canvasHeight
  const laid = captions.map(({ id, item }) => {
    const style = { ...item.style, size: item.style.size * scale, align: slot.align }
    const text = { ...item, x: slot.area.x, width: slot.area.width, rotation: 0, visible: true, style }
    return { id, item: { ...text, height: measureHeight(text) } }
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
