import type { CanvasStore, SizePx } from './canvas-size-table.ts'
import { type Device, deviceTable } from './device-table.ts'

export function listDevices(): readonly Device[] {
  return deviceTable
}

/** `undefined` for an id of a newer build: callers draw a plain rounded frame. */
export function findDevice(id: string): Device | undefined {
  return deviceById.get(id)
}

/** Captures whose aspect differs by more than this from every device get no device. */
const closeAspect = 0.02

export type DevicePlan =
  /** The capture has exactly the pixels of this class. */
  | { kind: 'exact'; device: Device; landscape: boolean }
  /** The aspect differs by at most 2 %: the capture is cropped a little at the edges. */
  | { kind: 'close'; device: Device; landscape: boolean }
  /** No device fits: warn, and use a plain rounded frame. */
  | { kind: 'none'; landscape: boolean }

/**
 * Chooses the device for a capture by its pixels (EXIF orientation applied). Some panels are shared (1080×2340 is an
 * Android phone and an iPhone mini): `preferredStore`, the store of the canvas it is dropped on, decides between them.
 */
export function planDevice(capturePx: SizePx, preferredStore?: CanvasStore): DevicePlan {
  const landscape = capturePx.widthPx > capturePx.heightPx
  const shortPx = Math.min(capturePx.widthPx, capturePx.heightPx)
  const longPx = Math.max(capturePx.widthPx, capturePx.heightPx)
  const candidates = deviceTable.filter((device) => landscape || device.landscapeOnly !== true)

  const exact = candidates.filter((device) =>
    listScreenPx(device).some((screen) => screen.widthPx === shortPx && screen.heightPx === longPx),
  )
  const exactDevice = exact.find((device) => device.store === preferredStore) ?? exact[0]
  if (exactDevice !== undefined) return { kind: 'exact', device: exactDevice, landscape }

  const close = candidates
    .map((device) => ({ device, distance: measureAspectDistance(device, longPx / shortPx) }))
    .filter(({ distance }) => distance <= closeAspect)
    .sort((a, b) => a.distance - b.distance)
  const closest = close.find(({ device }) => device.store === preferredStore) ?? close[0]
  return closest === undefined
    ? { kind: 'none', landscape }
    : { kind: 'close', device: closest.device, landscape }
}

/** Compared with the screen as drawn, because the capture covers that one. */
function measureAspectDistance(device: Device, aspect: number): number {
  return Math.abs(aspect / (device.screenPx.heightPx / device.screenPx.widthPx) - 1)
}

/** Every capture the device takes without a warning, portrait. */
export function listScreenPx(device: Device): readonly SizePx[] {
  return [device.screenPx, ...device.alsoFits]
}

const deviceById: ReadonlyMap<string, Device> = new Map(deviceTable.map((device) => [device.id, device]))
