import { type Box, centreOf, type Point, rotatePoint } from './box.ts'

/** Far beyond everything on a stage, in canvas widths. */
const far = 100

/**
 * The part of an element's box that takes the pointer: all but what would lie over the screens before its own, where it is not
 * drawn. Those after it lie above its box anyway. The corners in canvas widths from the box's top left along its turned sides;
 * `gap` is how much further one is per width of the gap between screens.
 */
export function planReach(box: Box, canvasHeight: number): readonly ReachCorner[] {
  const toBox = ({ x, y }: Point): Point => {
    const turned = rotatePoint({ x, y }, centreOf(box), -box.rotation)
    return { x: turned.x - box.x, y: turned.y - box.y }
  }
  const towardsBefore = rotatePoint({ x: -1, y: 0 }, { x: 0, y: 0 }, -box.rotation)
  return [
    { x: -far, y: -far },
    { x: far, y: -far },
    { x: far, y: far },
    { x: -far, y: far },
    { x: -far, y: canvasHeight },
    { x: 0, y: canvasHeight, isAtGap: true },
    { x: 0, y: 0, isAtGap: true },
    { x: -far, y: 0 },
  ].map(({ isAtGap, ...corner }) => ({ ...toBox(corner), gap: isAtGap ? towardsBefore : { x: 0, y: 0 } }))
}

export type ReachCorner = Point & { gap: Point }
