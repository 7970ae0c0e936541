import * as z from 'zod/mini'
import { type Change, changeSchema } from '#app/document/changes/change.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import { identityKeyPrefix } from '../platform/identity-keys.ts'
import type { UnsavedPart } from './save-queue.ts'

/**
 * IndexedDB writes may not finish during `pagehide`; localStorage is synchronous. It stores the edits that are not on
 * disk at that moment, which are written when the project is opened again, unless its log has them [F14]. Each tab has
 * an entry of its own: none removes the edits of another.
 */
export interface CrashRecovery {
  save(projectId: ProjectId, parts: readonly UnsavedPart[]): void
  /** The disk has the edits of this tab. */
  clear(projectId: ProjectId): void
  /** The entries of this tab before its reload, and of tabs that are closed. */
  list(projectId: ProjectId): Promise<readonly RecoveryEntry[]>
}

export type RecoveryEntry = {
  parts: readonly UnsavedPart[]
  /** Of an older build: a row with this time on disk means that the edits did arrive. */
  writtenAtMs?: number | undefined
  remove(): void
}

export type CrashRecoveryOptions = {
  storage: Storage
  databaseName: string
  tabId: string
  /** An open tab writes its edits itself. */
  listOpenTabs: () => Promise<ReadonlySet<string>>
}

const entrySchema = z.object({ parts: z.array(z.object({ ids: z.array(z.string()), change: changeSchema })) })
/** As older builds wrote it, one per project. */
const olderSchema = z.object({ change: changeSchema, writtenAtMs: z.optional(z.number()) })

export function createCrashRecovery(options: CrashRecoveryOptions): CrashRecovery {
  const { storage, databaseName, tabId, listOpenTabs } = options
  const olderKeyOf = (projectId: ProjectId) => `${identityKeyPrefix('rescue', databaseName)}${projectId}`
  const keyOf = (projectId: ProjectId, tab: string) => `${olderKeyOf(projectId)}:${tab}`
  const saved = new Set<ProjectId>()

  return {
    save(projectId, parts) {
      try {
        storage.setItem(keyOf(projectId, tabId), JSON.stringify({ parts }))
        saved.add(projectId)
      } catch (error) {
        // Full or forbidden: only the write to IndexedDB, which has already begun, is left.
        console.warn('The last edit could not be kept in localStorage.', error)
      }
    },
    clear(projectId) {
      if (saved.delete(projectId)) storage.removeItem(keyOf(projectId, tabId))
    },
    async list(projectId) {
      const olderKey = olderKeyOf(projectId)
      const keys = Object.keys(storage).filter((key) => key === olderKey || key.startsWith(`${olderKey}:`))
      if (keys.length === 0) return []
      const open = new Set(await listOpenTabs())
      open.delete(tabId)
      const left = keys.filter((key) => !open.has(key.slice(olderKey.length + 1)))
      return left.map((key) => ({
        ...parseEntry(storage.getItem(key)),
        remove: () => storage.removeItem(key),
      }))
    },
  }
}

function parseEntry(text: string | null): Omit<RecoveryEntry, 'remove'> {
  const raw = parseJson(text ?? '')
  const entry = entrySchema.safeParse(raw)
  if (entry.success) return entry.data as { parts: UnsavedPart[] }
  const older = olderSchema.safeParse(raw)
  if (!older.success) return { parts: [] }
  const { change, writtenAtMs } = older.data
  return { parts: [{ ids: [], change: change as Change }], writtenAtMs }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    console.warn('A saved last edit could not be read.', error)
    return undefined
  }
}
