import type { CanvasSizeId } from '../model/ids.ts'
import { listCanvasSizes } from './canvas-sizes.ts'
import type { DeviceFamily } from './device-table.ts'
import { planDevice } from './devices.ts'

type CapturePx = { widthPx: number; heightPx: number }

/** The default canvas size for each kind of device. */
const firstSizeOf: Readonly<Record<DeviceFamily, CanvasSizeId>> = {
  iphone: 'iphone-69' as CanvasSizeId,
  ipad: 'ipad-13' as CanvasSizeId,
  mac: 'mac' as CanvasSizeId,
  'android-phone': 'play-phone' as CanvasSizeId,
  'android-tablet': 'play-tablet-10' as CanvasSizeId,
  watch: 'watch-s10' as CanvasSizeId,
  laptop: 'mac' as CanvasSizeId,
  desktop: 'mac' as CanvasSizeId,
  tv: 'apple-tv' as CanvasSizeId,
}

/** The canvas size that a capture belongs to, from the device class its pixels match. `undefined`: no class matches. */
export function findCaptureSize(capture: CapturePx): CanvasSizeId | undefined {
  const plan = planDevice(capture)
  if (plan.kind === 'exact' && !hasManySizes(plan.device.family)) return firstSizeOf[plan.device.family]
  // Every watch has a size of its own, as have sizes that no device in the table matches.
  const own = listCanvasSizes().find(({ portrait, landscape, alsoAccepted }) =>
    [portrait, landscape, ...alsoAccepted].some(
      (px) => px?.widthPx === capture.widthPx && px.heightPx === capture.heightPx,
    ),
  )
  if (own !== undefined) return own.id
  return plan.kind !== 'none' ? firstSizeOf[plan.device.family] : undefined
}

const hasManySizes = (family: DeviceFamily) => family === 'watch' || family === 'tv'
