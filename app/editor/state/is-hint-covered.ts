import type { ElementId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Screen } from '#app/document/model/schema.ts'
import { boundsOf, overlap } from '../geometry/box.ts'

/** The area of an empty device's drop hint, in fractions of its box. */
const hint = { left: 0.15, top: 0.68, right: 0.85, bottom: 0.82 }

/**
 * True where another element covers the hint of an empty device: the hint, which is above the canvas, would seem to be
 * part of that element.
 */
export function isHintCovered(screen: Screen, elementId: ElementId): boolean {
  const stack = listOrdered<ElementId, Element>(screen.elements)
  const at = stack.findIndex(({ id }) => id === elementId)
  const frame = stack[at]?.item
  if (frame === undefined) return false
  const area = {
    left: frame.x + frame.width * hint.left,
    top: frame.y + frame.height * hint.top,
    right: frame.x + frame.width * hint.right,
    bottom: frame.y + frame.height * hint.bottom,
  }
  return stack
    .slice(at + 1)
    .some(({ item }) => item.visible && item.opacity > 0 && overlap(boundsOf(item), area))
}
