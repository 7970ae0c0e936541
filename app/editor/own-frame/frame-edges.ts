import { planOwnFrame } from '#app/document/catalogue/own-frame-layout.ts'
import type { OwnFrame } from '#app/document/model/own-frame.ts'
import type { FrameElement } from '#app/document/model/schema.ts'
import { type Box, centreOf, type Point, rotatePoint } from '../geometry/box.ts'

export type FrameEdge = 'left' | 'right' | 'top' | 'bottom'
export const frameEdges: readonly FrameEdge[] = ['left', 'top', 'right', 'bottom']

/** In fractions of the picture. */
export function readEdge({ screen }: OwnFrame, edge: FrameEdge): number {
  return {
    left: screen.x,
    right: screen.x + screen.width,
    top: screen.y,
    bottom: screen.y + screen.height,
  }[edge]
}

const thinnest = 0.01

/** The opposite edge stays; no edge passes it, or leaves the picture. */
export function moveEdge(frame: OwnFrame, edge: FrameEdge, target: number): OwnFrame {
  const to = Math.min(Math.max(target, 0), 1)
  const { x, y, width, height } = frame.screen
  const [right, bottom] = [x + width, y + height]
  switch (edge) {
    case 'left': {
      const left = Math.min(to, right - thinnest)
      return { ...frame, screen: { ...frame.screen, x: left, width: right - left } }
    }
    case 'right':
      return { ...frame, screen: { ...frame.screen, width: Math.max(to - x, thinnest) } }
    case 'top': {
      const top = Math.min(to, bottom - thinnest)
      return { ...frame, screen: { ...frame.screen, y: top, height: bottom - top } }
    }
    case 'bottom':
      return { ...frame, screen: { ...frame.screen, height: Math.max(to - y, thinnest) } }
  }
}

type Flips = Pick<FrameElement, 'flipX' | 'flipY'>

/** The middle of an edge of the screen, on the canvas. */
export function placeEdge(frame: OwnFrame, edge: FrameEdge, { box, flips }: Placed): Point {
  const { screen } = planOwnFrame(box, frame)
  const at = {
    x: edge === 'left' ? screen.x : edge === 'right' ? screen.x + screen.width : screen.x + screen.width / 2,
    y:
      edge === 'top' ? screen.y : edge === 'bottom' ? screen.y + screen.height : screen.y + screen.height / 2,
  }
  const inBox = flip(at, box, flips)
  return rotatePoint({ x: box.x + inBox.x, y: box.y + inBox.y }, centreOf(box), box.rotation)
}

/** The frame with an edge of its screen at a point of the canvas. */
export function dragEdge(
  frame: OwnFrame,
  edge: FrameEdge,
  { to, box, flips }: Placed & { to: Point },
): OwnFrame {
  const flat = rotatePoint(to, centreOf(box), -box.rotation)
  const { x, y } = flip({ x: flat.x - box.x, y: flat.y - box.y }, box, flips)
  const { picture } = planOwnFrame(box, frame)
  const isAcross = edge === 'left' || edge === 'right'
  const share = isAcross ? (x - picture.x) / picture.width : (y - picture.y) / picture.height
  return moveEdge(frame, edge, Math.round(share * 1000) / 1000)
}

type Placed = { box: Box; flips: Flips }

const flip = ({ x, y }: Point, { width, height }: Box, { flipX, flipY }: Flips): Point => ({
  x: flipX ? width - x : x,
  y: flipY ? height - y : y,
})
