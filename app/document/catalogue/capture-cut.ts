import type { FrameElement } from '../model/schema.ts'
import type { SizePx } from './canvas-size-table.ts'
import { findDevice } from './devices.ts'
import { planFrameLayout } from './frame-layout.ts'

/** The share of a capture that may be cropped before it is reported. */
const cutAtMost = 0.1

/** A device that crops a good part of its capture, as an iPhone does with one of an iPad; `shown` is what is left, of 1. */
export type CaptureCut = { deviceName: string; shown: number }

/** `undefined`: the capture fits. The capture's size is as seen, EXIF orientation applied. */
export function findCaptureCut(frame: FrameElement, capturePx: SizePx): CaptureCut | undefined {
  const screen = findScreen(frame)
  if (screen === undefined) return undefined
  const aspect = capturePx.widthPx / capturePx.heightPx
  const shown = Math.min(aspect / screen.aspect, screen.aspect / aspect)
  return shown >= 1 - cutAtMost ? undefined : { deviceName: screen.name, shown }
}

/** A plain frame takes the shape of its capture: there is nothing to compare with. */
function findScreen(frame: FrameElement): { name: string; aspect: number } | undefined {
  const { ownFrame, deviceId, landscape } = frame.device
  if (ownFrame !== undefined) {
    const { width, height } = planFrameLayout(frame).screen
    return { name: 'The frame of your own', aspect: width / height }
  }
  const device = findDevice(deviceId)
  if (device === undefined) return undefined
  const { widthPx, heightPx } = device.screenPx
  const isTurned = landscape !== widthPx > heightPx
  return { name: device.name, aspect: isTurned ? heightPx / widthPx : widthPx / heightPx }
}
