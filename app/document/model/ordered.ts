export type Ordered = { readonly order: string }

/** Entries of an id-keyed map in document order: by `order` (plain code-unit comparison), equal keys by id. */
export function listOrdered<Id extends string, Item extends Ordered>(
  map: Readonly<Record<Id, Item>> | undefined,
): ReadonlyArray<{ id: Id; item: Item }> {
  const entries = Object.entries(map ?? {}) as [Id, Item][]
  return entries
    .map(([id, item]) => ({ id, item }))
    .sort((a, b) => compare(a.item.order, b.item.order) || compare(a.id, b.id))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
