import type { SizePx } from '../catalogue/canvas-size-table.ts'
import { findCanvasSize, findStore, getCanvasHeight } from '../catalogue/canvas-sizes.ts'
import { planDevice } from '../catalogue/devices.ts'
import { plainDeviceId } from '../catalogue/frame-layout.ts'
import { planFrameBox, planScreenLayout } from '../catalogue/screen-layout.ts'
import { defaultScreenStyle, type ScreenStyle } from '../catalogue/screen-style.ts'
import type { CanvasSizeId, ElementId, Locale, MediaId, MintId, ScreenId } from '../model/ids.ts'
import { orderBetween } from '../model/order-key.ts'
import type { Element, FrameElement, Orientation, Screen, TextElement, TextStyle } from '../model/schema.ts'
import { bareFrame } from './bare-frame.ts'
import { createFrame, createText } from './create-element.ts'

export type CaptureToFrame = { deviceId: string; landscape: boolean; mediaId?: MediaId; sizePx?: SizePx }

/**
 * A screen with a caption on top and a large device below, filled when a capture is given; the capture alone for a slot that takes
 * nothing else.
 */
export function createScreen(options: {
  id: ScreenId
  order: string
  name: string
  canvasSizeId: CanvasSizeId
  orientation: Orientation
  locale: Locale
  mint: MintId
  headline: string
  capture?: CaptureToFrame
  screenStyle?: ScreenStyle
}): Screen {
  const {
    id,
    order,
    name,
    canvasSizeId,
    orientation,
    locale,
    mint,
    screenStyle = defaultScreenStyle,
  } = options
  const capture = options.capture ?? planEmptyCapture(canvasSizeId, orientation)
  const canvasHeight = getCanvasHeight(canvasSizeId, orientation)
  const frameOrder = orderBetween(undefined, undefined)
  const { size, ...sizelessStyle } = screenStyle.captionStyle
  const caption = createCaption({
    canvasHeight,
    order: orderBetween(frameOrder, undefined),
    contentByLocale: { [locale]: options.headline },
    style:
      size !== undefined && screenStyle.orientation === orientation
        ? screenStyle.captionStyle
        : sizelessStyle,
  })
  const frame = createCaptureFrame({ canvasHeight, order: frameOrder, capture, locale, screenStyle })
  const elements: Record<ElementId, Element> = findCanvasSize(canvasSizeId)?.isBare
    ? { [mint() as ElementId]: bareFrame(frame, canvasHeight) }
    : { [mint() as ElementId]: caption, [mint() as ElementId]: frame }
  return { id, order, name, orientation, background: screenStyle.background, elements }
}

/** The default device of the canvas, empty. */
export function planEmptyCapture(canvasSizeId: CanvasSizeId, orientation: Orientation): CaptureToFrame {
  const size = findCanvasSize(canvasSizeId)
  const landscape = orientation === 'landscape'
  if (size?.family === 'android-phone') return { deviceId: 'android-phone', landscape }
  if (size?.family === 'android-tablet') return { deviceId: 'android-tablet', landscape }
  // A window on a headset has no body; the slimmest screen is the closest.
  if (size?.family === 'tv' || size?.family === 'vision') return { deviceId: 'tv', landscape: true }
  if (size?.family === 'watch' && size.store === 'google-play') return { deviceId: 'watch', landscape: false }
  if (size?.family === 'chromebook') return { deviceId: 'laptop', landscape: true }
  if (size?.family === 'mac') return { deviceId: 'mac', landscape: true }
  const store = findStore(canvasSizeId)
  const phone = { deviceId: store === 'google-play' ? 'android-phone' : 'iphone-69', landscape: false }
  const canvasPx = size?.[orientation] ?? size?.portrait ?? size?.landscape
  if (canvasPx === undefined) return phone
  const plan = planDevice(canvasPx, store)
  return plan.kind === 'none' ? phone : { deviceId: plan.device.id, landscape: plan.landscape }
}

export function createCaption(options: {
  canvasHeight: number
  order: string
  contentByLocale: Record<Locale, string>
  style: Partial<TextStyle>
}): TextElement {
  const { caption } = planScreenLayout(options.canvasHeight)
  const { x, y, width, size } = caption
  const { order, contentByLocale } = options
  const style = { size, ...options.style }
  const text = createText({ order, name: 'Caption', x, y, width, contentByLocale, style })
  return { ...text, height: text.style.size * text.style.lineHeight * caption.lines }
}

export function createCaptureFrame(options: {
  canvasHeight: number
  order: string
  capture: CaptureToFrame
  locale: Locale
  screenStyle: ScreenStyle
}): FrameElement {
  const { order, capture, locale, screenStyle } = options
  const { deviceId, landscape, mediaId, sizePx } = capture
  const bezel = screenStyle.device?.bezel ?? 'device'
  const shape = {
    deviceId,
    landscape,
    bezel,
    ...(deviceId === plainDeviceId && sizePx !== undefined ? { plainScreenPx: sizePx } : {}),
  }
  const { x, y, width } = planFrameBox(planScreenLayout(options.canvasHeight).stage, shape)
  return createFrame({
    ...shape,
    order,
    x,
    y,
    width,
    ...(screenStyle.device === undefined ? {} : { colour: screenStyle.device.colour }),
    ...(mediaId === undefined ? {} : { mediaByLocale: { [locale]: mediaId } }),
  })
}
