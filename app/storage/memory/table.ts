import { compareKeys, type Key, type KeyRange, readIndexKey } from './keys.ts'

export type Row = { readonly [field: string]: unknown }
type Index = { keyPath: string | readonly string[]; entries: IndexEntry[] }
type IndexEntry = { key: Key; primaryKey: Key }

/** One object store of the in-memory database: rows in key order, as IndexedDB returns them, and indexes over them. */
export interface MemoryTable {
  readonly keyPath: string
  readonly isNumbered: boolean
  nextNumber: number
  get(key: Key): Row | undefined
  /** Puts or, with `undefined`, removes; returns the previous row. */
  set(key: Key, row: Row | undefined): Row | undefined
  list(query?: Key | KeyRange): readonly Row[]
  listKeys(query?: Key | KeyRange): readonly Key[]
  listByIndex(name: string, query?: Key | KeyRange): readonly IndexEntry[]
  createIndex(name: string, keyPath: string | readonly string[]): void
  deleteIndex(name: string): void
  clear(): void
}

export function createMemoryTable(keyPath: string, isNumbered: boolean): MemoryTable {
  const rows = new Map<Key, Row>()
  const indexes = new Map<string, Index>()
  let keys: Key[] = []

  function requireIndex(name: string): Index {
    const index = indexes.get(name)
    if (index === undefined) throw new DOMException(`no index ${name}`, 'NotFoundError')
    return index
  }

  function unlink(key: Key, row: Row): void {
    for (const { keyPath: path, entries } of indexes.values()) {
      const indexKey = readIndexKey(row, path)
      if (indexKey === undefined) continue
      const at = findPlace(entries, (entry) => compareEntries(entry, { key: indexKey, primaryKey: key }))
      if (entries[at]?.primaryKey === key) entries.splice(at, 1)
    }
  }

  function link(key: Key, row: Row): void {
    for (const { keyPath: path, entries } of indexes.values()) {
      const indexKey = readIndexKey(row, path)
      if (indexKey === undefined) continue
      const added = { key: indexKey, primaryKey: key }
      entries.splice(
        findPlace(entries, (entry) => compareEntries(entry, added)),
        0,
        added,
      )
    }
  }

  const selectKeys = (query?: Key | KeyRange): readonly Key[] => {
    if (query === undefined) return keys
    if (!isRange(query)) return rows.has(query) ? [query] : []
    return sliceRange(keys, (key) => key, query)
  }

  return {
    keyPath,
    isNumbered,
    nextNumber: 1,
    get: (key) => rows.get(key),
    set(key, row) {
      const before = rows.get(key)
      if (before !== undefined) unlink(key, before)
      if (row !== undefined) {
        rows.set(key, row)
        link(key, row)
      } else rows.delete(key)
      if ((before === undefined) !== (row === undefined)) {
        const at = findPlace(keys, (other) => compareKeys(other, key))
        keys.splice(at, row === undefined ? 1 : 0, ...(row === undefined ? [] : [key]))
      }
      return before
    },
    list: (query) => selectKeys(query).map((key) => rows.get(key) as Row),
    listKeys: (query) => [...selectKeys(query)],
    listByIndex(name, query) {
      const { entries } = requireIndex(name)
      if (query === undefined) return entries
      const range = isRange(query)
        ? query
        : { lower: query, upper: query, lowerOpen: false, upperOpen: false }
      return sliceRange(entries, (entry) => entry.key, range)
    },
    createIndex(name, path) {
      const index: Index = { keyPath: path, entries: [] }
      indexes.set(name, index)
      for (const [key, row] of rows) {
        const indexKey = readIndexKey(row, path)
        if (indexKey !== undefined) index.entries.push({ key: indexKey, primaryKey: key })
      }
      index.entries.sort(compareEntries)
    },
    deleteIndex: (name) => void indexes.delete(name),
    clear() {
      rows.clear()
      keys = []
      for (const index of indexes.values()) index.entries = []
    },
  }
}

const compareEntries = (a: IndexEntry, b: IndexEntry): number =>
  compareKeys(a.key, b.key) || compareKeys(a.primaryKey, b.primaryKey)

/** The first position whose item is not before the given one. */
function findPlace<Item>(items: readonly Item[], compare: (item: Item) => number): number {
  let [low, high] = [0, items.length]
  // Numbered rows come in order: nearly always the end.
  const last = items[high - 1]
  if (last !== undefined && compare(last) < 0) return high
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compare(items[middle] as Item) < 0) low = middle + 1
    else high = middle
  }
  return low
}

function sliceRange<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
  { lower, upper, lowerOpen, upperOpen }: KeyRange,
): readonly Item[] {
  const from = findPlace(items, (item) => compareKeys(keyOf(item), lower) || (lowerOpen ? -1 : 0))
  const to = findPlace(items, (item) => compareKeys(keyOf(item), upper) || (upperOpen ? 0 : -1))
  return items.slice(from, to)
}

function isRange(query: Key | KeyRange): query is KeyRange {
  return typeof query === 'object' && !Array.isArray(query)
}
