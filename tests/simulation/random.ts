/** Random numbers that are the same for the same seed. */
export interface Chance {
  /** In [0, 1). */
  next(): number
  /** A whole number in [0, below). */
  below(below: number): number
  /** True with the probability `share`. */
  is(share: number): boolean
  pick<Item>(items: readonly Item[]): Item
  /** A guid. */
  mintId(): string
}

/** `parts` name a random stream of its own: removing one step of a run leaves the numbers of the others unchanged. */
export function createChance(...parts: readonly (number | string)[]): Chance {
  let state = hashParts(parts)

  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  const below = (limit: number): number => Math.floor(next() * limit)
  const hex = (length: number) => Array.from({ length }, () => below(16).toString(16)).join('')

  return {
    next,
    below,
    is: (share) => next() < share,
    pick<Item>(items: readonly Item[]): Item {
      if (items.length === 0) throw new Error('There is nothing to pick from.')
      return items[below(items.length)] as Item
    },
    mintId: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
  }
}

/** FNV-1a over the parts. */
function hashParts(parts: readonly (number | string)[]): number {
  let hash = 0x811c9dc5
  for (const unit of parts.join('|')) {
    hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193)
  }
  return hash | 0
}
