import type { Observable } from '#app/observable/observable.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import { planSyncTag } from './background-sync-tag.ts'

type SyncManager = { register(tag: string): Promise<void> }

export type KeepSyncingOptions = {
  userId: string
  status: Observable<SyncStatus>
  onFault: (error: unknown) => void
}

/**
 * Requests a Background Sync, once for each period of pending changes, which runs after the tab is gone and the network
 * is back. Browsers without it wait for the next visit. Returns the function that ends it.
 */
export function keepSyncingAfterClose({ userId, status, onFault }: KeepSyncingOptions): () => void {
  let isRegistered = false

  async function register(): Promise<void> {
    const registration = await navigator.serviceWorker?.getRegistration()
    if (registration === undefined || !('sync' in registration)) return
    // A tag of its own every time: one whose event failed is not tried again for minutes, a new one is at once.
    await (registration.sync as SyncManager).register(planSyncTag(userId, crypto.randomUUID()))
  }

  return status.subscribe(() => {
    const now = status.get()
    const isWaiting = 'pendingCount' in now && now.pendingCount > 0
    if (isWaiting && !isRegistered) register().catch(onFault)
    isRegistered = isWaiting
  })
}
