import type { OwnFrame } from '../model/own-frame.ts'
import type { FrameElement } from '../model/schema.ts'
import type { SizePx } from './canvas-size-table.ts'
import type { Device, DeviceColour, DevicePart } from './device-table.ts'
import { findDevice } from './devices.ts'
import { planOwnFrame } from './own-frame-layout.ts'

/** A rectangle with its corner radii: top left, top right, bottom right, bottom left (the order of `roundRect`). */
export type RoundedRect = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly radii: readonly [number, number, number, number]
}

/**
 * Where the parts of a device frame lie, in fractions of the canvas width, measured from the top left of the element's
 * unrotated box. `buttons` stick out of the body and are drawn before it; `cutOuts` and `homeButton` on top of the
 * capture. `body` is absent for bezel `none`.
 */
export type FrameLayout = {
  readonly body?: RoundedRect
  readonly screen: RoundedRect
  readonly cutOuts: readonly RoundedRect[]
  readonly homeButton?: RoundedRect
  readonly buttons: readonly RoundedRect[]
  /** Stand or straps, from back to front, all behind the body. */
  readonly parts: readonly (RoundedRect & { readonly tone: DevicePart['tone'] })[]
  /** The slot of the earpiece above a screen with a round button below. */
  readonly earpiece?: RoundedRect
  /** A picture of the frame over the capture; absent for devices. */
  readonly overlay?: RoundedRect
  readonly colour: DeviceColour
  /** Width of the body's rim. */
  readonly edgeWidth: number
}

type Bezel = FrameElement['device']['bezel']

const thinBezel = 0.022
const buttonDepth = 0.011
const plainColour: DeviceColour = { id: 'graphite', name: 'Graphite', body: '#17181b', edge: '#4a4d55' }

/** Draws captures that fit no device: a plain rounded frame of the capture's own shape. */
export const plainDeviceId = 'plain'

/**
 * Body width / body height. Size a frame's box by it: `height = width / frameAspect(…)`. `undefined` for the device
 * means the plain frame around a screen of `plainScreenPx`.
 */
export function frameAspect(
  device: Device | undefined,
  bezel: Bezel,
  options: { landscape: boolean; plainScreenPx?: SizePx },
): number {
  const upright = planUpright(device, bezel, options.plainScreenPx)
  const aspect = upright.width / upright.height
  return options.landscape ? 1 / aspect : aspect
}

/**
 * Width / height of a frame as it lies. Without a known device: of the plain frame around `plainScreenPx`, or, where
 * that is not given, of the box it has.
 */
export function aspectOfFrame({ device, width, height }: FrameElement, plainScreenPx?: SizePx): number {
  const { ownFrame, deviceId, bezel, landscape } = device
  if (ownFrame !== undefined) return ownFrame.widthPx / ownFrame.heightPx
  const known = findDevice(deviceId)
  if (known === undefined && plainScreenPx === undefined) return width / Math.max(height, 1e-6)
  return frameAspect(known, bezel, { landscape, ...(plainScreenPx && { plainScreenPx }) })
}

/**
 * The parts of a frame in its box. A box of another aspect than the device's contains the whole device, centred; a
 * frame without a known device fills its box.
 */
export function planFrameLayout(frame: FrameElement): FrameLayout {
  const { device: options, width: boxWidth, height: boxHeight } = frame
  if (options.ownFrame !== undefined) return planOwnLayout(frame, options.ownFrame)
  const device = findDevice(options.deviceId)
  const landscape = options.landscape
  const uprightBox = landscape
    ? { width: boxHeight, height: boxWidth }
    : { width: boxWidth, height: boxHeight }
  const upright = planUpright(device, options.bezel, plainScreenOf(uprightBox, options.bezel))
  const scale = Math.min(uprightBox.width / upright.width, uprightBox.height / upright.height)
  const left = (uprightBox.width - upright.width * scale) / 2
  const top = (uprightBox.height - upright.height * scale) / 2

  const place = (rect: RoundedRect): RoundedRect => {
    const placed = moveRect(scaleRect(rect, scale), left, top)
    return landscape ? turnRect(placed, uprightBox.width) : placed
  }
  const corner = options.corner ?? device?.cornerRadius ?? plainCorner
  const screen = withRadius(upright.screen, Math.min(corner, 0.5))
  const parts = options.bezel === 'device' && device !== undefined ? planParts(device, upright) : noParts
  return {
    ...(upright.body === undefined ? {} : { body: place(bodyAround(upright.body, options.corner)) }),
    screen: place(screen),
    cutOuts:
      options.cutOut && device !== undefined
        ? planCutOuts(device, upright.screen, options.cutOutSide).map(place)
        : [],
    ...(parts.homeButton === undefined ? {} : { homeButton: place(parts.homeButton) }),
    ...(parts.earpiece === undefined ? {} : { earpiece: place(parts.earpiece) }),
    buttons: options.buttons === false ? [] : parts.buttons.map(place),
    parts: parts.parts.map((part) => ({ ...place(part), tone: part.tone })),
    colour: findColour(device, options.colour),
    edgeWidth: 0.006 * scale,
  }
}

