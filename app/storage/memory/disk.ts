import { type StoreName, upgrade } from '../database/schema.ts'
import type { Key } from './keys.ts'
import { createMemoryTable, type MemoryTable, type Row } from './table.ts'

export type Mode = 'readonly' | 'readwrite'
export type Undo = { table: MemoryTable; key: Key; before: Row | undefined; nextNumber: number }

/** The disk of one device, shared by all its tabs. Connections open and close, as tabs do. */
export interface MemoryDisk {
  requireTable(name: string): MemoryTable
  /** Waits, as IndexedDB does, for every earlier transaction on the same stores unless both only read. */
  enter(stores: readonly StoreName[], mode: Mode): { turn: Promise<void>; leave: () => void }
  /** Records a completed transaction; `strict` makes it and all before it safe from a power cut. */
  keep(undo: readonly Undo[], durability: IDBTransactionDurability): void
  takeBack(undo: readonly Undo[]): void
  /** The number of transactions that a power cut may still lose: the latest ones, consecutively. */
  countVolatile(): number
  losePower(lostCount: number): void
  /** The browser or the user has removed all data [F21]. */
  wipe(): void
}

type Entry = { stores: readonly StoreName[]; mode: Mode; start: (() => void) | undefined }

/** `keepsRecovery`: remembers what a power cut would take. A simulation needs it, a page does not. */
export function createMemoryDisk({ keepsRecovery = false } = {}): MemoryDisk {
  const tables = createTables()
  let entries: readonly Entry[] = []
  let journal: (readonly Undo[])[] = []

  function isBlocked(entry: Entry): boolean {
    for (const earlier of entries) {
      if (earlier === entry) return false
      if (earlier.mode === 'readonly' && entry.mode === 'readonly') continue
      if (earlier.stores.some((store) => entry.stores.includes(store))) return true
    }
    return false
  }

  function startReady(): void {
    for (const entry of entries) {
      if (entry.start === undefined || isBlocked(entry)) continue
      const { start } = entry
      entry.start = undefined
      start()
    }
  }

  function takeBack(undo: readonly Undo[]): void {
    for (const { table, key, before, nextNumber } of undo.toReversed()) {
      table.set(key, before)
      table.nextNumber = nextNumber
    }
  }

  return {
    requireTable(name) {
      const table = tables.get(name)
      if (table === undefined) throw new DOMException(`no store ${name}`, 'NotFoundError')
      return table
    },
    enter(stores, mode) {
      const entry: Entry = { stores, mode, start: undefined }
      entries = [...entries, entry]
      const turn = isBlocked(entry)
        ? new Promise<void>((resolve) => {
            entry.start = resolve
          })
        : Promise.resolve()
      return {
        turn,
        leave() {
          entries = entries.filter((other) => other !== entry)
          startReady()
        },
      }
    },
    keep(undo, durability) {
      if (!keepsRecovery) return
      if (durability === 'strict') journal = []
      else if (undo.length > 0) journal.push(undo)
    },
    takeBack,
    countVolatile: () => journal.length,
    losePower(lostCount) {
      const lost = journal.splice(Math.max(0, journal.length - lostCount))
      for (const undo of lost.toReversed()) takeBack(undo)
      // The rows that survived the cut are on the disk for good.
      journal = []
    },
    wipe() {
      for (const table of tables.values()) table.clear()
      journal = []
    },
  }
}

/** The stores and indexes of the real database: made by its own upgrade steps. */
function createTables(): Map<string, MemoryTable> {
  const tables = new Map<string, MemoryTable>()
  const openTable = (name: string) => {
    const table = tables.get(name)
    return {
      createIndex: (index: string, keyPath: string | readonly string[]) => table?.createIndex(index, keyPath),
      deleteIndex: (index: string) => table?.deleteIndex(index),
    }
  }
  upgrade(
    {
      createObjectStore(name, { keyPath, autoIncrement = false }) {
        tables.set(name, createMemoryTable(keyPath, autoIncrement))
        return openTable(name)
      },
    },
    0,
    { objectStore: openTable },
  )
  return tables
}
