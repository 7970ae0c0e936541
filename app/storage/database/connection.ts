import { openDB } from 'idb'
import { getErrorName, StorageLostError, StorageNewerError } from './errors.ts'
import { planLogRenewal } from './renew-log.ts'
import { retryLost } from './retry.ts'
import {
  DATABASE_VERSION,
  type Database,
  type LocalSchema,
  type ReadTransaction,
  type StoreName,
  type UpgradingRows,
  upgrade,
  type WriteTransaction,
} from './schema.ts'
import { runTransaction } from './transaction.ts'

export type ConnectionOptions = {
  databaseName: string
  /** A tab of an older build blocks the upgrade: ask the user to close it [F16]. Called again if it happens again. */
  onBlocked?: (() => void) | undefined
  /** A newer build wants to upgrade: this tab has closed the database and can no longer save [F16]. */
  onOutdated?: (() => void) | undefined
  /** The stored data was removed while the app runs. The next commits write the session's copy [F21]. */
  onLost?: (() => void) | undefined
  /** The version of a future build: tests use it to prove the effect on this one. */
  databaseVersion?: number | undefined
  /** Time as a port, for the back-off [F19]. */
  wait?: ((delayMs: number) => Promise<void>) | undefined
}

/** Migrates rows of an older version, in the transaction that changes the stores. */
export type UpgradeRows = (oldVersion: number, transaction: UpgradingRows) => Promise<void>

/** `attempt` is 0 at first. A later attempt may follow one that did reach the disk: bodies must allow for it. */
type Body<Transaction, Result> = (transaction: Transaction, attempt: number) => Promise<Result>

export interface Connection {
  readonly databaseName: string
  /** The database belongs to a newer build: reading works as far as it can, writing is refused [F17]. */
  isReadOnly(): boolean
  read<Result>(stores: readonly StoreName[], body: Body<ReadTransaction, Result>): Promise<Result>
  /** Resolves when the browser reports the transaction complete; a body that throws aborts it whole. */
  write<Result>(
    stores: readonly StoreName[],
    body: Body<WriteTransaction, Result>,
    durability?: IDBTransactionDurability,
  ): Promise<Result>
  reportLost(): void
  wait(delayMs: number): Promise<void>
  isUsable(): boolean
  close(): void
}

/**
 * Opens the database and keeps it open: a connection that the browser closes is opened again with back-off, and the
 * transaction that failed with it is run again.
 */
export async function openDatabaseConnection(
  options: ConnectionOptions & { upgradeRows: UpgradeRows },
): Promise<Connection> {
  const { upgradeRows } = options
  const { databaseName, databaseVersion = DATABASE_VERSION, onBlocked, onOutdated, onLost } = options
  const wait = options.wait ?? waitWithTimer
  let database: Promise<Database> | undefined
  /** A thenable that resolves synchronously when it is open, so that a transaction can begin in the same call. */
  let opened: Database | undefined
  let state = 'open' as 'open' | 'outdated' | 'closed'
  let readOnly = false
  let runningCount = 0

  const isClosed = (): boolean => state === 'closed'

  const forget = (gone: Promise<Database>): void => {
    if (database !== gone) return
    database = undefined
    opened = undefined
  }

  function getDatabase(): Promise<Database> {
    if (database !== undefined) return database
    const opening: Promise<Database> = openCurrent(() => forget(opening))
    database = opening
    opening.then(
      (ready) => {
        if (database === opening) opened = ready
        planLogRenewal()
      },
      () => forget(opening),
    )
    return opening
  }

  async function openCurrent(onGone: () => void): Promise<Database> {
    const handlers = {
      blocking(_current: number, next: number | null, event: IDBVersionChangeEvent) {
        // Closing at once keeps the other tab from hanging; running transactions finish first.
        closeDatabase(event.target)
        onGone()
        if (next === null) return onLost?.()
        state = 'outdated'
        onOutdated?.()
      },
      terminated() {
        onGone()
        onLost?.()
      },
    }
    try {
      return await openDB<LocalSchema>(databaseName, databaseVersion, {
        ...handlers,
        upgrade: (opened, oldVersion, _newVersion, transaction) => {
          upgrade(opened, oldVersion, transaction)
          // The open request fails with it, and reports the error.
          transaction.done.catch(ignoreFailedOpen)
          upgradeRows(oldVersion, transaction).catch((error: unknown) => {
            console.warn(
              'The stored projects could not be brought to the new version; nothing was changed',
              error,
            )
            transaction.abort()
          })
        },
        // The open request keeps waiting and succeeds by itself once the other tab is closed.
        blocked: () => onBlocked?.(),
      })
    } catch (error) {
      if (getErrorName(error) !== 'VersionError') throw error
      readOnly = true
      return await openDB(databaseName, undefined, handlers)
    }
  }

  async function run<Transaction extends ReadTransaction | WriteTransaction, Result>(
    begin: (opened: Database) => Transaction,
    body: Body<Transaction, Result>,
  ): Promise<Result> {
    if (isClosed()) throw new StorageLostError(new Error('the store was closed'))
    runningCount += 1
    try {
      return await runWithRetries(begin, body)
    } finally {
      runningCount -= 1
      if (isClosed() && runningCount === 0) letGo()
    }
  }

  async function runWithRetries<Transaction extends ReadTransaction | WriteTransaction, Result>(
    begin: (opened: Database) => Transaction,
    body: Body<Transaction, Result>,
  ): Promise<Result> {
    let opening: Promise<Database> | undefined
    return await retryLost(
      async (attempt) => {
        if (state === 'outdated') throw new StorageNewerError()
        opening = getDatabase()
        return await runTransaction(begin(opened ?? (await opening)), (transaction) =>
          body(transaction, attempt),
        )
      },
      {
        wait,
        onLost() {
          if (opening === undefined) return
          forget(opening)
          void opening.then((stale) => stale.close(), ignoreFailedOpen)
        },
      },
    )
  }

  function letGo(): void {
    const opening = database
    database = undefined
    opened = undefined
    void opening?.then((opened) => opened.close(), ignoreFailedOpen)
  }

  /** A transient error at the start must not be mistaken for a browser without storage. */
  async function openAtFirst(): Promise<void> {
    await retryLost(getDatabase, { wait })
  }

  await openAtFirst()
  return {
    databaseName,
    isReadOnly: () => readOnly,
    read: (stores, body) => run((opened) => opened.transaction([...stores], 'readonly'), body),
    write: (stores, body, durability = 'default') =>
      run((opened) => {
        if (readOnly) throw new StorageNewerError()
        return opened.transaction([...stores], 'readwrite', { durability })
      }, body),
    reportLost: () => onLost?.(),
    wait,
    isUsable: () => state === 'open',
    close() {
      state = 'closed'
      // Writes requested before are still done.
      if (runningCount === 0) letGo()
    },
  }
}

function closeDatabase(target: EventTarget | null): void {
  if (target !== null && 'close' in target && typeof target.close === 'function') target.close()
}

/** The failed open has already been reported to its callers. */
const ignoreFailedOpen = (): undefined => undefined

function waitWithTimer(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs))
}