function planOwnLayout(box: { width: number; height: number }, ownFrame: OwnFrame): FrameLayout {
  const { picture, screen, corner } = planOwnFrame(box, ownFrame)
  return {
    screen: createRect(screen, corner),
    overlay: createRect(picture, 0),
    cutOuts: [],
    buttons: [],
    parts: [],
    colour: plainColour,
    edgeWidth: 0,
  }
}

const plainCorner = 0.06
type Parts = {
  homeButton?: RoundedRect
  earpiece?: RoundedRect
  buttons: readonly RoundedRect[]
  parts: FrameLayout['parts']
}
const noParts: Parts = { buttons: [], parts: [] }

type Upright = { width: number; height: number; body?: RoundedRect; screen: RoundedRect }

/** The device upright, in fractions of its screen's width. */
function planUpright(device: Device | undefined, bezel: Bezel, plainScreenPx: SizePx | undefined): Upright {
  const screenPx = device?.screenPx ?? plainScreenPx ?? { widthPx: 9, heightPx: 16 }
  const screenHeight = screenPx.heightPx / screenPx.widthPx
  const around = pickBezel(device, bezel)
  const bodyWidth = 1 + 2 * around.side
  const bodyHeight = screenHeight + around.top + around.bottom
  const reach = bezel === 'device' ? measureParts(device?.parts ?? [], bodyWidth, bodyHeight) : noReach
  const width = bodyWidth + reach.left + reach.right
  const height = bodyHeight + reach.top + reach.bottom
  const at = { x: reach.left + around.side, y: reach.top + around.top }
  const screen = createRect({ ...at, width: 1, height: screenHeight }, 0)
  if (bezel === 'none') return { width, height, screen }
  const screenRadius = device?.cornerRadius ?? plainCorner
  const radius = bezel === 'device' && device !== undefined ? device.bodyRadius : screenRadius + around.side
  const body = createRect({ x: reach.left, y: reach.top, width: bodyWidth, height: bodyHeight }, radius)
  return { width, height, screen, body }
}

const noReach = { left: 0, top: 0, right: 0, bottom: 0 }

/** How far stand or straps reach beyond the body on each side. */
function measureParts(parts: readonly DevicePart[], bodyWidth: number, bodyHeight: number): typeof noReach {
  return parts.reduce(
    (reach, part) => ({
      left: Math.max(reach.left, -part.x),
      top: Math.max(reach.top, -part.y),
      right: Math.max(reach.right, part.x + part.width - bodyWidth),
      bottom: Math.max(reach.bottom, part.y + part.height - bodyHeight),
    }),
    noReach,
  )
}

function pickBezel(device: Device | undefined, bezel: Bezel): Device['bezel'] {
  if (bezel === 'none') return { side: 0, top: 0, bottom: 0 }
  if (bezel === 'device' && device !== undefined) return device.bezel
  return { side: thinBezel, top: thinBezel, bottom: thinBezel }
}

/** The plain frame takes the shape of its box, so the capture decides and nothing is cropped. */
function plainScreenOf(box: { width: number; height: number }, bezel: Bezel): SizePx {
  const around = bezel === 'none' ? 0 : thinBezel
  const screenWidth = box.width / (1 + 2 * around)
  return {
    widthPx: screenWidth,
    heightPx: Math.max(box.height - 2 * around * screenWidth, screenWidth * 0.01),
  }
}

