import type { Connection } from '../database/connection.ts'
import { StorageLostError } from '../database/errors.ts'
import { retryLost } from '../database/retry.ts'
import type { ReadTransaction, StoreName, WriteTransaction } from '../database/schema.ts'
import { runTransaction } from '../database/transaction.ts'
import type { MemoryDisk, Mode } from './disk.ts'
import { beginMemoryTransaction, type MemoryFaults } from './transaction.ts'

export type MemoryConnectionOptions = {
  databaseName: string
  disk: MemoryDisk
  faults?: MemoryFaults | undefined
  onLost?: (() => void) | undefined
  /** Time as a port, for the back-off; without one a retry follows at once. */
  wait?: ((delayMs: number) => Promise<void>) | undefined
}

export interface MemoryConnection extends Connection {
  /**
   * Simulates the tab's death: its uncommitted writes are lost, and its pending calls never resolve. Safe at any
   * moment, in the middle of a transaction as well.
   */
  kill(): void
}

/**
 * The in-memory implementation of the database: for browsers without storage, such as some private windows [F20], and
 * for simulations. The stores run on it unchanged: transactions wait for one another as in IndexedDB and are atomic.
 */
export function openMemoryConnection(options: MemoryConnectionOptions): MemoryConnection {
  const { databaseName, disk, faults = {}, onLost } = options
  const wait = options.wait ?? (() => Promise.resolve())
  const deaths = new Set<() => void>()
  let state = 'open' as 'open' | 'closed' | 'dead'

  const isDead = (): boolean => state === 'dead'

  async function run<Transaction extends ReadTransaction | WriteTransaction, Result>(
    access: { stores: readonly StoreName[]; mode: Mode; durability: IDBTransactionDurability },
    body: (transaction: Transaction, attempt: number) => Promise<Result>,
  ): Promise<Result> {
    if (isDead()) return never()
    if (state === 'closed') throw new StorageLostError(new Error('the store was closed'))
    const result = await retryLost(
      async (attempt) => {
        const begun = await beginMemoryTransaction(disk, { ...access, faults, isDead, deaths })
        return await runTransaction(begun as unknown as Transaction, async (transaction) => {
          const response = await body(transaction, attempt)
          begun.settle()
          return response
        })
      },
      { wait },
    )
    return isDead() ? never() : result
  }

  return {
    databaseName,
    isReadOnly: () => false,
    read: (stores, body) => run({ stores, mode: 'readonly', durability: 'default' }, body),
    write: (stores, body, durability = 'default') => run({ stores, mode: 'readwrite', durability }, body),
    reportLost: () => onLost?.(),
    wait,
    isUsable: () => state === 'open',
    close() {
      if (!isDead()) state = 'closed'
    },
    kill() {
      state = 'dead'
      for (const die of [...deaths]) die()
    },
  }
}

/** The tab is dead: the promise never resolves. */
export function never(): Promise<never> {
  return new Promise(() => undefined)
}
