import { saveFile } from '#app/export/save-file.ts'
import type { LocalStores } from '#app/storage/open-stores.ts'
import type { OpenSessions } from '../session/open-sessions.ts'
import type { ClientSync } from '../sync/client-sync.ts'
import type { ConflictReview } from '../sync/conflict-review.ts'
import { saveRefused } from './download-rejected.ts'
import { exportUnsynced } from './download-unsynced.ts'
import type { ProjectRows } from './project-rows.ts'

export type UnsyncedWorkOptions = {
  isSignedIn: boolean
  stores: LocalStores
  rows: ProjectRows
  sessions: Pick<OpenSessions, 'flushAll'>
  sync: Pick<ClientSync, 'status'>
  review: Pick<ConflictReview, 'quarantine'>
}

/** Projects that are on this device and not in the account. */
export interface UnsyncedWork {
  /** Changes, for the sign-out dialog. */
  countUnsynced(): number
  listUnsyncedNames(): readonly string[]
  /** Downloads the projects as one ZIP, also without a network [F37]. */
  exportUnsynced(): Promise<void>
  /** A quarantined push and its project as a file. */
  exportRefused(id: string): Promise<void>
}

export function createUnsyncedWork(options: UnsyncedWorkOptions): UnsyncedWork {
  const { isSignedIn, stores, rows, sessions, sync, review } = options
  return {
    countUnsynced() {
      const status = sync.status.get()
      return 'pendingCount' in status ? status.pendingCount : 0
    },
    listUnsyncedNames: () =>
      isSignedIn ? rows.get().flatMap(({ pending, name }) => (pending ? [name] : [])) : [],
    async exportUnsynced() {
      await sessions.flushAll()
      saveFile(await exportUnsynced(stores), 'AppFrames-not-synced.zip')
    },
    async exportRefused(id) {
      const entry = review.quarantine.get().find((refused) => refused.id === id)
      if (entry !== undefined) await saveRefused(entry, stores.projects)
    },
  }
}
