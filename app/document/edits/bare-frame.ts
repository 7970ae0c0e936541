import { plainDeviceId } from '../catalogue/frame-layout.ts'
import type { FrameElement } from '../model/schema.ts'

/** The frame over the whole canvas, with nothing around its capture. `canvasHeight` in canvas widths. */
export function bareFrame(frame: FrameElement, canvasHeight: number): FrameElement {
  const { ownFrame: _own, ...device } = frame.device
  return {
    ...frame,
    x: 0,
    y: 0,
    width: 1,
    height: canvasHeight,
    rotation: 0,
    tilt: { x: 0, y: 0 },
    device: { ...device, deviceId: plainDeviceId, bezel: 'none', landscape: false, corner: 0 },
  }
}
