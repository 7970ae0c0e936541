import type { Area, FrameSlot, Placement } from './layout.ts'

const opposite = { left: 'right', center: 'center', right: 'left' } as const

const mirrorArea = (area: Area): Area => ({ ...area, x: 1 - area.x - area.width })

const mirrorSlot = (slot: FrameSlot): FrameSlot => ({
  ...slot,
  area: mirrorArea(slot.area),
  ...(slot.rotation === undefined ? {} : { rotation: -slot.rotation }),
  ...(slot.tilt === undefined ? {} : { tilt: { ...slot.tilt, x: -slot.tilt.x } }),
})

/**
 * A placement for a language written from right to left: a caption at the edge where reading begins changes sides, and the
 * devices with it. `keepsDevices`: they lie as their layout is named, or run on over the next screen, which stays at the right.
 */
export function readFromRight(placement: Placement, keepsDevices: boolean): Placement {
  const { caption, frames } = placement
  if (caption === undefined || caption.align === 'center') return placement
  const align = opposite[caption.align]
  if (keepsDevices) return { ...placement, caption: { ...caption, align } }
  return {
    ...placement,
    caption: { ...caption, align, area: mirrorArea(caption.area) },
    frames: frames.map(mirrorSlot),
  }
}
