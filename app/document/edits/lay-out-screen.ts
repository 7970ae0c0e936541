import { getCanvasHeight, listOrientations } from '../catalogue/canvas-sizes.ts'
import { findDevice } from '../catalogue/devices.ts'
import { frameAspect } from '../catalogue/frame-layout.ts'
import { planCaptionSize } from '../catalogue/screen-layout.ts'
import type { ElementId } from '../model/ids.ts'
import type { Element, FrameElement, Screen, TextElement } from '../model/schema.ts'
import { estimateTextHeight, type MeasureHeight } from './estimate-text-height.ts'
import { refitScreen } from './refit-screen.ts'
import { stackCaptions } from './stack-captions.ts'
import { type CanvasPlace, swapDevice } from './swap-device.ts'

type LayOutOptions = { from: CanvasPlace; to: CanvasPlace; measureHeight?: MeasureHeight }
type Area = { x: number; y: number; width: number; height: number }
type Items<Kind> = readonly { id: ElementId; item: Kind }[]

/**
 * Lays a design out on another canvas, with the device of its class. A canvas of nearly the same shape keeps the
 * composition; on another, captions and devices get places that suit it. Nothing covers a caption that was not covered
 * before.
 */
export function layOutScreen(
  screen: Screen,
  { from, to, measureHeight = estimateTextHeight }: LayOutOptions,
): Screen {
  const fromHeight = getCanvasHeight(from.canvasSizeId, from.orientation)
  const toHeight = getCanvasHeight(to.canvasSizeId, to.orientation)
  const swapped = mapElements(screen, (element) =>
    element.type === 'frame' ? swapDevice(element, from, to) : element,
  )
  const refit = { ...refitScreen(swapped, fromHeight, toHeight), orientation: to.orientation }
  const change = Math.max(toHeight / fromHeight, fromHeight / toHeight)
  return change <= sameComposition
    ? keepComposition(refit, { canvasHeight: toHeight, measureHeight })
    : composeAnew(refit, { canvasHeight: toHeight, measureHeight, isBelow: standsBelow(screen, fromHeight) })
}

/** The orientation of a design on a size: its own where the store accepts it. */
export function pickOrientation(
  canvasSizeId: CanvasPlace['canvasSizeId'],
  requested: CanvasPlace['orientation'],
) {
  const taken = listOrientations(canvasSizeId)
  return taken.includes(requested) ? requested : (taken[0] ?? requested)
}

const sameComposition = 1.35

type Canvas = { canvasHeight: number; measureHeight: MeasureHeight }

/** Devices take their own shape inside their box; captions move apart, and devices below make space for them. */
function keepComposition(screen: Screen, { canvasHeight, measureHeight }: Canvas): Screen {
  const captions = listCaptions(screen)
  const elements = { ...screen.elements }
  let floor: number | undefined
  for (const { id, item } of captions) {
    const height = measureHeight(item)
    const y = floor === undefined ? item.y : Math.max(item.y, floor)
    elements[id] = { ...item, y, height }
    floor = y + height + item.style.size * 0.25
  }
  const measured = { ...screen, elements }
  return mapElements(measured, (element) =>
    element.type === 'frame'
      ? fitBelow(element, { captions: listCaptions(measured), screen, canvasHeight })
      : element,
  )
}

function fitBelow(
  frame: FrameElement,
  { captions, screen, canvasHeight }: { captions: Items<TextElement>; screen: Screen; canvasHeight: number },
): FrameElement {
  const fitted = fitInside(frame, frame)
  const above = captions.filter(({ id }) => {
    const before = screen.elements[id]
    return before !== undefined && before.y + before.height / 2 < frame.y
  })
  const bottom = Math.max(0, ...above.map(({ item }) => item.y + item.height + item.style.size * 0.3))
  if (bottom <= fitted.y) return fitted
  // A device that hangs over the lower edge keeps its size and moves further down.
  if (fitted.y + fitted.height > canvasHeight) return { ...fitted, y: bottom }
  const space = { ...fitted, y: bottom, height: Math.max(fitted.y + fitted.height - bottom, 0.05) }
  return fitInside(fitted, space)
}

