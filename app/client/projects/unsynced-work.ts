import type { LocalStores } from '#app/storage/open-stores.ts'
import { isUnsynced } from '#app/sync/media/is-unsynced.ts'
import type { UnsyncedCount } from '#app/ui/account.ts'
import type { ClientSync } from '../sync/client-sync.ts'
import type { ConflictReview } from '../sync/conflict-review.ts'
import type { ProjectRows } from './project-rows.ts'

export type UnsyncedWorkOptions = {
  isSignedIn: boolean
  stores: Pick<LocalStores, 'projects' | 'media'>
  rows: Pick<ProjectRows, 'get'>
  sync: Pick<ClientSync, 'status'>
  review: Pick<ConflictReview, 'quarantine'>
}

/** Projects and media that are on this device and not in the account. */
export interface UnsyncedWork {
  /** For the sign-out dialog. */
  countUnsynced(): Promise<UnsyncedCount>
  listUnsyncedNames(): readonly string[]
  /** A quarantined push and its project as a file. */
  exportRefused(id: string): Promise<void>
}

export function createUnsyncedWork(options: UnsyncedWorkOptions): UnsyncedWork {
  const { isSignedIn, stores, rows, sync, review } = options
  return {
    async countUnsynced() {
      const status = sync.status.get()
      const changes = 'pendingCount' in status ? status.pendingCount : 0
      return { changes, mediaFiles: (await stores.media.listAssets()).filter(isUnsynced).length }
    },
    listUnsyncedNames: () =>
      isSignedIn ? rows.get().flatMap(({ pending, name }) => (pending ? [name] : [])) : [],
    async exportRefused(id) {
      const entry = review.quarantine.get().find((refused) => refused.id === id)
      if (entry === undefined) return
      const { downloadRejected } = await import('./download-rejected.ts')
      await downloadRejected(entry, stores.projects)
    },
  }
}
