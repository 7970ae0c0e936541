import type { SizePx } from '../catalogue/canvas-size-table.ts'
import { findDevice } from '../catalogue/devices.ts'
import { frameAspect } from '../catalogue/frame-layout.ts'
import type { Locale, MediaId } from '../model/ids.ts'
import type { FrameElement, ImageElement, ShapeElement, TextElement, TextStyle } from '../model/schema.ts'

/** Lengths are fractions of the canvas width. `order` comes from `orderBetween`, ids from the caller's map. */
type Placement = { order: string; x: number; y: number; width: number; name?: string }

type Bezel = FrameElement['device']['bezel']

/** The height follows from the device. An unknown device is a plain rounded frame of the shape of `plainScreenPx`. */
export function createFrame(
  options: Placement & {
    deviceId: string
    landscape: boolean
    bezel?: Bezel
    colour?: string
    mediaByLocale?: Record<Locale, MediaId>
    plainScreenPx?: SizePx
  },
): FrameElement {
  const { deviceId, landscape, bezel = 'device', plainScreenPx } = options
  const aspect = frameAspect(findDevice(deviceId), bezel, {
    landscape,
    ...(plainScreenPx === undefined ? {} : { plainScreenPx }),
  })
  return {
    type: 'frame',
    ...createBase(options, 'Device', options.width / aspect),
    device: { deviceId, colour: options.colour ?? 'graphite', bezel, cutOut: true, landscape },
    mediaByLocale: options.mediaByLocale ?? {},
    pan: { x: 0, y: 0 },
    zoom: 1,
    tilt: { x: 0, y: 0 },
    shadow: { x: 0, y: 0.022, blur: 0.06, colour: '#00000059' },
  }
}

/** `height` is an estimate of two lines until the drawing code has measured the text. */
export function createText(
  options: Placement & { contentByLocale: Record<Locale, string>; style?: Partial<TextStyle> },
): TextElement {
  const style = { ...defaultTextStyle, ...options.style }
  return {
    type: 'text',
    ...createBase(options, 'Text', style.size * style.lineHeight * 2),
    contentByLocale: options.contentByLocale,
    style,
  }
}

export const defaultTextStyle: TextStyle = {
  family: 'Inter',
  size: 0.085,
  weight: 700,
  colour: '#ffffff',
  align: 'center',
  lineHeight: 1.12,
  letterSpacing: -0.022,
}

export const shapeNames: Readonly<Record<ShapeElement['shape'], string>> = {
  rectangle: 'Rectangle',
  ellipse: 'Ellipse',
  line: 'Line',
  arrow: 'Arrow',
  star: 'Star',
  polygon: 'Polygon',
  badge: 'Badge',
  laurel: 'Laurel',
  rating: 'Rating',
  drawing: 'Drawing',
  emoji: 'Emoji',
  lens: 'Magnifier',
}

export function createShape(
  options: Placement & { height: number; shape: ShapeElement['shape']; fill: string } & Partial<
      Pick<ShapeElement, 'corner' | 'drawing' | 'emoji' | 'lens' | 'stroke' | 'shadow'>
    >,
): ShapeElement {
  const { shape, fill, corner, drawing, emoji, lens, stroke, shadow } = options
  return {
    type: 'shape',
    ...createBase(options, shapeNames[shape], options.height),
    shape,
    fill,
    ...(corner === undefined ? {} : { corner }),
    ...(drawing === undefined ? {} : { drawing }),
    ...(emoji === undefined ? {} : { emoji }),
    ...(lens === undefined ? {} : { lens }),
    ...(stroke === undefined ? {} : { stroke }),
    ...(shadow === undefined ? {} : { shadow }),
  }
}

/** The height follows from the picture, so that nothing is cropped at first. */
export function createImage(
  options: Placement & { mediaByLocale: Record<Locale, MediaId>; picturePx: SizePx },
): ImageElement {
  const { widthPx, heightPx } = options.picturePx
  return {
    type: 'image',
    ...createBase(options, 'Picture', (options.width * heightPx) / widthPx),
    mediaByLocale: options.mediaByLocale,
    fit: 'cover',
  }
}

function createBase(options: Placement, defaultName: string, height: number) {
  const { order, x, y, width, name = defaultName } = options
  return { order, name, x, y, width, height, rotation: 0, opacity: 1, visible: true, locked: false }
}
