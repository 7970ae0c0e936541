import type { ProjectId } from '#app/document/model/ids.ts'
import { createObservable, type Observable, type WritableObservable } from '#app/observable/observable.ts'
import type { LocalStores } from '#app/storage/open-stores.ts'
import type { EngineState } from '#app/sync/engine/engine-state.ts'
import type { WakeReason } from '#app/sync/engine/sync-engine.ts'
import { isSameStatus } from '#app/sync/engine/sync-status.ts'
import type { EditedTail } from '#app/sync/ports/log.ts'
import type { ProjectRow } from '#app/sync/ports/project-store.ts'
import type { ConflictRecord } from '#app/sync/ports/sync-store.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import type { Account } from '../account/identity.ts'

type AccountSync = Omit<ClientSync, 'status' | 'state'>

/** Sync for the pages, the same in the leader tab and in the others. */
export interface ClientSync {
  readonly status: Observable<SyncStatus>
  /** `undefined`: signed out. */
  readonly state: Observable<EngineState | undefined>
  wake(reason: WakeReason): void
  /** Resolves when a round that began after the call is over, well or not: the status has the result. */
  syncNow(): Promise<void>
  /** Downloads one project that is not on this device yet; its outcome is then in the store. */
  fetchOne(projectId: ProjectId): Promise<void>
  /** A conflict or a quarantined push was resolved in this tab. */
  recordsChanged(): void
  findLastSyncedAtMs(): number | undefined
  close(): void
}

/** `projectIds` absent: any of them may have changed. `rows` are theirs after that, a project that is gone has none; absent: to be read. */
export type SyncedRows = { projectIds?: readonly ProjectId[] | undefined; rows?: readonly ProjectRow[] }

export type OpenSyncOptions = {
  account: Account | undefined
  stores: LocalStores
  /** A pull, in whichever tab, changed these documents on the disk: open editors follow. */
  onEdited: (projectIds: readonly ProjectId[], tails: readonly EditedTail[]) => void
  /** List rows changed for a reason of sync, in whichever tab. */
  onRowsChange: (change: SyncedRows) => void
  /** In the leader tab only. */
  onConflicts: (conflicts: readonly ConflictRecord[]) => void
  onMediaSeq: (seq: number) => void
  onFault: (error: unknown) => void
}

/** Sync for an account; signed out, and over a read-only disk, a sync without any work. */
export function openSync(options: OpenSyncOptions): ClientSync {
  const { account, stores } = options
  return account === undefined || stores.isReadOnly()
    ? createNoSync()
    : createLaterSync({ ...options, account })
}

/**
 * The engine's code is fetched beside the first picture of the page, which does not need it. Calls wait for it; where it cannot be
 * fetched the status is offline, and the next call tries again.
 */
function createLaterSync(options: OpenSyncOptions & { account: Account }): ClientSync {
  const status = createObservable<SyncStatus>({ kind: 'syncing', pendingCount: 0 }, isSameStatus)
  const state = createObservable<EngineState | undefined>(undefined)
  let opening: Promise<AccountSync | undefined> | undefined
  let isClosed = false

  function open(): Promise<AccountSync | undefined> {
    opening ??= import('./account-sync.ts').then(
      ({ createAccountSync }) => (isClosed ? undefined : createAccountSync({ ...options, status, state })),
      (error: unknown) => {
        opening = undefined
        status.set({ kind: 'offline', pendingCount: 0 })
        options.onFault(error)
        return undefined
      },
    )
    return opening
  }

  void open()
  return {
    status,
    state,
    wake: (reason) => void open().then((sync) => sync?.wake(reason)),
    syncNow: async () => (await open())?.syncNow(),
    fetchOne: async (projectId) => (await open())?.fetchOne(projectId),
    recordsChanged: () => void open().then((sync) => sync?.recordsChanged()),
    findLastSyncedAtMs: () => state.get()?.lastSyncedAtMs,
    close() {
      isClosed = true
      void opening?.then((sync) => sync?.close())
    },
  }
}

function createNoSync(): ClientSync {
  const state: WritableObservable<EngineState | undefined> = createObservable<EngineState | undefined>(
    undefined,
  )
  return {
    status: createObservable<SyncStatus>({ kind: 'saved-locally' }),
    state,
    wake: () => undefined,
    syncNow: () => Promise.resolve(),
    fetchOne: () => Promise.resolve(),
    recordsChanged: () => undefined,
    findLastSyncedAtMs: () => undefined,
    close: () => undefined,
  }
}
