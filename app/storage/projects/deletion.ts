import type { ProjectStore } from '#app/sync/ports/project-store.ts'
import type { Connection } from '../database/connection.ts'
import { put, writeAll } from '../database/transaction.ts'
import { findRow, findWaiting } from './find-row.ts'
import { planOutboxEntry, type StoredRow } from './project-row.ts'

/** Deletes and restores a project: its row and its outbox entry change, its body stays for undo. */
export function createDeletion(connection: Connection): Pick<ProjectStore, 'markDeleted' | 'undelete'> {
  /** One transaction; a project that is not on this device is ignored. */
  async function enqueue(
    projectId: string,
    plan: (row: StoredRow) => StoredRow,
    atMs: number,
  ): Promise<void> {
    await connection.write(['projects', 'outbox'], async (transaction) => {
      const [old, waiting] = await Promise.all([
        findRow(transaction, projectId),
        findWaiting(transaction, projectId),
      ])
      if (old === undefined) return
      const row = { ...plan(old), generation: old.generation + 1 }
      const entry = planOutboxEntry(row, waiting, { atMs, deleted: row.deletedAtMs !== undefined })
      await writeAll(transaction, [put('projects', row), put('outbox', entry)])
    })
  }

  return {
    markDeleted: (projectId, atMs) => enqueue(projectId, (row) => ({ ...row, deletedAtMs: atMs }), atMs),
    undelete: (projectId, atMs) => enqueue(projectId, withoutDeletion, atMs),
  }
}

function withoutDeletion({ deletedAtMs: _back, ...row }: StoredRow): StoredRow {
  return row
}
