import { generateKeyBetween } from 'fractional-indexing'
import { listOrdered, type Ordered } from './ordered.ts'

/** A key that sorts after `lower` and before `upper`; `undefined` stands for the open end. Throws when lower ≥ upper. */
export function orderBetween(lower: string | undefined, upper: string | undefined): string {
  return generateKeyBetween(lower ?? null, upper ?? null)
}

/** A key right after the named entry, or at the end when it is absent. */
export function orderAfter<Id extends string, Item extends Ordered>(
  map: Readonly<Record<Id, Item>>,
  id: Id | undefined,
): string {
  const inOrder = listOrdered(map)
  const at = inOrder.findIndex((entry) => entry.id === id)
  const lower = (at === -1 ? inOrder.at(-1) : inOrder[at])?.item.order
  if (at === -1 || lower === undefined) return orderBetween(lower, undefined)
  return orderBetween(lower, findNextKey(inOrder.slice(at + 1), lower))
}

/** A key right before the named entry, or at the start when it is absent. */
export function orderBefore<Id extends string, Item extends Ordered>(
  map: Readonly<Record<Id, Item>>,
  id: Id | undefined,
): string {
  const inOrder = listOrdered(map)
  const at = inOrder.findIndex((entry) => entry.id === id)
  const upper = (at === -1 ? inOrder[0] : inOrder[at])?.item.order
  if (at === -1 || upper === undefined) return orderBetween(undefined, upper)
  return orderBetween(inOrder.slice(0, at).findLast((entry) => entry.item.order < upper)?.item.order, upper)
}

/** Two devices may have minted equal keys: a key fits only before the next different one. */
function findNextKey(later: ReadonlyArray<{ item: Ordered }>, lower: string): string | undefined {
  return later.find((entry) => entry.item.order > lower)?.item.order
}
