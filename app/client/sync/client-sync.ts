import type { ProjectId } from '#app/document/model/ids.ts'
import type { Observable } from '#app/observable/observable.ts'
import type { LocalStores } from '#app/storage/open-stores.ts'
import type { EngineState } from '#app/sync/engine/engine-state.ts'
import type { WakeReason } from '#app/sync/engine/sync-engine.ts'
import type { EditedTail } from '#app/sync/ports/log.ts'
import type { ProjectRow } from '#app/sync/ports/project-store.ts'
import type { ConflictRecord } from '#app/sync/ports/sync-store.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import type { TabRole } from '#app/sync/tab-role.ts'
import type { Account } from '../account/identity.ts'
import type { TabChannel } from '../platform/tab-channel.ts'

/** Sync for the pages, the same in the leader tab and in the others. */
export interface ClientSync {
  readonly status: Observable<SyncStatus>
  /** `undefined`: signed out. */
  readonly state: Observable<EngineState | undefined>
  /** For media, whose rounds run in the same tab. */
  readonly role: Observable<TabRole>
  wake(reason: WakeReason): void
  /** Resolves when a round that began after the call is over, well or not: the status has the result. */
  syncNow(): Promise<void>
  /** Downloads one project that is not on this device yet; its outcome is then in the store. */
  fetchOne(projectId: ProjectId): Promise<void>
  /** A conflict or a quarantined push was resolved in this tab. */
  recordsChanged(): void
  findLastSyncedAtMs(): number | undefined
  /** Sends nothing until `resume`: the session is about to end, and a request after it would be refused. */
  pause(): void
  resume(): void
  close(): void
}

/** `rows` are theirs after that, a project that is gone has none; absent: to be read. */
export type SyncedRows = { projectIds: readonly ProjectId[]; rows?: readonly ProjectRow[] }

export type OpenSyncOptions = {
  account: Account | undefined
  stores: LocalStores
  tabs: TabChannel
  /** A pull, in whichever tab, changed these documents on the disk: open editors follow. */
  onEdited: (projectIds: readonly ProjectId[], tails: readonly EditedTail[]) => void
  /** List rows changed for a reason of sync, in whichever tab. */
  onRowsChange: (change: SyncedRows) => void
  /** In the leader tab only. */
  onConflicts: (conflicts: readonly ConflictRecord[]) => void
  onMediaSeq: (seq: number) => void
  onFault: (error: unknown) => void
}
