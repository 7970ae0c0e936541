import { aspectOfFrame } from '../catalogue/frame-layout.ts'
import type { FrameElement } from '../model/schema.ts'

export type Area = { x: number; y: number; width: number; height: number }

/** The largest box of the device in the middle of the area; a turned device is inside with all its corners. */
export function fitInside(frame: FrameElement, area: Area): FrameElement {
  const aspect = aspectOfFrame(frame)
  const { across, down } = measureTurned(frame.rotation, aspect)
  const width = Math.min(area.width / across, area.height / down)
  const height = width / aspect
  const x = area.x + (area.width - width) / 2
  return { ...frame, x, y: area.y + (area.height - height) / 2, width, height }
}

/** Width and height of the box around a turned one, in widths of the unturned. */
export function measureTurned(rotation: number, aspect: number): { across: number; down: number } {
  const radians = (rotation * Math.PI) / 180
  const [sin, cos] = [Math.abs(Math.sin(radians)), Math.abs(Math.cos(radians))]
  return { across: cos + sin / aspect, down: sin + cos / aspect }
}
