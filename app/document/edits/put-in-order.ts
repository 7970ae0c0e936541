import type { ElementId } from '../model/ids.ts'
import { orderBetween } from '../model/order-key.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Element, Screen } from '../model/schema.ts'

/**
 * The screen with its elements in this order, from back to front; `ids` names every element once. As few as possible get
 * a new key, so that a merge with another device's reordering keeps both where they do not touch.
 */
export function putInOrder(screen: Screen, ids: readonly ElementId[]): Screen {
  const keyOf = (id: ElementId) => screen.elements[id]?.order ?? ''
  const before = listOrdered<ElementId, Element>(screen.elements).map(({ id }) => id)
  if (before.length !== ids.length || before.every((id, at) => id === ids[at])) return screen
  const kept = new Set(keepLongestRise(ids, keyOf))
  let lower: string | undefined
  const elements: Record<ElementId, Element> = { ...screen.elements }
  for (const [at, id] of ids.entries()) {
    const element = screen.elements[id]
    if (element === undefined) return screen
    if (!kept.has(id)) {
      const upperId = ids.slice(at + 1).find((later) => kept.has(later))
      elements[id] = {
        ...element,
        order: orderBetween(lower, upperId === undefined ? undefined : keyOf(upperId)),
      }
    }
    lower = elements[id]?.order
  }
  return { ...screen, elements }
}

/** The longest subsequence whose keys rise. */
function keepLongestRise(ids: readonly ElementId[], keyOf: (id: ElementId) => string): readonly ElementId[] {
  const best = ids.map((): { length: number; previous: number } => ({ length: 1, previous: -1 }))
  let last = 0
  for (const [at, id] of ids.entries()) {
    for (let earlier = 0; earlier < at; earlier += 1) {
      const candidate = best[earlier]
      const other = ids[earlier]
      if (candidate === undefined || other === undefined || keyOf(other) >= keyOf(id)) continue
      const here = best[at]
      if (here !== undefined && candidate.length + 1 > here.length)
        best[at] = { length: candidate.length + 1, previous: earlier }
    }
    if ((best[at]?.length ?? 0) > (best[last]?.length ?? 0)) last = at
  }
  const kept: ElementId[] = []
  for (let at = ids.length === 0 ? -1 : last; at !== -1; at = best[at]?.previous ?? -1) {
    const id = ids[at]
    if (id !== undefined) kept.unshift(id)
  }
  return kept
}
