import type { MintId } from '#app/document/model/ids.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { HashText, ProjectRow } from '#app/sync/ports/project-store.ts'
import type { Connection } from '../database/connection.ts'
import { getErrorName } from '../database/errors.ts'
import type { Write } from '../database/transaction.ts'
import { put, writeAll } from '../database/transaction.ts'
import { findRow } from './find-row.ts'
import type { ProjectMemory } from './project-memory.ts'
import { createProjectRow, planNewRow, planOutboxEntry, type StoredRow } from './project-row.ts'
import { createSnapshotOf } from './snapshot.ts'

type Parts = { memory: ProjectMemory; mintId: MintId; hash: HashText | undefined }

/** Stores a new project, pending. Rejects when its id is on this device already: nothing is read to find that out. */
export async function createProject(
  connection: Connection,
  { memory, mintId, hash }: Parts,
  { project, atMs }: { project: ProjectDocument; atMs: number },
): Promise<ProjectRow> {
  const row = planNewRow(project, atMs, mintId())
  const place = { projectId: project.id, includedSeq: 0, snapshotId: mintId() }
  const snapshot = await createSnapshotOf(project, place, hash)
  const outbox = planOutboxEntry(row, undefined, { atMs, deleted: false })
  const isNew = await connection
    .write(['projects', 'snapshots', 'outbox'], async (transaction, attempt) => {
      // A retry after a lost connection: the first attempt may have reached the disk.
      if (attempt > 0 && (await findRow(transaction, project.id)) !== undefined) return true
      await writeAll(transaction, [add(row), put('snapshots', snapshot), put('outbox', outbox)])
      return true
    })
    .catch((error: unknown) => {
      if (getErrorName(error) === 'ConstraintError') return false
      throw error
    })
  if (!isNew) throw new Error(`project ${project.id} is already on this device`)
  memory.keep({ row, outbox, rawView: undefined, seq: 0, project, base: undefined })
  return createProjectRow(row, true)
}

/** The browser refuses a second row of the same key, and with it the transaction. */
const add =
  (row: StoredRow): Write =>
  (transaction) =>
    transaction.objectStore('projects').add(row)
