import { orderBetween } from '../model/order-key.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Project } from '../model/schema.ts'
import { type ElementRef, editScreen } from './edit-screen.ts'

export type ElementMove = 'front' | 'forward' | 'backward' | 'back'

/** Moves the element in the stack: over or under all others, or past its next neighbour. */
export function reorderElement(project: Project, ref: ElementRef & { to: ElementMove }): Project {
  return editScreen(project, ref, (screen) => {
    const inOrder = listOrdered(screen.elements)
    const at = inOrder.findIndex(({ id }) => id === ref.elementId)
    const element = inOrder[at]?.item
    const target = { front: inOrder.length - 1, forward: at + 1, backward: at - 1, back: 0 }[ref.to]
    if (element === undefined || target === at || target < 0 || target >= inOrder.length) return screen
    const others = inOrder.filter(({ id }) => id !== ref.elementId).map(({ item }) => item.order)
    const order = orderAround(others, target)
    return { ...screen, elements: { ...screen.elements, [ref.elementId]: { ...element, order } } }
  })
}

/**
 * A key for position `at` among sorted keys. There is no key between equal neighbours: the element then goes past both.
 */
function orderAround(orders: readonly string[], at: number): string {
  const lower = orders[at - 1]
  const upper = lower === undefined ? orders[at] : orders.slice(at).find((order) => order > lower)
  return orderBetween(lower, upper)
}
