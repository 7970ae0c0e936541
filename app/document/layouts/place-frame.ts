import { aspectOfFrame } from '../catalogue/frame-layout.ts'
import type { FrameElement } from '../model/schema.ts'
import type { FrameSlot } from './layout.ts'

/** Puts a device into its place; its shape, capture and options stay. */
export function placeFrame(frame: FrameElement, slot: FrameSlot, canvasHeight: number): FrameElement {
  const { x, y, width: areaWidth } = slot.area
  const areaHeight = slot.area.height * canvasHeight
  const top = y * canvasHeight
  const aspect = aspectOfFrame(frame)
  const inside = Math.min(areaWidth, areaHeight * aspect)
  // A device that already takes the area's width has nowhere to grow.
  const width = Math.min(inside * (slot.grow ?? 1), Math.max(inside, areaWidth * widest))
  const height = width / aspect
  const free = areaHeight - height
  // A device much lower than its area, as one in landscape, is centred in it.
  const anchor = free > areaHeight * 0.25 ? 'middle' : slot.anchor
  const { spans: _before, ...own } = frame
  return {
    ...own,
    x: x + (areaWidth - width) / 2,
    y: top + { top: 0, middle: free / 2, bottom: free }[anchor],
    width,
    height,
    rotation: slot.rotation ?? 0,
    tilt: slot.tilt ?? { x: 0, y: 0 },
    visible: true,
    ...(slot.spans === true ? { spans: true } : {}),
  }
}

const widest = 1.08
