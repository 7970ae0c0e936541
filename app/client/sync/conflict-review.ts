import type { ProjectId } from '#app/document/model/ids.ts'
import type { EditorConflicts } from '#app/editor/ports/conflicts.ts'
import { createObservable, type Observable } from '#app/observable/observable.ts'
import type { ConflictRecord, Quarantined, SyncStore } from '#app/sync/ports/sync-store.ts'

export type ConflictReviewOptions = {
  /** Absent: signed out, so there are no conflicts. */
  store: ReviewStore | undefined
  nowMs: () => number
  mintProjectId: () => ProjectId
  /** The name for this device's version, when both are kept. */
  planCopyName: (projectId: ProjectId) => string
  /** There are fewer records now: counts are updated. */
  onRecordsChanged: () => void
  /** A choice changed the disk: tabs follow, sync resumes. */
  onDecided: (projectIds: readonly ProjectId[]) => void
  /** A push is pending again. */
  onRetry: () => void
}

export type ReviewStore = Pick<
  SyncStore,
  | 'listQuarantine'
  | 'retryQuarantined'
  | 'listConflicts'
  | 'dismissConflicts'
  | 'dismissConflictEntries'
  | 'decideConflict'
>

/** Items that need a decision: places two devices changed, and pushes the account rejected. */
export interface ConflictReview {
  readonly conflicts: Observable<readonly ConflictRecord[]>
  readonly quarantine: Observable<readonly Quarantined[]>
  /** Reads both again; called when a round has changed rows, here or in another tab. */
  refresh(): Promise<void>
  /** The number of a project's places in review; without an id, of all. */
  count(projectId?: ProjectId): number
  forProject(projectId: ProjectId): EditorConflicts
  retry(id: string): Promise<void>
}

export function createConflictReview(options: ConflictReviewOptions): ConflictReview {
  const { store } = options
  const conflicts = createObservable<readonly ConflictRecord[]>([], isSameList)
  const quarantine = createObservable<readonly Quarantined[]>([], isSameList)

  async function refresh(): Promise<void> {
    if (store === undefined) return
    const [records, entries] = await Promise.all([store.listConflicts(), store.listQuarantine()])
    conflicts.set(records)
    quarantine.set(entries)
  }

  async function change(act: (disk: ReviewStore) => Promise<void>): Promise<void> {
    if (store === undefined) return
    await act(store)
    await refresh()
    options.onRecordsChanged()
  }

  const listOf = (projectId: ProjectId | undefined) =>
    projectId === undefined
      ? conflicts.get()
      : conflicts.get().filter((record) => record.projectId === projectId)

  return {
    conflicts,
    quarantine,
    refresh,
    count: (projectId) => listOf(projectId).reduce((sum, record) => sum + countPlaces(record), 0),
    forProject(projectId) {
      return {
        ...selectOne(conflicts, projectId),
        markReviewed: (id, paths) => change((disk) => disk.dismissConflictEntries(id, paths)),
        dismiss: (id) => change((disk) => disk.dismissConflicts([id])),
        async decide(id, keep) {
          const atMs = options.nowMs()
          if (keep !== 'both') {
            await change((disk) => disk.decideConflict({ id, atMs, keep }))
            options.onDecided([projectId])
            return
          }
          const copyId = options.mintProjectId()
          const copyName = options.planCopyName(projectId)
          await change((disk) => disk.decideConflict({ id, atMs, keep, copyId, copyName }))
          options.onDecided([projectId, copyId])
        },
      }
    },
    async retry(id) {
      await change((disk) => disk.retryQuarantined(id))
      options.onRetry()
    },
  }
}

/** The same array while the records are the same: they may hold a whole project each, so they are not compared. */
function selectOne(
  all: Observable<readonly ConflictRecord[]>,
  projectId: ProjectId,
): Observable<readonly ConflictRecord[]> {
  let source: readonly ConflictRecord[] | undefined
  let own: readonly ConflictRecord[] = []
  return {
    get() {
      if (source === all.get()) return own
      source = all.get()
      const next = source.filter((record) => record.projectId === projectId)
      if (!isSameList(own, next)) own = next
      return own
    },
    subscribe: all.subscribe,
  }
}

const countPlaces = (record: ConflictRecord): number => (record.kind === 'fields' ? record.entries.length : 1)

/** Records never change but by losing entries. */
function isSameList(
  a: ReadonlyArray<ConflictRecord | Quarantined>,
  b: ReadonlyArray<ConflictRecord | Quarantined>,
): boolean {
  return (
    a.length === b.length &&
    a.every((one, index) => one.id === b[index]?.id && sizeOf(one) === sizeOf(b[index]))
  )
}

const sizeOf = (one: ConflictRecord | Quarantined | undefined): number =>
  one !== undefined && 'entries' in one ? one.entries.length : 0
