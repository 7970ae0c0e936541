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

/** Groups captures by canvas size, in their order; captures that match no class join the largest group. */
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
