import type { FrameElement } from '../model/schema.ts'
import type { SizePx } from './canvas-size-table.ts'
import type { Device, DeviceColour } from './device-table.ts'
import { findDevice } from './devices.ts'

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
 * Plans the drawing of a frame. A box of another aspect than the device's holds it whole and centred; a frame without a
 * known device fills its box.
 */
export function planFrameLayout(frame: FrameElement): FrameLayout {
  const { device: options, width: boxWidth, height: boxHeight } = frame
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
    cutOuts: options.cutOut && device !== undefined ? planCutOuts(device, upright.screen).map(place) : [],
    ...(parts.homeButton === undefined ? {} : { homeButton: place(parts.homeButton) }),
    buttons: parts.buttons.map(place),
    colour: findColour(device, options.colour),
    edgeWidth: 0.006 * scale,
  }
}

const plainCorner = 0.06
const noParts: { homeButton?: RoundedRect; buttons: readonly RoundedRect[] } = { buttons: [] }

type Upright = { width: number; height: number; body?: RoundedRect; screen: RoundedRect }

/** The device upright, in fractions of its screen's width. */
function planUpright(device: Device | undefined, bezel: Bezel, plainScreenPx: SizePx | undefined): Upright {
  const screenPx = device?.screenPx ?? plainScreenPx ?? { widthPx: 9, heightPx: 16 }
  const screenHeight = screenPx.heightPx / screenPx.widthPx
  const around = pickBezel(device, bezel)
  const width = 1 + 2 * around.side
  const height = screenHeight + around.top + around.bottom
  const screen = createRect({ x: around.side, y: around.top, width: 1, height: screenHeight }, 0)
  if (bezel === 'none') return { width, height, screen }
  const screenRadius = device?.cornerRadius ?? plainCorner
  const radius = bezel === 'device' && device !== undefined ? device.bodyRadius : screenRadius + around.side
  return { width, height, screen, body: createRect({ x: 0, y: 0, width, height }, radius) }
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

/** A corner the user set moves the body's corner along, so that the bezel stays even. */
function bodyAround(body: RoundedRect, corner: number | undefined): RoundedRect {
  if (corner === undefined) return body
  const side = (body.width - 1) / 2
  return withRadius(body, Math.min(corner + side, body.width / 2))
}

function planCutOuts(device: Device, screen: RoundedRect): readonly RoundedRect[] {
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
      const rect = { x: middle - diameter / 2, y: screen.y + top, width: diameter, height: diameter }
      return [createRect(rect, diameter / 2)]
    }
  }
}

function planParts(device: Device, upright: Upright): typeof noParts {
  const buttons = device.buttons.map((button) => {
    const x = button.side === 'left' ? -buttonDepth : upright.width - buttonDepth
    const rect = {
      x,
      y: button.from * upright.height,
      width: 2 * buttonDepth,
      height: button.length * upright.height,
    }
    return createRect(rect, buttonDepth * 0.6)
  })
  if (device.homeButton === undefined) return { buttons }
  const diameter = device.homeButton
  const centreY = upright.height - device.bezel.bottom / 2
  const rect = {
    x: (upright.width - diameter) / 2,
    y: centreY - diameter / 2,
    width: diameter,
    height: diameter,
  }
  return { buttons, homeButton: createRect(rect, diameter / 2) }
}

function findColour(device: Device | undefined, colourId: string): DeviceColour {
  return device?.colours.find((colour) => colour.id === colourId) ?? device?.colours[0] ?? plainColour
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
