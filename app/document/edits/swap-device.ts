import { findCanvasSize, findStore } from '../catalogue/canvas-sizes.ts'
import type { Device } from '../catalogue/device-table.ts'
import { findDevice } from '../catalogue/devices.ts'
import { frameAspect, plainDeviceId } from '../catalogue/frame-layout.ts'
import type { CanvasSizeId } from '../model/ids.ts'
import type { FrameElement, Orientation } from '../model/schema.ts'
import { planEmptyCapture } from './create-screen.ts'

export type CanvasPlace = { canvasSizeId: CanvasSizeId; orientation: Orientation }

/** Captures whose shape differs more than this from a device's screen would lose a part that matters. */
const cropped = 1.2

/**
 * Replaces the device of the source canvas' class by the target's. A device that the user chose against its canvas
 * stays, and so does any of the store's own on a graphic, where an app is shown rather than a device class. A frame of one's
 * own stays on canvases of its class. A capture that the new screen would crop badly is left out: it stays in the size it
 * was made for.
 */
export function swapDevice(frame: FrameElement, from: CanvasPlace, to: CanvasPlace): FrameElement {
  const isEmpty = Object.keys(frame.mediaByLocale).length === 0
  const { deviceId, landscape } = planEmptyCapture(to.canvasSizeId, to.orientation)
  if (from.canvasSizeId === to.canvasSizeId) {
    // For the same canvas turned: a capture keeps its device's orientation, an empty device turns with the canvas.
    return isEmpty && frame.device.deviceId === deviceId ? turnDevice(frame, landscape) : frame
  }
  const before = findDevice(frame.device.deviceId)
  const usual = findDevice(planEmptyCapture(from.canvasSizeId, from.orientation).deviceId)
  const after = findDevice(deviceId)
  const { ownFrame, ...known } = frame.device
  if (findCanvasSize(to.canvasSizeId)?.family === 'graphic') {
    const isForeign = before?.family === 'iphone' && findStore(to.canvasSizeId) === 'google-play'
    const shown = { ...frame, device: { ...frame.device, deviceId: 'android-phone' } }
    return isForeign && keepsCapture(frame, shown) ? shown : frame
  }
  if (ownFrame !== undefined) {
    if (classOf(usual) === classOf(after)) return frame
  } else if (before === undefined || before.family !== usual?.family || deviceId === plainDeviceId)
    return frame
  const isTurned = from.orientation === to.orientation && after?.landscapeOnly !== true
  const device = {
    ...known,
    deviceId,
    landscape: isTurned && after?.family === before?.family ? frame.device.landscape : landscape,
    colour: pickColour(after, frame.device.colour),
  }
  const { corner: _own, ...options } = device
  const swapped = { ...frame, device: options }
  return keepsCapture(frame, swapped)
    ? swapped
    : { ...swapped, mediaByLocale: {}, pan: { x: 0, y: 0 }, zoom: 1 }
}

/** A frame of one's own may show any phone, tablet or other kind of device, whichever its maker. */
const classOf = (device: Device | undefined) =>
  /phone|pad|tablet/.exec(device?.family ?? '')?.[0].replace('pad', 'tablet') ?? device?.family

function turnDevice(frame: FrameElement, landscape: boolean): FrameElement {
  return { ...frame, device: { ...frame.device, landscape } }
}

function pickColour(device: ReturnType<typeof findDevice>, colour: string): string {
  const isKnown = device?.colours.some(({ id }) => id === colour) ?? true
  return isKnown || colour.startsWith('#') ? colour : (device?.colours[0].id ?? colour)
}

function keepsCapture(before: FrameElement, after: FrameElement): boolean {
  const ratio = screenAspect(before) / screenAspect(after)
  return Math.max(ratio, 1 / ratio) <= cropped
}

function screenAspect({ device: { deviceId, landscape, ownFrame } }: FrameElement): number {
  if (ownFrame === undefined) return frameAspect(findDevice(deviceId), 'none', { landscape })
  const { screen, widthPx, heightPx } = ownFrame
  return (screen.width * widthPx) / Math.max(screen.height * heightPx, 1e-6)
}
