import type { StoreName } from '../database/schema.ts'
import type { MemoryDisk, Mode, Undo } from './disk.ts'
import type { Key, KeyRange } from './keys.ts'
import type { MemoryTable, Row } from './table.ts'

/**
 * Fault hooks for simulations. An error thrown by a hook is reported as the browser's; a hook may also kill the tab.
 */
export type MemoryFaults = {
  beforeRequest?: ((at: { store: StoreName; isWrite: boolean }) => void) | undefined
  beforeCommit?: ((at: { stores: readonly StoreName[]; isWrite: boolean }) => void) | undefined
  /** The disk has the commit, but the tab has not been notified. */
  afterCommit?: ((at: { stores: readonly StoreName[]; isWrite: boolean }) => void) | undefined
}

export type MemoryAccess = {
  stores: readonly StoreName[]
  mode: Mode
  durability: IDBTransactionDurability
  faults: MemoryFaults
  isDead: () => boolean
  /** Called when the tab dies. */
  deaths: Set<() => void>
}

/** The part of IDBTransaction that the stores use; resolves when it is the transaction's turn. */
export async function beginMemoryTransaction(disk: MemoryDisk, access: MemoryAccess) {
  const { stores, mode, durability, faults, isDead, deaths } = access
  const isWrite = mode === 'readwrite'
  const undo: Undo[] = []
  const { turn, leave } = disk.enter(stores, mode)
  let state = 'active' as 'active' | 'committing' | 'done'
  let hasFailed = false
  let openCount = 0
  let settle: { resolve: () => void; reject: (error: unknown) => void } | undefined
  const done = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject }
  })
  // The caller is notified of the transaction's end, unless its tab has died meanwhile.
  done.catch(() => undefined)

  function end(error?: unknown): void {
    if (state === 'done') return
    state = 'done'
    hasFailed = error !== undefined
    if (hasFailed) disk.takeBack(undo.splice(0))
    deaths.delete(die)
    leave()
    if (isDead()) return
    if (error === undefined) settle?.resolve()
    else settle?.reject(error)
  }

  function die(): void {
    end(new DOMException('the tab died', 'AbortError'))
  }

  function finish(): void {
    if (state !== 'committing' || openCount > 0) return
    try {
      faults.beforeCommit?.({ stores, isWrite })
      if (isDead()) return
      disk.keep(undo.splice(0), durability)
      faults.afterCommit?.({ stores, isWrite })
      end()
    } catch (error) {
      end(error)
    }
  }

  function request<Result>(store: StoreName, isChange: boolean, perform: () => Result): Promise<Result> {
    if (hasFailed) return Promise.reject(new DOMException('the transaction was aborted', 'AbortError'))
    if (state !== 'active') throw new DOMException('the transaction has ended', 'TransactionInactiveError')
    if (isChange && !isWrite) throw new DOMException('the transaction only reads', 'ReadOnlyError')
    try {
      faults.beforeRequest?.({ store, isWrite: isChange })
      // The tab is dead: the promise never resolves.
      if (isDead()) return new Promise(() => undefined)
      const result = perform()
      openCount += 1
      return Promise.resolve(result).finally(() => {
        openCount -= 1
        finish()
      })
    } catch (error) {
      end(error)
      return Promise.reject(error)
    }
  }

  deaths.add(die)
  await turn
  if (isDead()) return new Promise<never>(() => undefined)

  function change(table: MemoryTable, key: Key, row: Row | undefined): void {
    const { nextNumber } = table
    const before = table.set(key, row)
    undo.push({ table, key, before, nextNumber })
  }

  function openStore(store: StoreName) {
    if (!stores.includes(store)) throw new DOMException(`${store} is not in the scope`, 'NotFoundError')
    const table = disk.requireTable(store)
    const write = (value: object, isNew: boolean) => {
      const row = keepRow(value)
      const given = row[table.keyPath]
      const key = given === undefined && table.isNumbered ? table.nextNumber : given
      if (typeof key !== 'string' && typeof key !== 'number') throw new DOMException('no key', 'DataError')
      return request(store, true, () => {
        if (isNew && table.get(key) !== undefined) throw new DOMException('it is there', 'ConstraintError')
        change(table, key, given === undefined ? Object.freeze({ ...row, [table.keyPath]: key }) : row)
        if (table.isNumbered && typeof key === 'number')
          table.nextNumber = Math.max(table.nextNumber, key + 1)
        return key
      })
    }
    return {
      get: (key: Key) => request(store, false, () => table.get(key)),
      getKey: (key: Key) => request(store, false, () => (table.get(key) === undefined ? undefined : key)),
      getAll: (query?: Key | KeyRange) => request(store, false, () => table.list(query)),
      getAllKeys: (query?: Key | KeyRange) => request(store, false, () => table.listKeys(query)),
      count: () => request(store, false, () => table.listKeys().length),
      put: (value: object) => write(value, false),
      add: (value: object) => write(value, true),
      delete: (key: Key) =>
        request(store, true, () => {
          if (table.get(key) !== undefined) change(table, key, undefined)
        }),
      index: (name: string) => ({
        getAll: (query?: Key | KeyRange) =>
          request(store, false, () =>
            table.listByIndex(name, query).map(({ primaryKey }) => table.get(primaryKey)),
          ),
        getAllKeys: (query?: Key | KeyRange) =>
          request(store, false, () => table.listByIndex(name, query).map(({ primaryKey }) => primaryKey)),
      }),
    }
  }

  return {
    done,
    objectStore: openStore,
    commit() {
      if (state !== 'active') throw new DOMException('the transaction has ended', 'InvalidStateError')
      state = 'committing'
      finish()
    },
    abort() {
      if (state === 'done') throw new DOMException('the transaction has ended', 'InvalidStateError')
      end(new DOMException('it was aborted', 'AbortError'))
    },
    /**
     * A transaction that the body leaves open is committed when the body ends, as IndexedDB does when no request
     * follows.
     */
    settle() {
      if (state !== 'active') return
      state = 'committing'
      finish()
    },
  }
}

const kept = new WeakSet<object>()

/** A frozen structured clone: it is stored and returned without being copied again. */
function keepRow(row: object): Row {
  return keepValue(row) as Row
}

function keepValue(value: unknown): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') {
    throw new DOMException(`${typeof value} cannot be stored`, 'DataCloneError')
  }
  if (typeof value !== 'object' || value === null || kept.has(value)) return value
  if (Array.isArray(value)) return keepObject(value.map(keepValue))
  const prototype: unknown = Object.getPrototypeOf(value)
  // A Blob cannot be changed anyway.
  if (prototype !== Object.prototype && prototype !== null) return value
  return keepObject(Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, keepValue(inner)])))
}

function keepObject<Value extends object>(value: Value): Value {
  kept.add(value)
  return Object.freeze(value)
}
