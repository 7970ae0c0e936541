import * as z from 'zod/mini'
import { type Change, changeSchema, type Json, type Op } from '#app/document/changes/change.ts'
import { readAt } from '#app/document/changes/read-at.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { ProjectRow } from '#app/sync/ports/project-store.ts'
import { identityKeyPrefix } from '../platform/identity-keys.ts'
import type { RecoveryEntry } from './save-queue.ts'

/**
 * IndexedDB writes may not finish during `pagehide`; localStorage is synchronous. It stores the edits that are not on
 * disk at that moment, which are written when the project is opened again [F14].
 */
export interface CrashRecovery {
  save(projectId: ProjectId, entry: RecoveryEntry, project: ProjectDocument): void
  clear(projectId: ProjectId): void
  /** The saved change, if the disk does not have it already. */
  load(projectId: ProjectId, row: ProjectRow): Change | undefined
}

const entrySchema = z.object({ change: changeSchema, writtenAtMs: z.optional(z.number()) })

export function createCrashRecovery(storage: Storage, databaseName: string): CrashRecovery {
  const keyOf = (projectId: ProjectId) => `${identityKeyPrefix('rescue', databaseName)}${projectId}`

  return {
    save(projectId, { change, writtenAtMs }, project) {
      const repeatable = { ...change, ops: change.ops.map((op) => planRepeatable(op, project)) }
      try {
        storage.setItem(keyOf(projectId), JSON.stringify({ change: repeatable, writtenAtMs }))
      } catch (error) {
        // Full or forbidden: only the write to IndexedDB, which has already begun, is left.
        console.warn('The last edit could not be kept in localStorage.', error)
      }
    },
    clear: (projectId) => storage.removeItem(keyOf(projectId)),
    load(projectId, row) {
      const text = storage.getItem(keyOf(projectId))
      const entry = text === null ? undefined : entrySchema.safeParse(parseJson(text))
      if (entry?.success !== true || entry.data.writtenAtMs === row.updatedAtMs) return undefined
      return entry.data.change as Change
    },
  }
}

/** Applied twice it must be the same as once: a splice becomes the text it led to. */
function planRepeatable(op: Op, project: ProjectDocument): Op {
  if (op.op !== 'splice') return op
  const after = readAt(project as unknown as Json, op.path)
  return { op: 'set', path: op.path, ...(after === undefined ? {} : { after }) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    console.warn('A saved last edit could not be read.', error)
    return undefined
  }
}
