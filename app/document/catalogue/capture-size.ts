import type { CanvasSizeId } from '../model/ids.ts'
import { listCanvasSizes } from './canvas-sizes.ts'
import type { DeviceFamily } from './device-table.ts'
import { planDevice } from './devices.ts'

type CapturePx = { widthPx: number; heightPx: number }

/** The size that people of a device's kind start with. */
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

/** The canvas size that a capture belongs to, by the device class its pixels are of. `undefined`: nothing can be told from them. */
export function findCaptureSize(capture: CapturePx): CanvasSizeId | undefined {
  const plan = planDevice(capture)
  if (plan.kind === 'exact' && !hasManySizes(plan.device.family)) return firstSizeOf[plan.device.family]
  // Every watch has a size of its own, as others have that no device here is of.
  const own = listCanvasSizes().find(({ portrait, landscape, alsoAccepted }) =>
    [portrait, landscape, ...alsoAccepted].some(
      (px) => px?.widthPx === capture.widthPx && px.heightPx === capture.heightPx,
    ),
  )
  if (own !== undefined) return own.id
  return plan.kind !== 'none' ? firstSizeOf[plan.device.family] : undefined
}

const hasManySizes = (family: DeviceFamily) => family === 'watch' || family === 'tv'

/** Captures by the size they belong to, in their order; those that say nothing go with the most. */
export function groupBySize<Capture extends CapturePx>(
  captures: readonly Capture[],
  fallback: CanvasSizeId,
): ReadonlyMap<CanvasSizeId, readonly Capture[]> {
  const known = captures.map((capture) => ({ capture, size: findCaptureSize(capture) }))
  const counts = new Map<CanvasSizeId, number>()
  for (const { size } of known) if (size !== undefined) counts.set(size, (counts.get(size) ?? 0) + 1)
  const [most = fallback] = [...counts].sort((a, b) => b[1] - a[1]).map(([size]) => size)
  const groups = new Map<CanvasSizeId, Capture[]>()
  for (const { capture, size = most } of known) groups.set(size, [...(groups.get(size) ?? []), capture])
  return new Map([...groups].sort(([a], [b]) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0)))
}