function composeAnew(screen: Screen, canvas: Canvas & { isBelow: boolean }): Screen {
  const { canvasHeight, measureHeight, isBelow } = canvas
  const frames = listFrames(screen)
  const isBeside =
    canvasHeight < 0.95 && (frames.every(({ item }) => aspectOf(item) < 1) || canvasHeight < 0.52)
  const captions = stackCaptions(listCaptions(screen), {
    ...planCaptions(canvasHeight, { isBeside, isBelow, isAlone: frames.length === 0 }),
    measureHeight,
  })
  const stage = isBeside ? planBeside(canvasHeight) : planRest(canvasHeight, { isBelow, captions })
  const width = stage.width / Math.max(frames.length, 1)
  const placed = frames.map(({ id, item }, index) => {
    const column = { ...stage, x: stage.x + index * width, width: width * (frames.length > 1 ? 0.94 : 1) }
    return {
      id,
      item: { ...fitInside(item, column), rotation: Math.abs(item.rotation) > 12 ? 0 : item.rotation },
    }
  })
  const elements = { ...screen.elements }
  for (const { id, item } of [...captions, ...placed]) elements[id] = item
  return { ...screen, elements }
}

const margin = 0.05
/** Maximum share of an upright canvas for captions; the device gets the rest. */
const maxCaptionShare = 0.3

/** Beside an upright device on a wide canvas; else above or below the device. */
function planCaptions(
  canvasHeight: number,
  { isBeside, isBelow, isAlone }: { isBeside: boolean; isBelow: boolean; isAlone: boolean },
) {
  const size = planCaptionSize(canvasHeight)
  if (isBeside) {
    const y = 0.09 * canvasHeight
    const area = { x: 0.06, y, width: isAlone ? 0.88 : 0.46, height: canvasHeight - 2 * y }
    return { area, size: size * 1.25, align: 'left' as const, anchor: 'middle' as const }
  }
  const height = (isAlone ? 0.9 : maxCaptionShare) * canvasHeight
  const y = isBelow ? canvasHeight * (1 - margin) - height : canvasHeight * margin
  const anchor = isAlone ? ('middle' as const) : isBelow ? ('bottom' as const) : ('top' as const)
  return { area: { x: 0.07, y, width: 0.86, height }, size, anchor }
}

function planBeside(canvasHeight: number): Area {
  const y = 0.08 * canvasHeight
  return { x: 0.56, y, width: 0.38, height: canvasHeight - 2 * y }
}

/** The part of the canvas not covered by captions. */
function planRest(
  canvasHeight: number,
  { isBelow, captions }: { isBelow: boolean; captions: Items<TextElement> },
): Area {
  const gap = 0.04 * canvasHeight
  const edge = 0.035 * canvasHeight
  const ends = captions.map(({ item }) => (isBelow ? item.y : item.y + item.height))
  const top = isBelow ? edge : Math.max(edge, ...ends.map((end) => end + gap))
  const bottom = isBelow
    ? Math.min(canvasHeight - edge, ...ends.map((end) => end - gap))
    : canvasHeight - edge
  return { x: 0.07, y: top, width: 0.86, height: Math.max(bottom - top, 0.05) }
}

/** The largest box of the device in the middle of the area. */
function fitInside(frame: FrameElement, area: Area): FrameElement {
  const aspect = aspectOf(frame)
  const width = Math.min(area.width, area.height * aspect)
  const height = width / aspect
  const x = area.x + (area.width - width) / 2
  return { ...frame, x, y: area.y + (area.height - height) / 2, width, height }
}

function aspectOf({ device, width, height }: FrameElement): number {
  const known = findDevice(device.deviceId)
  if (known === undefined) return width / Math.max(height, 1e-6)
  return frameAspect(known, device.bezel, { landscape: device.landscape })
}

function standsBelow(screen: Screen, canvasHeight: number): boolean {
  const [first] = listCaptions(screen)
  return first !== undefined && first.item.y + first.item.height / 2 > canvasHeight / 2
}

function listCaptions(screen: Screen): Items<TextElement> {
  return (Object.entries(screen.elements) as [ElementId, Element][])
    .flatMap(([id, item]) => (item.type === 'text' && item.visible ? [{ id, item }] : []))
    .sort((a, b) => a.item.y - b.item.y || b.item.style.size - a.item.style.size)
}

function listFrames(screen: Screen): Items<FrameElement> {
  return (Object.entries(screen.elements) as [ElementId, Element][])
    .flatMap(([id, item]) => (item.type === 'frame' && item.visible ? [{ id, item }] : []))
    .sort((a, b) => a.item.x - b.item.x)
}

function mapElements(screen: Screen, change: (element: Element) => Element): Screen {
  const entries = Object.entries<Element>(screen.elements).map(([id, element]) => [id, change(element)])
  return { ...screen, elements: Object.fromEntries(entries) as Screen['elements'] }
}
