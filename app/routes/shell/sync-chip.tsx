import { useMemo } from 'react'
import type { Client } from '#app/client/create-client.ts'
import { combineObservables, type Observable } from '#app/observable/observable.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import { StatusChip } from './status-chip.tsx'
import type { SyncDetails } from './sync-panel.tsx'

type SyncChipProps = { client: Client; store: Observable<SyncStatus>; onReview?: (() => void) | undefined }

/** The status chip over a client: the overall status, or one project's. */
export function SyncChip({ client, store, onReview }: SyncChipProps) {
  const details = useMemo(() => watchDetails(client), [client])
  return (
    <StatusChip
      store={store}
      signedIn={client.account !== undefined}
      sessionOnly={client.storageKind === 'session'}
      details={details}
      onSyncNow={() => void client.syncNow()}
      onReview={onReview}
      onReload={() => void client.reload()}
      onRetryRefused={(id) => void client.review.retry(id)}
      onExportRefused={(id) => void client.exportRefused(id)}
    />
  )
}

const watchDetails = (client: Client): Observable<SyncDetails> =>
  combineObservables(
    [client.library, client.syncStatus, client.review.conflicts, client.review.quarantine],
    () => ({
      pendingNames: client.listUnsyncedNames(),
      lastSyncedAtMs: client.findLastSyncedAtMs(),
      toReview: client.library
        .get()
        .flatMap(({ row }) => (client.review.count(row.id) > 0 ? [{ id: row.id, name: row.name }] : [])),
      refused: client.review.quarantine
        .get()
        .map(({ id, projectName, message }) => ({ id, projectName, message })),
    }),
  )
