import type { ProjectId } from '#app/document/model/ids.ts'
import { identityKeyPrefix } from '../platform/identity-keys.ts'
import type { EntryReader, RecoveryEntry } from './recovery-entries.ts'
import type { UnsavedPart } from './save-queue.ts'

/**
 * IndexedDB writes may not finish during `pagehide`; localStorage is synchronous. It stores the edits that are not on
 * disk at that moment, which are written when the project is opened again, unless its log has them [F14]. Each page has
 * an entry of its own, also after a reload of its tab: none removes edits of another that could not be written yet.
 */
export interface CrashRecovery {
  save(projectId: ProjectId, parts: readonly UnsavedPart[]): void
  /** The disk has the edits of this page. */
  clear(projectId: ProjectId): void
  /** The entries of this tab before its reload, and of tabs that are closed. */
  list(projectId: ProjectId): Promise<readonly RecoveryEntry[]>
}

export type CrashRecoveryOptions = EntryReader & { databaseName: string }

export function createCrashRecovery(options: CrashRecoveryOptions): CrashRecovery {
  const { storage, databaseName, tabId } = options
  const olderKeyOf = (projectId: ProjectId) => `${identityKeyPrefix('rescue', databaseName)}${projectId}`
  const pageId = crypto.randomUUID()
  const keyOf = (projectId: ProjectId) => `${olderKeyOf(projectId)}:${tabId}:${pageId}`
  const saved = new Set<ProjectId>()

  return {
    save(projectId, parts) {
      try {
        storage.setItem(keyOf(projectId), JSON.stringify({ parts }))
        saved.add(projectId)
      } catch (error) {
        // Full or forbidden: only the write to IndexedDB, which has already begun, is left.
        console.warn('The last edit could not be kept in localStorage.', error)
      }
    },
    clear(projectId) {
      if (saved.delete(projectId)) storage.removeItem(keyOf(projectId))
    },
    async list(projectId) {
      const olderKey = olderKeyOf(projectId)
      const keys = Object.keys(storage).filter((key) => key.startsWith(olderKey))
      if (keys.length === 0) return []
      // Rarely needed: loaded when it is.
      const { readEntries } = await import('./recovery-entries.ts')
      return await readEntries(keys, { ...options, olderKey })
    },
  }
}
