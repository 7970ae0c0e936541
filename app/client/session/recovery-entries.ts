import * as z from 'zod/mini'
import { type Change, changeSchema } from '#app/document/changes/change.ts'
import type { UnsavedPart } from './save-queue.ts'

const entrySchema = z.object({ parts: z.array(z.object({ ids: z.array(z.string()), change: changeSchema })) })
/** As older builds wrote it, one per project. */
const olderSchema = z.object({ change: changeSchema, writtenAtMs: z.optional(z.number()) })

export type RecoveryEntry = {
  parts: readonly UnsavedPart[]
  /** Of an older build: a row with this time on disk means that the edits did arrive. */
  writtenAtMs?: number | undefined
  remove(): void
}

export type EntryReader = {
  storage: Storage
  tabId: string
  /** An open tab writes its edits itself. */
  listOpenTabs: () => Promise<ReadonlySet<string>>
}

/** The entries under these keys, but those of other tabs that are open: a key ends with the ids of its tab and page. */
export async function readEntries(
  keys: readonly string[],
  { storage, tabId, listOpenTabs, olderKey }: EntryReader & { olderKey: string },
): Promise<readonly RecoveryEntry[]> {
  const open = new Set(await listOpenTabs())
  open.delete(tabId)
  const findTab = (key: string) => key.slice(olderKey.length + 1).split(':')[0] ?? ''
  const left = keys.filter((key) => !open.has(findTab(key)))
  return left.map((key) => ({ ...parseEntry(storage.getItem(key)), remove: () => storage.removeItem(key) }))
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
