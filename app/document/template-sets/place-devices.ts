import { findDevice } from '../catalogue/devices.ts'
import { aspectOfFrame } from '../catalogue/frame-layout.ts'
import { type FrameSlot, type Placement, rankSlots } from '../layouts/layout.ts'
import { findLayout } from '../layouts/layout-table.ts'
import { placeFrame } from '../layouts/place-frame.ts'
import type { ElementId } from '../model/ids.ts'
import type { FrameElement } from '../model/schema.ts'
import { type Colours, getPaint } from './paint.ts'
import type { ScreenDesign, TemplateSet } from './template-set.ts'

export type Device = { id: ElementId; item: FrameElement }

export const isFilled = (frame: FrameElement) => Object.keys(frame.mediaByLocale).length > 0

/** Devices of the screen, those that must be seen first: filled and visible, filled, empty. */
export function sortDevices(devices: readonly Device[]): readonly Device[] {
  const rank = ({ item }: Device) => Number(isFilled(item)) * 2 + Number(item.visible)
  return [...devices].sort((a, b) => rank(b) - rank(a))
}

/**
 * The placement for a screen with these devices: the first layout of the design that needs no more captures than there
 * are, and a row when the screen shows more devices than the layout has places.
 */
export function pickPlacement(
  design: ScreenDesign,
  { own, borrowed }: { own: readonly FrameElement[]; borrowed: number },
): Placement {
  const mustShow = own.filter((frame) => isFilled(frame) && frame.visible).length
  const available = own.length + borrowed
  const found = design.layouts
    .flatMap((id) => findLayout(id) ?? [])
    .find(({ frames }) => frames.length <= Math.max(available, 1))
  const base: Placement = found ?? { caption: undefined, frames: [] }
  if (own.length === 0) return { ...base, frames: [], caption: base.caption && tall(base.caption) }
  const { device } = design
  const frames =
    mustShow > base.frames.length
      ? planRow(mustShow, base)
      : base.frames.map((slot, index) =>
          index === mainOf(base) && device !== undefined ? { ...slot, ...device } : slot,
        )
  const caption = base.caption && { ...base.caption, ...design.caption }
  return {
    ...(base.main === undefined || mustShow > base.frames.length ? {} : { main: base.main }),
    frames,
    caption,
  }
}

/** The place of the screen's own capture: the front one, unless the layout names another. */
const mainOf = ({ frames, main }: Placement) => main ?? frames.length - 1

/** Without a device the caption has the canvas to itself. */
function tall(caption: NonNullable<Placement['caption']>) {
  return { ...caption, area: { x: 0.08, y: 0.12, width: 0.84, height: 0.76 }, anchor: 'middle' as const }
}

function planRow(count: number, { frames }: Placement): readonly FrameSlot[] {
  const isAbove = frames[0] !== undefined && frames[0].area.y < 0.1
  const width = 0.92 / count
  return Array.from({ length: count }, (_, index) => ({
    area: {
      x: 0.04 + width * (count - 1 - index),
      y: isAbove ? 0.03 : 0.26,
      width: width * 0.95,
      height: 0.7,
    },
    anchor: 'middle',
  }))
}

export type DeviceStyle = { set: TemplateSet; design: ScreenDesign; colours: Colours }

/** The devices in their places, from back to front, in the set's style. The first takes the main place. */
export function placeDevices(
  devices: readonly Device[],
  placement: Placement,
  { canvasHeight, ...style }: DeviceStyle & { canvasHeight: number },
): readonly Device[] {
  const places = rankSlots(placement)
  return placement.frames.flatMap((slot, at) => {
    const device = devices[places.indexOf(at)]
    if (device === undefined) return []
    const frame = placeFrame(styleDevice(device.item, style), slot, canvasHeight)
    return [{ id: device.id, item: withShadow(frame, style) }]
  })
}

function styleDevice(frame: FrameElement, { set, design, colours }: DeviceStyle): FrameElement {
  const finish = design.finish ?? set.device.finish
  const { corner: _own, ...device } = frame.device
  const { corner } = set.device
  return {
    ...frame,
    opacity: 1,
    device: {
      ...device,
      bezel: set.device.bezel,
      colour: Object.hasOwn(colours, finish) ? getPaint(colours, finish) : finish,
      ...(corner === undefined ? {} : { corner: corner * cornerScale(frame) }),
    },
  }
}

/** A corner that suits a phone is too round for a tablet and much too round for a display. */
function cornerScale({ device }: FrameElement): number {
  const known = findDevice(device.deviceId)
  if (known?.landscapeOnly === true) return 0.25
  const { widthPx, heightPx } = known?.screenPx ?? { widthPx: 1, heightPx: 2 }
  return widthPx / heightPx > 0.6 ? 0.5 : 1
}

/** The shadow suits a device of this width. */
function withShadow(frame: FrameElement, { set, colours }: DeviceStyle): FrameElement {
  const { shadow: _before, ...plain } = frame
  const { shadow } = set.device
  if (shadow === undefined) return plain
  const [paint, y, blur] = shadow
  const unit = Math.min(frame.width, frame.height * 0.6) / 0.8
  return { ...plain, shadow: { x: 0, y: y * unit, blur: blur * unit, colour: getPaint(colours, paint) } }
}

/** Lying, when the front device is. */
export const isLying = (frames: readonly FrameElement[]) =>
  frames[0] !== undefined && aspectOfFrame(frames[0]) > 1
