import type { Element } from '#app/document/model/schema.ts'
import type { Handle } from '../geometry/plan-resize.ts'

export type HandleName = 'nw' | 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w'

export const handleOf: Readonly<Record<HandleName, Handle>> = {
  nw: { x: -1, y: -1 },
  n: { x: 0, y: -1 },
  ne: { x: 1, y: -1 },
  e: { x: 1, y: 0 },
  se: { x: 1, y: 1 },
  s: { x: 0, y: 1 },
  sw: { x: -1, y: 1 },
  w: { x: -1, y: 0 },
}

const corners: readonly HandleName[] = ['nw', 'ne', 'se', 'sw']
const all: readonly HandleName[] = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w']

/** Frames keep their shape; the height of a text follows from its content, its width decides the wrapping. */
export function listHandles(element: Element): readonly HandleName[] {
  switch (element.type) {
    case 'frame':
      return corners
    case 'text':
      return element.fit === undefined ? [...corners, 'e', 'w'] : all
    case 'image':
    case 'shape':
      return all
  }
}

const cursors = ['ns-resize', 'nesw-resize', 'ew-resize', 'nwse-resize'] as const
const angles: Readonly<Record<HandleName, number>> = {
  n: 0,
  ne: 45,
  e: 90,
  se: 135,
  s: 180,
  sw: 225,
  w: 270,
  nw: 315,
}

/** The cursor follows the element's rotation. */
export function cursorOf(name: HandleName, rotation: number): string {
  const step = Math.round((((angles[name] + rotation) % 180) + 180) / 45) % 4
  return cursors[step] ?? 'pointer'
}
