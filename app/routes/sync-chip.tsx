import type { Client } from '#app/client/client.ts'
import type { Store, SyncStatus } from '#app/sync/status.ts'
import { StatusChip } from '#app/ui/status-chip.tsx'

/** The status chip over a client: the overall status, or one project's. */
export function SyncChip({ client, store }: { client: Client; store: Store<SyncStatus> }) {
  return (
    <StatusChip
      store={store}
      signedIn={client.account !== undefined}
      sessionOnly={client.storageKind === 'session'}
      getDetails={() => ({
        pendingNames: client.listUnsyncedNames(),
        lastSyncedAtMs: client.findLastSyncedAtMs(),
      })}
      onSyncNow={() => void client.syncNow()}
    />
  )
}
