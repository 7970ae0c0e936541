import { expect, it } from 'vitest'
import { type Box, centreOf, type Point, rotatePoint } from './box.ts'
import { planReach } from './plan-reach.ts'

const canvasHeight = 2
const gap = 0.1

/** Whether a box takes the pointer at a point of its screen. */
function isTaken(box: Box, point: Point): boolean {
  const polygon = planReach(box, canvasHeight).map((corner) => ({
    x: corner.x + gap * corner.gap.x,
    y: corner.y + gap * corner.gap.y,
  }))
  const turned = rotatePoint(point, centreOf(box), -box.rotation)
  const { x, y } = { x: turned.x - box.x, y: turned.y - box.y }
  return polygon.reduce((inside, from, index) => {
    const to = polygon[(index + 1) % polygon.length] ?? from
    const crosses = from.y > y !== to.y > y
    return crosses && x < ((to.x - from.x) * (y - from.y)) / (to.y - from.y) + from.x ? !inside : inside
  }, false)
}

it.each([0, 30, 90, 215])(
  'a box turned by %i° takes no pointer over the screen before its own',
  (rotation) => {
    const box = { x: -0.6, y: 0.4, width: 1, height: 0.8, rotation }
    const at = (x: number, y: number) => isTaken(box, { x, y })
    expect([at(-0.2, 0.5), at(-0.2, 1.9), at(-0.11, 0.01), at(-1, 1)]).toEqual([false, false, false, false])
    expect([at(0.1, 0.5), at(0.9, 1.9), at(1.5, 1)]).toEqual([true, true, true])
    // In the gap, above and below the row there is nothing else.
    expect([at(-0.09, 0.5), at(-0.5, -0.1), at(-0.5, 2.1)]).toEqual([true, true, true])
  },
)
