import { findDevice } from './devices.ts'
import { frameAspect } from './frame-layout.ts'

/** Where a new screen puts its caption and its device; lengths are fractions of the canvas width. */
export type ScreenLayout = {
  caption: { x: number; y: number; width: number; size: number; lines: number }
  /** The gap below the caption. */
  stage: { x: number; y: number; width: number; height: number }
}

const captionWidth = 0.86
const captionLineHeight = 1.12

/**
 * The text size that is legible on a canvas of this height: 0.085 on a tall phone, 0.06 on a tablet, 0.034 on a phone
 * in landscape.
 */
export function planCaptionSize(canvasHeight: number): number {
  return Math.min(Math.max(0.02 + 0.0302 * canvasHeight, 0.03), 0.09)
}

/** Caption on top, device below and as large as the rest allows. */
export function planScreenLayout(canvasHeight: number): ScreenLayout {
  const size = planCaptionSize(canvasHeight)
  const lines = canvasHeight > 1 ? 2 : 1
  const top = 0.055 * canvasHeight
  const stageTop = top + size * captionLineHeight * lines + 0.042 * canvasHeight
  return {
    caption: { x: (1 - captionWidth) / 2, y: top, width: captionWidth, size, lines },
    stage: { x: 0.07, y: stageTop, width: 0.86, height: canvasHeight * 0.965 - stageTop },
  }
}

/**
 * The largest box of the device inside the area, horizontally centred, aligned to the area's lower edge when the area
 * is the wider one.
 */
export function planFrameBox(
  stage: ScreenLayout['stage'],
  frame: {
    deviceId: string
    landscape: boolean
    bezel?: 'device' | 'thin' | 'none'
    plainScreenPx?: { widthPx: number; heightPx: number }
  },
): { x: number; y: number; width: number; height: number } {
  const { landscape, plainScreenPx } = frame
  const aspect = frameAspect(findDevice(frame.deviceId), frame.bezel ?? 'device', {
    landscape,
    ...(plainScreenPx === undefined ? {} : { plainScreenPx }),
  })
  const width = Math.min(stage.width, stage.height * aspect)
  const height = width / aspect
  return { x: 0.5 - width / 2, y: stage.y + (stage.height - height) / 2, width, height }
}
