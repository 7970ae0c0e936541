import { createObservable, type WritableObservable } from '#app/observable/observable.ts'
import type { EngineState } from '#app/sync/engine/engine-state.ts'
import { isSameStatus } from '#app/sync/engine/sync-status.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import type { TabRole } from '#app/sync/tab-role.ts'
import type { Account } from '../account/identity.ts'
import type { AccountSync } from './account-sync.ts'
import type { ClientSync, OpenSyncOptions } from './client-sync.ts'

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
  const role = createObservable<TabRole>('follows')
  let opening: Promise<AccountSync | undefined> | undefined
  let isClosed = false

  function open(): Promise<AccountSync | undefined> {
    opening ??= Promise.all([import('./account-sync.ts'), options.stores.openSync()]).then(
      ([{ createAccountSync }, store]) =>
        isClosed ? undefined : createAccountSync({ ...options, store, status, state, role }),
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
    role,
    wake: (reason) => void open().then((sync) => sync?.wake(reason)),
    syncNow: async () => (await open())?.syncNow(),
    fetchOne: async (projectId) => (await open())?.fetchOne(projectId),
    recordsChanged: () => void open().then((sync) => sync?.recordsChanged()),
    findLastSyncedAtMs: () => state.get()?.lastSyncedAtMs,
    pause: () => void open().then((sync) => sync?.pause()),
    resume: () => void open().then((sync) => sync?.resume()),
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
    role: createObservable<TabRole>('follows'),
    wake: () => undefined,
    syncNow: () => Promise.resolve(),
    fetchOne: () => Promise.resolve(),
    recordsChanged: () => undefined,
    findLastSyncedAtMs: () => undefined,
    pause: () => undefined,
    resume: () => undefined,
    close: () => undefined,
  }
}
