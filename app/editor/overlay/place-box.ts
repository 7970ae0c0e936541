import type { CSSProperties } from 'react'
import type { Box } from '../geometry/box.ts'
import { planReach } from '../geometry/plan-reach.ts'

/** The overlay's boxes are placed by variables in fractions of the canvas width: zooming moves them without React. */
export function boxStyle(box: Box): CSSProperties {
  return {
    '--x': box.x,
    '--y': box.y,
    '--w': box.width,
    '--h': box.height,
    '--r': `${box.rotation}deg`,
  } as CSSProperties
}

/** Where a box takes the pointer: `planReach` in the stage's units. */
export function reachStyle(box: Box, canvasHeight: number): CSSProperties {
  const measure = (length: number, gaps: number) =>
    `calc(var(--unit) * ${length.toFixed(5)} + var(--screen-gap) * ${gaps.toFixed(5)})`
  const corners = planReach(box, canvasHeight).map(
    ({ x, y, gap }) => `${measure(x, gap.x)} ${measure(y, gap.y)}`,
  )
  return { clipPath: `polygon(${corners.join(', ')})` }
}

/** `boxStyle` outside React, during a gesture. */
export function placeBox(node: HTMLElement, box: Box): void {
  node.style.setProperty('--x', String(box.x))
  node.style.setProperty('--y', String(box.y))
  node.style.setProperty('--w', String(box.width))
  node.style.setProperty('--h', String(box.height))
  node.style.setProperty('--r', `${box.rotation}deg`)
}
