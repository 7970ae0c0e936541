import type { ProjectId } from '#app/document/model/ids.ts'
import type { Observable } from '#app/observable/observable.ts'
import { addConflicts } from '#app/sync/engine/review-status.ts'
import { planProjectStatus } from '#app/sync/engine/sync-status.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import type { OpenSessions } from '../session/open-sessions.ts'
import type { ConflictReview } from '../sync/conflict-review.ts'
import type { ProjectLibrary } from './project-library.ts'

type Watched = {
  projectId: ProjectId
  openSessions: OpenSessions
  library: ProjectLibrary
  review: ConflictReview
  overall: Observable<SyncStatus>
}

/** One project's status: the disk first (Saving, not saved), then its way to the account. */
export function watchProject({
  projectId,
  openSessions,
  library,
  review,
  overall,
}: Watched): Observable<SyncStatus> {
  let last: SyncStatus = overall.get()
  function read(): SyncStatus {
    const saving = openSessions.find(projectId)?.saveStatus.get()
    if (saving?.kind === 'saving') return { kind: 'saving' }
    if (saving?.kind === 'failed') return { kind: 'unsaved', message: saving.message }
    const row = library.findRow(projectId)
    const status = row === undefined ? overall.get() : planProjectStatus(row, overall.get())
    return addConflicts(status, review.count(projectId))
  }
  return {
    get() {
      // useSyncExternalStore wants the same object for the same answer.
      const now = read()
      if (JSON.stringify(now) !== JSON.stringify(last)) last = now
      return last
    },
    subscribe(listener) {
      const ends = [library, overall, review.conflicts].map((store) => store.subscribe(listener))
      const session = openSessions.find(projectId)
      if (session !== undefined) ends.push(session.saveStatus.subscribe(listener))
      return () => {
        for (const end of ends) end()
      }
    },
  }
}
