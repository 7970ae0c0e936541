import type { FrameElement, Lens, ShapeElement } from '#app/document/model/schema.ts'
import { type Box, centreOf, type Point, rotatePoint } from './box.ts'

type Frame = Pick<FrameElement, 'flipX' | 'flipY'>

/** Where on the canvas a magnifier looks: the centre of what it enlarges, by the frame's box. */
export function planLensPoint({ flipX, flipY }: Frame, box: Box, { x, y }: Pick<Lens, 'x' | 'y'>): Point {
  const centre = centreOf(box)
  const flat = {
    x: centre.x + (x - 0.5) * box.width * (flipX ? -1 : 1),
    y: centre.y + (y - 0.5) * box.height * (flipY ? -1 : 1),
  }
  return rotatePoint(flat, centre, box.rotation)
}

/** The same turned round: the region whose centre is the point, kept inside the frame. */
export function aimLens({ flipX, flipY }: Frame, box: Box, to: Point): Pick<Lens, 'x' | 'y'> {
  const centre = centreOf(box)
  const flat = rotatePoint(to, centre, -box.rotation)
  const x = ((flat.x - centre.x) * (flipX ? -1 : 1)) / Math.max(box.width, 1e-6) + 0.5
  const y = ((flat.y - centre.y) * (flipY ? -1 : 1)) / Math.max(box.height, 1e-6) + 0.5
  return { x: roundShare(x), y: roundShare(y) }
}

/** What is enlarged, as a box on the canvas: the lens itself, as many times smaller. */
export function planLensRegion(
  lens: Pick<ShapeElement, 'width' | 'height' | 'rotation'>,
  zoom: number,
  at: Point,
): Box {
  const [width, height] = [lens.width / zoom, lens.height / zoom]
  return { x: at.x - width / 2, y: at.y - height / 2, width, height, rotation: lens.rotation }
}

const roundShare = (share: number): number => Math.round(Math.min(Math.max(share, 0), 1) * 1000) / 1000
