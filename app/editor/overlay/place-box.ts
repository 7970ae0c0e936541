import type { CSSProperties } from 'react'
import type { Box } from '../geometry/box.ts'

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

/** The same outside React, during a gesture. */
export function placeBox(node: HTMLElement, box: Box): void {
  node.style.setProperty('--x', String(box.x))
  node.style.setProperty('--y', String(box.y))
  node.style.setProperty('--w', String(box.width))
  node.style.setProperty('--h', String(box.height))
  node.style.setProperty('--r', `${box.rotation}deg`)
}
