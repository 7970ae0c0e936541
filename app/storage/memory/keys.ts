/** Keys as IndexedDB orders them: numbers before strings before arrays. */
export type Key = number | string | readonly Key[]

/** The fields of an IDBKeyRange, which the in-memory tables accept as well. */
export type KeyRange = { lower: Key; upper: Key; lowerOpen: boolean; upperOpen: boolean }

export function compareKeys(a: Key, b: Key): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  if (typeof a === 'object' && typeof b === 'object') return compareArrays(a, b)
  return rank(a) - rank(b)
}

function compareArrays(a: readonly Key[], b: readonly Key[]): number {
  const shorter = Math.min(a.length, b.length)
  for (let at = 0; at < shorter; at += 1) {
    const order = compareKeys(a[at] as Key, b[at] as Key)
    if (order !== 0) return order
  }
  return a.length - b.length
}

const rank = (key: Key): number => (typeof key === 'number' ? 0 : typeof key === 'string' ? 1 : 2)

/** `undefined`: the row has no such key and is not in the index. */
export function readIndexKey(
  row: { readonly [field: string]: unknown },
  keyPath: string | readonly string[],
): Key | undefined {
  if (typeof keyPath === 'string') return toKey(row[keyPath])
  const parts: Key[] = []
  for (const path of keyPath) {
    const part = toKey(row[path])
    if (part === undefined) return undefined
    parts.push(part)
  }
  return parts
}

function toKey(value: unknown): Key | undefined {
  return typeof value === 'string' || (typeof value === 'number' && !Number.isNaN(value)) ? value : undefined
}
