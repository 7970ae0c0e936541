/** The value that all of them have; `undefined`: they differ. */
export function commonOf<Item, Value>(
  items: readonly Item[],
  read: (item: Item) => Value,
): Value | undefined {
  const [value, ...others] = items.map(read)
  return others.every((other) => other === value) ? value : undefined
}

/** For something that an element may have: `undefined` where some have it and others do not. */
export function allHave<Item>(items: readonly Item[], has: (item: Item) => boolean): boolean | undefined {
  return commonOf(items, has)
}
