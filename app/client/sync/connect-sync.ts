import { copyName, listProjectNames } from '#app/document/edits/copy-name.ts'
import { projectIdSchema } from '#app/document/model/ids.ts'
import type { Observable } from '#app/observable/observable.ts'
import type { LocalStores } from '#app/storage/open-stores.ts'
import type { ProjectRow } from '#app/sync/ports/project-store.ts'
import type { Account } from '../account/identity.ts'
import { browserTime } from '../platform/browser-time.ts'
import type { TabChannel } from '../platform/tab-channel.ts'
import type { ProjectEvents } from '../project-events.ts'
import type { ClientSync } from './client-sync.ts'
import { type ConflictReview, createConflictReview, type ReviewStore } from './conflict-review.ts'
import { openSync } from './open-sync.ts'

export type ConnectSyncOptions = {
  account: Account | undefined
  stores: LocalStores
  tabs: TabChannel
  events: ProjectEvents
  /** The list, for the name of this device's version when both versions of a project are kept. */
  rows: Observable<readonly ProjectRow[]>
  onFault: (error: unknown) => void
}

export type ConnectedSync = { sync: ClientSync; review: ConflictReview }

/** Sync with the account and the review of its conflicts, joined to the client's events. */
export function connectSync(options: ConnectSyncOptions): ConnectedSync {
  const { account, stores, tabs, events, rows, onFault } = options
  const sync = openSync({
    account,
    stores,
    tabs,
    onFault,
    onEdited(projectIds, tails) {
      const tailOf = new Map(tails.map((tail) => [tail.projectId, tail]))
      for (const projectId of projectIds)
        events.emit({ kind: 'pulled', projectId, tail: tailOf.get(projectId) })
    },
    onRowsChange: (change) => events.emit({ kind: 'rows-synced', ...change }),
    onConflicts: () => events.emit({ kind: 'conflicted' }),
    onMediaSeq: (seq) => events.emit({ kind: 'media-numbered', seq }),
  })
  const review = createConflictReview({
    store: account === undefined ? undefined : createReviewStore(stores),
    nowMs: browserTime.nowMs,
    mintProjectId: () => projectIdSchema.parse(crypto.randomUUID()),
    planCopyName(projectId) {
      const own = rows.get().find(({ id }) => id === projectId)
      return copyName(own?.name ?? 'Project', listProjectNames(rows.get()))
    },
    onRecordsChanged: () => sync.recordsChanged(),
    onDecided(projectIds) {
      for (const projectId of projectIds) events.emit({ kind: 'written', projectId })
    },
    onRetry: () => void sync.syncNow(),
  })
  const refreshReview = () => void review.refresh().catch(onFault)
  events.on({
    committed: () => sync.wake('commit'),
    written: () => sync.wake('commit'),
    // The other tab's edit is on the disk; this one may be the leader.
    'written-elsewhere'() {
      sync.wake('commit')
      refreshReview()
    },
    conflicted: refreshReview,
  })
  followRecords(sync, refreshReview)
  return { sync, review }
}

/** Records are made by the leader, which broadcasts their number to every tab. */
function followRecords(sync: ClientSync, onChange: () => void): void {
  let last = ''
  sync.state.subscribe(() => {
    const { conflictCount, quarantinedCount, blockedIds } = sync.state.get() ?? {}
    const counts = JSON.stringify([conflictCount, quarantinedCount, blockedIds])
    if (counts === last) return
    last = counts
    onChange()
  })
}

function createReviewStore({ records, openSync }: LocalStores): ReviewStore {
  return {
    ...records,
    retryQuarantined: async (id) => (await openSync()).retryQuarantined(id),
    dismissConflicts: async (ids) => (await openSync()).dismissConflicts(ids),
    dismissConflictEntries: async (id, paths) => (await openSync()).dismissConflictEntries(id, paths),
    decideConflict: async (decision) => (await openSync()).decideConflict(decision),
  }
}
