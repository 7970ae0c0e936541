import type { CanvasStore } from '#app/document/catalogue/canvas-size-table.ts'
import { planDevice } from '#app/document/catalogue/devices.ts'
import { plainDeviceId } from '#app/document/catalogue/frame-layout.ts'
import { createFrame, createImage, createShape } from '#app/document/edits/create-element.ts'
import { cutText } from '#app/document/model/cut-text.ts'
import type { ElementId, Locale, MediaId, MintId, ScreenId } from '#app/document/model/ids.ts'
import { orderBetween } from '#app/document/model/order-key.ts'
import type { Element, FrameElement, Orientation, Screen } from '#app/document/model/schema.ts'
import { clamp, convertBackground, withOpacity } from './appscreen-background.ts'
import type { AppscreenPicture } from './appscreen-pictures.ts'
import type {
  AppscreenElement,
  AppscreenPlacement,
  AppscreenProject,
  AppscreenScreenshot,
} from './appscreen-schema.ts'
import { convertFreeText, convertTexts, type TextOptions } from './appscreen-text.ts'

export type ScreenOptions = TextOptions & {
  store: CanvasStore | undefined
  orientation: Orientation
  defaults: AppscreenProject['defaults']
  findPicture: (source: string | null) => AppscreenPicture | undefined
  mint: MintId
}

/** A screenshot with its background, its picture in every language, its texts and what else lies on it. */
export function convertScreen(
  shot: AppscreenScreenshot,
  place: { order: string; number: number },
  options: ScreenOptions,
): Screen {
  const { mint, defaults, orientation, leaveOut } = options
  const layer = (name: string) =>
    shot.elements.flatMap((element) => (element.layer === name ? convertElement(element, options) : []))
  const frame = convertPicture(shot, options)
  const elements = [
    ...layer('behind-screenshot'),
    ...(frame === undefined ? [] : [frame]),
    ...layer('above-screenshot'),
    ...convertTexts(shot.text ?? defaults.text, options),
    ...layer('above-text'),
  ]
  for (const _one of shot.popouts) leaveOut('pop-out')
  for (const _one of shot.devices) leaveOut('further device')
  let order: string | undefined
  const ordered = elements.map((element): [ElementId, Element] => {
    order = orderBetween(order, undefined)
    return [mint() as ElementId, { ...element, order }]
  })
  return {
    id: mint() as ScreenId,
    order: place.order,
    name: cutText(shot.name.replace(/\.\w{2,4}$/, ''), 200) || `Screen ${place.number}`,
    orientation,
    background: convertBackground(shot.background ?? defaults.background, options),
    elements: Object.fromEntries(ordered),
  }
}

function convertPicture(shot: AppscreenScreenshot, options: ScreenOptions): FrameElement | undefined {
  const { locales, findPicture, defaults, leaveOut } = options
  const [first] = locales.values()
  const named = Object.entries(shot.localizedImages).map(([language, { src }]) => ({
    locale: locales.get(language),
    src,
  }))
  const given = named.length > 0 ? named : [{ locale: first, src: shot.src }]
  const found = given.flatMap(({ locale, src }) => {
    const picture = findPicture(src)
    if (src && picture === undefined) leaveOut('picture that is not in the file or cannot be read')
    return locale === undefined || picture === undefined ? [] : [{ locale, picture }]
  })
  const [main] = found
  if (main === undefined) return undefined
  const mediaByLocale = Object.fromEntries(
    found.map(({ locale, picture }): [Locale, MediaId] => [locale, picture.id]),
  )
  return placeFrame(main.picture, shot.screenshot ?? defaults.screenshot, { ...options, mediaByLocale })
}

type FrameOptions = ScreenOptions & { mediaByLocale: Record<Locale, MediaId> }

