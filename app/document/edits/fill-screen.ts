import type { SizePx } from '../catalogue/canvas-size-table.ts'
import { findCanvasSize, getCanvasHeight, getCanvasPx } from '../catalogue/canvas-sizes.ts'
import { plainDeviceId } from '../catalogue/frame-layout.ts'
import { planFrameBox, planScreenLayout } from '../catalogue/screen-layout.ts'
import { screenStyleOf } from '../catalogue/screen-style.ts'
import type { CanvasSizeId, ElementId, Locale, MediaId, MintId } from '../model/ids.ts'
import { isEmptyFrame, isEmptyScreen } from '../model/is-empty-screen.ts'
import { orderBetween } from '../model/order-key.ts'
import { listOrdered } from '../model/ordered.ts'
import type { FrameElement, Orientation, Screen } from '../model/schema.ts'
import { bareFrame } from './bare-frame.ts'
import { type CaptureToFrame, createCaptureFrame } from './create-screen.ts'
import { fitFrameInBox } from './refit-screen.ts'
import { turnScreen } from './turn-screen.ts'

export type FilledBy = CaptureToFrame & { sizePx: SizePx }

/**
 * Puts a capture into the named frame, else into the first empty one, else into the first; a screen without a frame gets
 * one below everything else. An empty screen turns to the capture's orientation; a filled one keeps the user's layout.
 */
export function fillScreen(
  screen: Screen,
  options: {
    capture: FilledBy
    orientation: Orientation
    canvasSizeId: CanvasSizeId
    locale: Locale
    mint: MintId
    elementId?: ElementId
  },
): Screen {
  const { canvasSizeId, locale, mint } = options
  const isBare = findCanvasSize(canvasSizeId)?.isBare === true
  const capture = isBare ? toBare(options.capture, options) : options.capture
  const turns = isEmptyScreen(screen) && screen.orientation !== options.orientation
  const turned = turns ? turnScreen(screen, canvasSizeId, options) : screen
  const canvasHeight = getCanvasHeight(canvasSizeId, turned.orientation)
  const frameId = findFrameToFill(turned, options.elementId)
  const frame = frameId === undefined ? undefined : turned.elements[frameId]
  if (frameId === undefined || frame?.type !== 'frame') {
    const order = orderBetween(undefined, listOrdered(turned.elements)[0]?.item.order)
    const added = createCaptureFrame({
      canvasHeight,
      order,
      capture,
      locale,
      screenStyle: screenStyleOf(turned),
    })
    const whole = isBare ? bareFrame(added, canvasHeight) : added
    return { ...turned, elements: { ...turned.elements, [mint() as ElementId]: whole } }
  }
  const isUntouched = turns || standsWhereCreated(frame, canvasHeight)
  const box = isUntouched
    ? {
        ...frame,
        ...planFrameBox(planScreenLayout(canvasHeight).stage, {
          ...shapeOf(capture),
          bezel: frame.device.bezel,
        }),
      }
    : frame
  return { ...turned, elements: { ...turned.elements, [frameId]: fillFrame(box, capture, locale) } }
}

/** Without a device: in the shape of the canvas. */
const toBare = (
  capture: FilledBy,
  { canvasSizeId, orientation }: { canvasSizeId: CanvasSizeId; orientation: Orientation },
): FilledBy => ({
  ...capture,
  deviceId: plainDeviceId,
  landscape: false,
  sizePx: getCanvasPx(canvasSizeId, orientation),
})

/** Puts captures into a picture, each in its language; the picture's box stays as it is. */
export function fillPicture(
  screen: Screen,
  elementId: ElementId,
  captures: readonly { mediaId: MediaId; locale: Locale }[],
): Screen {
  const picture = screen.elements[elementId]
  if (picture?.type !== 'image') return screen
  const added = Object.fromEntries(captures.map(({ mediaId, locale }) => [locale, mediaId]))
  const mediaByLocale = { ...picture.mediaByLocale, ...added }
  return { ...screen, elements: { ...screen.elements, [elementId]: { ...picture, mediaByLocale } } }
}

const shapeOf = ({ deviceId, landscape, sizePx }: FilledBy) => ({
  deviceId,
  landscape,
  ...(deviceId === plainDeviceId ? { plainScreenPx: sizePx } : {}),
})

/** An empty device that was never moved gets the place that a new one for the capture would get. */
function standsWhereCreated(frame: FrameElement, canvasHeight: number): boolean {
  const { deviceId, landscape, bezel } = frame.device
  if (!isEmptyFrame(frame) || frame.rotation !== 0) return false
  const created = planFrameBox(planScreenLayout(canvasHeight).stage, { deviceId, landscape, bezel })
  const isSame = (a: number, b: number) => Math.abs(a - b) < 1e-4
  return (['x', 'y', 'width', 'height'] as const).every((side) => isSame(frame[side], created[side]))
}

/** Keeps the position of the user's frame; its shape follows the new device. */
function fillFrame(frame: FrameElement, capture: FilledBy, locale: Locale): FrameElement {
  const { deviceId, landscape, mediaId, sizePx } = capture
  const mediaByLocale =
    mediaId === undefined ? frame.mediaByLocale : { ...frame.mediaByLocale, [locale]: mediaId }
  const device = { ...frame.device, deviceId, landscape }
  return { ...fitFrameInBox({ ...frame, device }, sizePx), mediaByLocale, pan: { x: 0, y: 0 }, zoom: 1 }
}

function findFrameToFill(screen: Screen, elementId: ElementId | undefined): ElementId | undefined {
  if (elementId !== undefined && screen.elements[elementId]?.type === 'frame') return elementId
  const frames = listOrdered(screen.elements).filter(({ item }) => item.type === 'frame')
  const empty = frames.find(({ item }) => item.type === 'frame' && isEmptyFrame(item))
  return (empty ?? frames[0])?.id
}
