import type { SyncStore } from '#app/sync/ports/sync-store.ts'
import type { Connection } from '../database/connection.ts'
import { parseConflict, parseQuarantined } from './rows.ts'

/** What waits for a decision; read apart from the sync store, whose code comes after the page. */
export type SyncRecords = Pick<SyncStore, 'listQuarantine' | 'listConflicts'>

export function createSyncRecordsOn(connection: Connection): SyncRecords {
  return {
    async listQuarantine() {
      const rows = await connection.read(['quarantine'], (transaction) =>
        transaction.objectStore('quarantine').getAll(),
      )
      return listByTime(rows, parseQuarantined)
    },
    async listConflicts(projectId) {
      const rows = await connection.read(['conflicts'], (transaction) => {
        const store = transaction.objectStore('conflicts')
        return projectId === undefined ? store.getAll() : store.index('byProject').getAll(projectId)
      })
      return listByTime(rows, parseConflict)
    },
  }
}

/** A damaged record is left out. */
function listByTime<Row extends { atMs: number }>(
  rows: readonly unknown[],
  parse: (raw: unknown) => Row | undefined,
): Row[] {
  return rows.flatMap((raw) => parse(raw) ?? []).sort((a, b) => a.atMs - b.atMs)
}
