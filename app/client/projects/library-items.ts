import type { ProjectId } from '#app/document/model/ids.ts'
import { isTemplateId } from '#app/document/model/template-id.ts'
import { createObservable, type Observable } from '#app/observable/observable.ts'
import { addConflicts } from '#app/sync/engine/review-status.ts'
import { isSameStatus, planProjectStatus } from '#app/sync/engine/sync-status.ts'
import type { ProjectRow } from '#app/sync/ports/project-store.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import type { ConflictReview } from '../sync/conflict-review.ts'
import type { CardThumbnails } from './card-thumbnails.ts'

/** One project of the list: the row, its status, and its thumbnail. */
export type LibraryItem = {
  row: ProjectRow
  status: SyncStatus
  thumbnailUrl: string | undefined
  /** A sentence for the list: the stored project cannot be read here, or not changed. */
  loadError?: string
}

/** The items of the list. An unchanged item stays the same object. */
export interface LibraryItems extends Observable<readonly LibraryItem[]> {
  /** The result of reading the project; `undefined`: it opens as it should. */
  recordLoadError(projectId: ProjectId, loadError: string | undefined): void
}

export type LibraryItemsOptions = {
  rows: Observable<readonly ProjectRow[]>
  thumbnails: Pick<CardThumbnails, 'findUrl' | 'subscribe'>
  syncStatus: Observable<SyncStatus>
  review: Pick<ConflictReview, 'conflicts' | 'count'>
}

export function createLibraryItems({
  rows,
  thumbnails,
  syncStatus,
  review,
}: LibraryItemsOptions): LibraryItems {
  const items = createObservable<readonly LibraryItem[]>([])
  const loadErrors = new Map<ProjectId, string>()
  let byId = new Map<ProjectId, LibraryItem>()
  let lastSynced = syncStatus.get()

  function publish(isStatusKnown = true): void {
    const overall = syncStatus.get()
    if (overall.kind === 'synced') lastSynced = overall
    // During a round, an item with nothing pending keeps showing its last sync.
    const settled = overall.kind === 'syncing' ? lastSynced : overall
    const hasConflicts = review.conflicts.get().length > 0
    const toStatus = (row: ProjectRow) =>
      addConflicts(
        planProjectStatus(row, row.pending ? overall : settled),
        hasConflicts ? review.count(row.id) : 0,
      )
    const next = listProjects(rows.get()).map((row) => {
      const before = byId.get(row.id)
      const isKept = isStatusKnown && before?.row === row
      return reuseItem(before, toItem(row, isKept ? before.status : toStatus(row)))
    })
    byId = new Map(next.map((item) => [item.row.id, item]))
    items.set(next)
  }

  function toItem(row: ProjectRow, status: SyncStatus): LibraryItem {
    const loadError = loadErrors.get(row.id)
    const thumbnailUrl = thumbnails.findUrl(row.id)
    return { row, status, thumbnailUrl, ...(loadError === undefined ? {} : { loadError }) }
  }

  rows.subscribe(publish)
  thumbnails.subscribe(publish)
  syncStatus.subscribe(() => publish(false))
  review.conflicts.subscribe(() => publish(false))
  publish()

  return {
    get: items.get,
    subscribe: items.subscribe,
    recordLoadError(projectId, loadError) {
      if (loadErrors.get(projectId) === loadError) return
      if (loadError === undefined) loadErrors.delete(projectId)
      else loadErrors.set(projectId, loadError)
      publish()
    },
  }
}

/** Templates are offered in the editor. */
const listProjects = (rows: readonly ProjectRow[]) => rows.filter(({ id }) => !isTemplateId(id))

function reuseItem(before: LibraryItem | undefined, now: LibraryItem): LibraryItem {
  const isUnchanged =
    before?.row === now.row &&
    before.thumbnailUrl === now.thumbnailUrl &&
    before.loadError === now.loadError &&
    (before.status === now.status || isSameStatus(before.status, now.status))
  return isUnchanged ? before : now
}
