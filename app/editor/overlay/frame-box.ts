import { type Box, boundsOfAll } from '../geometry/box.ts'

/** The outline of a selection: the element's own box, or the upright box around several. */
export function frameBox(boxes: readonly Box[]): Box | undefined {
  const [only] = boxes
  if (boxes.length === 1) return only
  const bounds = boundsOfAll(boxes)
  if (bounds === undefined) return undefined
  const { left, top, right, bottom } = bounds
  return { x: left, y: top, width: right - left, height: bottom - top, rotation: 0 }
}
