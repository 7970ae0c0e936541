import type { SizePx } from '../catalogue/canvas-size-table.ts'
import { findDevice } from '../catalogue/devices.ts'
import { aspectOfFrame } from '../catalogue/frame-layout.ts'
import type { CanvasSizeId } from '../model/ids.ts'
import type { Element, FrameElement, Screen } from '../model/schema.ts'
import { planEmptyCapture } from './create-screen.ts'
import { type Area, measureTurned } from './fit-inside.ts'

/** Where a frame stands. */
export type FrameSlot = {
  screen: Screen
  canvasSizeId: CanvasSizeId
  /** Canvas height / canvas width. */
  canvasHeight: number
  /** Of the capture shown, as seen; absent: none, or unknown. */
  capturePx?: SizePx | undefined
}

/** A device that grows stays this far from the canvas' edge and its neighbours. Fraction of the canvas width. */
const margin = 0.04

/**
 * The frame with another device of the catalogue, standing or lying as asked. Without that it lies as before; one that
 * leaves a device which only lies, or a frame of one's own, lies as its capture does, else as the canvas' own device.
 */
export function changeDevice(
  frame: FrameElement,
  { deviceId, landscape }: { deviceId: string; landscape?: boolean | undefined },
  slot: FrameSlot,
): FrameElement {
  const known = findDevice(deviceId)
  const { corner: _corner, ownFrame: _ownFrame, ...options } = frame.device
  const isOffered =
    options.colour.startsWith('#') || known?.colours.some(({ id }) => id === options.colour) === true
  const device = {
    ...options,
    deviceId,
    colour: isOffered ? options.colour : (known?.colours[0].id ?? 'graphite'),
    landscape: known?.landscapeOnly === true || (landscape ?? isLying(frame, slot)),
  }
  return refitDevice(frame, device, slot)
}

function isLying({ device }: FrameElement, { canvasSizeId, screen, capturePx }: FrameSlot): boolean {
  const onlyLay = findDevice(device.deviceId)?.landscapeOnly === true
  if (!onlyLay && device.ownFrame === undefined) return device.landscape
  if (capturePx !== undefined) return capturePx.widthPx > capturePx.heightPx
  const usual = planEmptyCapture(canvasSizeId, screen.orientation)
  return usual.landscape && findDevice(usual.deviceId)?.landscapeOnly !== true
}

/**
 * The box takes the shape of the device. Its area and centre stay as far as there is space: it grows neither over the
 * canvas' edge nor over a text or another device. On a side where it hangs over the canvas already,
 * nothing holds it.
 */
export function refitDevice(
  frame: FrameElement,
  device: FrameElement['device'],
  slot: FrameSlot,
): FrameElement {
  const plainScreenPx = slot.capturePx ?? { widthPx: frame.width, heightPx: frame.height }
  const aspect = aspectOfFrame({ ...frame, device }, plainScreenPx)
  const { across, down } = measureTurned(frame.rotation, aspect)
  const space = frame.spans === true ? unlimited : findSpace(frame, slot)
  const sameArea = Math.sqrt(frame.width * frame.height * aspect)
  const width = Math.min(sameArea, space.width / across, space.height / down)
  const height = width / aspect
  const [halfAcross, halfDown] = [(width * across) / 2, (width * down) / 2]
  const cx = clamp(frame.x + frame.width / 2, space.x + halfAcross, space.x + space.width - halfAcross)
  const cy = clamp(frame.y + frame.height / 2, space.y + halfDown, space.y + space.height - halfDown)
  return {
    ...frame,
    device,
    x: round(cx - width / 2),
    y: round(cy - height / 2),
    width: round(width),
    height: round(height),
  }
}

/** Further than any frame reaches. Canvas widths. */
const far = 200
const unlimited: Area = { x: -far, y: -far, width: 2 * far, height: 2 * far }

/** The box around the turned frame, extended to each side up to the next obstacle: sideways first. */
function findSpace(frame: FrameElement, { screen, canvasHeight }: FrameSlot): Area {
  const own = boundsOf(frame)
  const obstacles = Object.values<Element>(screen.elements)
    .filter(isObstacle)
    .map(boundsOf)
    // What the frame overlaps already, itself included, does not hold it.
    .filter((bounds) => !overlaps(bounds, own))
  const beside = obstacles.filter(({ top, bottom }) => top < own.bottom && bottom > own.top)
  const left = Math.max(margin, ...beside.flatMap(({ right }) => (right <= own.left ? [right + margin] : [])))
  const right = Math.min(
    1 - margin,
    ...beside.flatMap((box) => (box.left >= own.right ? [box.left - margin] : [])),
  )
  const wide = { ...own, left: Math.min(left, own.left), right: Math.max(right, own.right) }
  const inColumn = obstacles.filter((box) => box.left < wide.right && box.right > wide.left)
  const top = Math.max(
    margin,
    ...inColumn.flatMap(({ bottom }) => (bottom <= own.top ? [bottom + margin] : [])),
  )
  const bottom = Math.min(
    canvasHeight - margin,
    ...inColumn.flatMap((box) => (box.top >= own.bottom ? [box.top - margin] : [])),
  )
  return toArea({
    left: own.left < 0 ? -far : wide.left,
    right: own.right > 1 ? far : wide.right,
    top: own.top < 0 ? -far : Math.min(top, own.top),
    bottom: own.bottom > canvasHeight ? far : Math.max(bottom, own.bottom),
  })
}

/** Shapes and pictures lie behind devices on purpose. */
function isObstacle({ type, visible, decoration }: Element): boolean {
  return (type === 'text' || type === 'frame') && visible && decoration !== true
}

type Bounds = { left: number; right: number; top: number; bottom: number }

const toArea = ({ left, right, top, bottom }: Bounds): Area => ({
  x: left,
  y: top,
  width: right - left,
  height: bottom - top,
})

function boundsOf({ x, y, width, height, rotation }: Element): Bounds {
  const { across, down } = measureTurned(rotation, width / Math.max(height, 1e-6))
  const [cx, cy] = [x + width / 2, y + height / 2]
  const [halfAcross, halfDown] = [(width * across) / 2, (width * down) / 2]
  return { left: cx - halfAcross, right: cx + halfAcross, top: cy - halfDown, bottom: cy + halfDown }
}

const overlaps = (a: Bounds, b: Bounds) =>
  a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top

/** The lower limit counts where there is no space between the limits. */
const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(value, most))
const round = (length: number) => Math.round(length * 1e6) / 1e6