/** A corner radius set by the user changes the body's corner by as much, so that the bezel stays even. */
function bodyAround(body: RoundedRect, corner: number | undefined): RoundedRect {
  if (corner === undefined) return body
  const side = (body.width - 1) / 2
  return withRadius(body, Math.min(corner + side, body.width / 2))
}

function planCutOuts(
  device: Device,
  screen: RoundedRect,
  side: FrameElement['device']['cutOutSide'],
): readonly RoundedRect[] {
  const { cutOut } = device
  const middle = screen.x + screen.width / 2
  switch (cutOut.kind) {
    case 'none':
      return []
    case 'island': {
      const { width, height, top } = cutOut
      return [createRect({ x: middle - width / 2, y: screen.y + top, width, height }, height / 2)]
    }
    case 'notch': {
      const { width, height, radius } = cutOut
      const rect = createRect({ x: middle - width / 2, y: screen.y, width, height }, radius)
      return [{ ...rect, radii: [0, 0, radius, radius] }]
    }
    case 'hole': {
      const { diameter, top } = cutOut
      const aside = top + diameter * 0.9
      const centre = { left: screen.x + aside, centre: middle, right: screen.x + screen.width - aside }[
        side ?? 'centre'
      ]
      const rect = { x: centre - diameter / 2, y: screen.y + top, width: diameter, height: diameter }
      return [createRect(rect, diameter / 2)]
    }
  }
}

function planParts(device: Device, { body }: Upright): Parts {
  if (body === undefined) return noParts
  const buttons = device.buttons.map((button) => {
    const x = button.side === 'left' ? body.x - buttonDepth : body.x + body.width - buttonDepth
    const rect = {
      x,
      y: body.y + button.from * body.height,
      width: 2 * buttonDepth,
      height: button.length * body.height,
    }
    return createRect(rect, buttonDepth * 0.6)
  })
  const parts = (device.parts ?? []).map((part) => ({ ...part, x: body.x + part.x, y: body.y + part.y }))
  if (device.homeButton === undefined) return { buttons, parts }
  const diameter = device.homeButton
  const middle = body.x + body.width / 2
  const centreY = body.y + body.height - device.bezel.bottom / 2
  const button = { x: middle - diameter / 2, y: centreY - diameter / 2, width: diameter, height: diameter }
  const slot = { width: diameter * 0.85, height: diameter * 0.085 }
  const earpiece = { ...slot, x: middle - slot.width / 2, y: body.y + (device.bezel.top - slot.height) / 2 }
  return {
    buttons,
    parts,
    homeButton: createRect(button, diameter / 2),
    ...(device.family === 'iphone' ? { earpiece: createRect(earpiece, slot.height / 2) } : {}),
  }
}

function findColour(device: Device | undefined, colourId: string): DeviceColour {
  if (ownColour.test(colourId))
    return { id: colourId, name: 'Own colour', body: colourId, edge: darken(colourId) }
  return device?.colours.find((colour) => colour.id === colourId) ?? device?.colours[0] ?? plainColour
}

const ownColour = /^#[0-9a-f]{6}$/i

/** The rim of a body in a custom colour. */
function darken(colour: string): string {
  const channel = (at: number) => Math.round(Number.parseInt(colour.slice(at, at + 2), 16) * 0.72)
  return `#${[1, 3, 5].map((at) => channel(at).toString(16).padStart(2, '0')).join('')}`
}

type Rect = { x: number; y: number; width: number; height: number }

const createRect = (rect: Rect, radius: number): RoundedRect => ({
  ...rect,
  radii: [radius, radius, radius, radius],
})

const withRadius = (rect: RoundedRect, radius: number): RoundedRect => createRect(rect, radius)

const moveRect = (rect: RoundedRect, dx: number, dy: number): RoundedRect => ({
  ...rect,
  x: rect.x + dx,
  y: rect.y + dy,
})

function scaleRect({ x, y, width, height, radii: [a, b, c, d] }: RoundedRect, by: number): RoundedRect {
  const radii = [a * by, b * by, c * by, d * by] as const
  return { x: x * by, y: y * by, width: width * by, height: height * by, radii }
}

/** A quarter turn counter-clockwise: the device's top comes to lie on the left. */
function turnRect(
  { x, y, width, height, radii: [a, b, c, d] }: RoundedRect,
  uprightWidth: number,
): RoundedRect {
  return { x: y, y: uprightWidth - x - width, width: height, height: width, radii: [b, c, d, a] }
}
