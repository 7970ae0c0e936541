import type { LocalStores } from '#app/local/open-local-stores.ts'
import type { Store, SyncStatus } from '#app/sync/status.ts'
import type { RemoteChange } from '#app/sync/sync-context.ts'
import { createProjectSync, type ProjectSync } from '#app/sync/sync-projects.ts'
import { createValueStore } from '#app/sync/value-store.ts'
import { browserTime } from './browser-time.ts'
import { createFetchTransport } from './fetch-transport.ts'
import type { Account } from './identity.ts'
import { runExclusively } from './web-locks.ts'

export type ClientSync = Omit<ProjectSync, 'close'> & { readonly status: Store<SyncStatus>; close(): void }

export type OpenSyncOptions = {
  account: Account | undefined
  stores: LocalStores
  onRemoteChange: (change: RemoteChange) => void
  onRowsChange: () => void
  onFault: (error: unknown) => void
}

/** Sync for an account over fetch, Web Locks and the page's events; for nobody, a sync that never has anything to do. */
export function openSync({ account, stores, ...hooks }: OpenSyncOptions): ClientSync {
  if (account === undefined) return createNoSync()
  const sync = createProjectSync({
    ...hooks,
    store: stores.projects,
    transport: createFetchTransport(account.userId),
    time: browserTime,
    random: Math.random,
    mintId: () => crypto.randomUUID(),
    exclusively: (round) => runExclusively(`appframes:sync:${stores.databaseName}`, round),
  })
  const wakeOnline = () => sync.wake('online')
  const wakeVisible = () => document.visibilityState === 'visible' && sync.wake('visible')
  addEventListener('online', wakeOnline)
  document.addEventListener('visibilitychange', wakeVisible)
  return {
    ...sync,
    close() {
      removeEventListener('online', wakeOnline)
      document.removeEventListener('visibilitychange', wakeVisible)
      sync.close()
    },
  }
}

function createNoSync(): ClientSync {
  return {
    status: createValueStore<SyncStatus>({ kind: 'saved-locally' }),
    wake: () => undefined,
    syncNow: () => Promise.resolve(),
    findLastSyncedAtMs: () => undefined,
    fetchOne: () => Promise.resolve(),
    close: () => undefined,
  }
}
