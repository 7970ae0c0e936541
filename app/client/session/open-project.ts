import type { ProjectId } from '#app/document/model/ids.ts'
import { type ProjectDocument, projectSchema } from '#app/document/model/schema.ts'
import { SCHEMA_VERSION } from '#app/document/model/schema-version.ts'
import type { LoadedProject, LogPosition, ProjectStore } from '#app/sync/ports/project-store.ts'
import type { Time } from '#app/sync/time.ts'
import type { CrashRecovery } from './crash-recovery.ts'

/** The project to open, before a session is made of it. */
export type OpenPlan =
  | { kind: 'ok'; project: ProjectDocument; at: LogPosition; readOnlyReason?: string }
  | { kind: 'missing' }
  | { kind: 'deleted'; name: string }
  /** Not readable by this build at all; `raw` is the text on disk, for export. */
  | { kind: 'unreadable'; name: string; reason: string; raw: unknown }

const NEWER_REASON =
  'This project was made by a newer version of AppFrames. You can look at it and export it; reload the page to get the newer version and change it.'

/** A project that cannot be written is not followed either. */
const nowhere: LogPosition = { bodyId: 'newer', seq: 0 }

export function planOpen(loaded: LoadedProject): OpenPlan {
  switch (loaded.kind) {
    case 'missing':
      return { kind: 'missing' }
    case 'ok':
      return loaded.row.deletedAtMs === undefined
        ? { kind: 'ok', project: loaded.project, at: loaded.at }
        : { kind: 'deleted', name: loaded.row.name }
    case 'newer': {
      const raw = typeof loaded.raw === 'object' && loaded.raw !== null ? loaded.raw : {}
      // Often only fields were added: then an older build can read it, and must not write it.
      const asOurs = projectSchema.safeParse({ ...raw, schemaVersion: SCHEMA_VERSION })
      return asOurs.success
        ? { kind: 'ok', project: asOurs.data, at: nowhere, readOnlyReason: NEWER_REASON }
        : { kind: 'unreadable', name: loaded.row.name, reason: NEWER_REASON, raw: loaded.raw }
    }
    case 'broken':
      return {
        kind: 'unreadable',
        name: loaded.row.name,
        reason:
          'What is stored of this project on this device is damaged and cannot be opened. Nothing was removed: download it and keep the file, a newer version may be able to repair it.',
        raw: loaded.raw,
      }
  }
}

type RecoveryOptions = { store: ProjectStore; recovery: CrashRecovery; time: Time; projectId: ProjectId }

/**
 * Writes the edits recovered from the page's last moment that the disk did not get [F14]; returns whether there were
 * any.
 */
export async function writeRecovery(loaded: LoadedProject, options: RecoveryOptions): Promise<boolean> {
  const { store, recovery, time, projectId } = options
  if (loaded.kind !== 'ok') return false
  const entries = await recovery.list(projectId)
  if (entries.length === 0) return false
  // Rarely needed: loaded when it is.
  const { recoverEdits } = await import('./recover-edits.ts')
  return await recoverEdits(loaded, entries, { store, atMs: time.nowMs() })
}
