import type { ProjectId } from '#app/document/model/ids.ts'
import { combineObservables, type Observable } from '#app/observable/observable.ts'
import { addConflicts } from '#app/sync/engine/review-status.ts'
import { planProjectStatus } from '#app/sync/engine/sync-status.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import type { OpenSessions } from '../session/open-sessions.ts'
import type { ClientSync } from '../sync/client-sync.ts'
import type { ConflictReview } from '../sync/conflict-review.ts'
import type { ProjectRows } from './project-rows.ts'

type Sources = {
  rows: Pick<ProjectRows, 'find' | 'subscribe'>
  sessions: Pick<OpenSessions, 'find'>
  sync: Pick<ClientSync, 'status'>
  review: ConflictReview
}

/** One project's status: the disk first (Saving, not saved), then sync with the account. */
export function watchProject(projectId: ProjectId, sources: Sources): Observable<SyncStatus> {
  const { rows, sessions, sync, review } = sources
  const saveStatus = sessions.find(projectId)?.saveStatus
  const followed = saveStatus === undefined ? [] : [saveStatus]
  return combineObservables([...followed, rows, sync.status, review.conflicts], (): SyncStatus => {
    const saving = saveStatus?.get()
    if (saving?.kind === 'saving') return { kind: 'saving' }
    if (saving?.kind === 'failed') return { kind: 'unsaved', message: saving.message }
    const overall = sync.status.get()
    const row = rows.find(projectId)
    const status = row === undefined ? overall : planProjectStatus(row, overall)
    return addConflicts(status, review.count(projectId))
  })
}
