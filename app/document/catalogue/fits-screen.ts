import type { SizePx } from './canvas-size-table.ts'
import { planDevice } from './devices.ts'

/** Longer side by shorter side of upright phones, those of no catalogue included: from 16:9 to 21:9 and a little. */
const tallest = 2.4
const shortest = 1.75

/** Whether a picture of these pixels may be a capture: a device has such a screen, or it is as tall as a phone's. */
export function fitsScreen({ widthPx, heightPx }: SizePx): boolean {
  const shape = heightPx / widthPx
  return planDevice({ widthPx, heightPx }).kind !== 'none' || (shape >= shortest && shape <= tallest)
}