/** A plain picture there, or one with a border: here a device's screen, or a slim frame around it. */
function placeFrame(
  { sizePx }: AppscreenPicture,
  placement: AppscreenPlacement,
  { canvasHeight, widthPx, store, mediaByLocale, leaveOut }: FrameOptions,
): FrameElement {
  const { scale, use3D, rotation3D, shadow, frame: border } = placement
  if (placement.perspective !== 0) leaveOut('slanted picture')
  const aspect = sizePx.widthPx / sizePx.heightPx
  const share = Math.max(scale, 1) / 100
  const height = Math.min(share / aspect, canvasHeight * share)
  const width = height * aspect
  const shift = (space: number, size: number, percent: number) =>
    (space - size) / 2 + (percent / 100 - 0.5) * Math.max(space - size, space * 0.15)
  const plan = planDevice(sizePx, store)
  const frame = createFrame({
    deviceId: plan.kind === 'none' ? plainDeviceId : plan.device.id,
    landscape: plan.landscape,
    bezel: use3D ? 'device' : border.enabled ? 'thin' : 'none',
    ...(border.enabled && !use3D ? { colour: border.color } : {}),
    ...(plan.kind === 'none' ? { plainScreenPx: sizePx } : {}),
    order: '',
    x: shift(1, width, placement.x),
    y: shift(canvasHeight, height, placement.y),
    width,
    mediaByLocale,
  })
  const { shadow: _usual, ...plain } = frame
  return {
    ...plain,
    rotation: use3D ? rotation3D.z : placement.rotation,
    device: use3D
      ? frame.device
      : { ...frame.device, cutOut: false, corner: clamp(placement.cornerRadius / 400) },
    tilt: use3D ? { x: limitTilt(rotation3D.y), y: limitTilt(rotation3D.x) } : frame.tilt,
    ...(shadow.enabled
      ? {
          shadow: {
            x: shadow.x / widthPx,
            y: shadow.y / widthPx,
            blur: Math.max(shadow.blur, 0) / widthPx,
            colour: withOpacity(shadow.color, shadow.opacity),
          },
        }
      : {}),
  }
}

const limitTilt = (degrees: number) => Math.min(Math.max(degrees, -60), 60)

function convertElement(element: AppscreenElement, options: ScreenOptions): Element[] {
  const { canvasHeight, widthPx, locales, findPicture, leaveOut } = options
  const width = Math.max(element.width / 100, 0.005)
  const centre = { x: element.x / 100, y: (canvasHeight * element.y) / 100 }
  const look = { rotation: element.rotation, opacity: clamp(element.opacity / 100) }
  const box = (height: number) => ({
    order: '',
    ...(element.name ? { name: cutText(element.name, 200) } : {}),
    x: centre.x - width / 2,
    y: centre.y - height / 2,
    width,
    height,
  })
  switch (element.type) {
    case 'text': {
      const text = convertFreeText(element, options)
      return text === undefined ? [] : [{ ...text, ...look }]
    }
    case 'emoji':
      if (element.emoji === '' || element.emoji.length > 64) return []
      return [
        { ...createShape({ ...box(width), shape: 'emoji', fill: '#ffffff', emoji: element.emoji }), ...look },
      ]
    case 'shape': {
      const height = (canvasHeight * Math.max(element.height ?? element.width, 0)) / 100
      const shape = element.shapeType === 'ellipse' ? 'ellipse' : 'rectangle'
      const corner = Math.max(element.cornerRadius, 0) / widthPx
      return [{ ...createShape({ ...box(height), shape, fill: element.fill, corner }), ...look }]
    }
    default: {
      const picture = findPicture(element.src)
      const [first] = locales.values()
      if (picture === undefined || first === undefined) {
        leaveOut(element.type === 'icon' ? 'icon' : 'picture that is not in the file or cannot be read')
        return []
      }
      const { widthPx: own, heightPx } = picture.sizePx
      const image = createImage({
        ...box((width * heightPx) / own),
        mediaByLocale: { [first]: picture.id },
        picturePx: picture.sizePx,
      })
      return [{ ...image, ...look }]
    }
  }
}
