import type { MintId } from '#app/document/ids.ts'
import type { ProjectStore } from '#app/sync/ports.ts'
import type { Connection } from './connection.ts'
import { planLogRange } from './log-range.ts'
import {
  parseOutboxEntry,
  parseStoredRow,
  planNewRow,
  planOutboxEntry,
  type StoredRow,
  withSync,
} from './project-row.ts'
import { createSnapshotRow } from './stored-project.ts'
import { put, remove, type Write, writeAll } from './transaction.ts'

type SyncRows = Pick<
  ProjectStore,
  | 'markDeleted'
  | 'undelete'
  | 'listOutbox'
  | 'acknowledge'
  | 'recordSyncError'
  | 'applyRemote'
  | 'applyRemoteDeletion'
>

/** The part of the store that deletion and sync use: tombstones, the outbox, and the server's copies. */
export function createSyncRows(connection: Connection, mintId: MintId): SyncRows {
  /** Rewrites a project's row and its outbox entry in one transaction; a project that is not here stays so. */
  async function push(projectId: string, plan: (row: StoredRow) => StoredRow, atMs: number): Promise<void> {
    await connection.write(['projects', 'outbox'], async (transaction) => {
      const [rawRow, rawOutbox] = await Promise.all([
        transaction.objectStore('projects').get(projectId),
        transaction.objectStore('outbox').get(projectId),
      ])
      if (rawRow === undefined) return
      const old = parseStoredRow(rawRow)
      const row = { ...plan(old), generation: old.generation + 1 }
      const waiting = rawOutbox === undefined ? undefined : parseOutboxEntry(rawOutbox)
      const entry = planOutboxEntry(row, waiting, { atMs, deleted: row.deletedAtMs !== undefined })
      await writeAll(transaction, [put('projects', row), put('outbox', entry)])
    })
  }

  return {
    async markDeleted(projectId, atMs) {
      await push(projectId, (row) => ({ ...row, deletedAtMs: atMs }), atMs)
    },

    async undelete(projectId, atMs) {
      await push(projectId, withoutDeletion, atMs)
    },

    async listOutbox() {
      const rows = await connection.read(['outbox'], (transaction) =>
        transaction.objectStore('outbox').getAll(),
      )
      return rows.map(parseOutboxEntry)
    },

    async acknowledge({ projectId, generation, revision }) {
      await connection.write(['projects', 'outbox', 'changes'], async (transaction) => {
        const [rawRow, rawOutbox, seqs] = await Promise.all([
          transaction.objectStore('projects').get(projectId),
          transaction.objectStore('outbox').get(projectId),
          transaction.objectStore('changes').index('byProjectSeq').getAllKeys(planLogRange(projectId)),
        ])
        const isAll = rawOutbox !== undefined && parseOutboxEntry(rawOutbox).generation === generation
        const writes: Write[] = []
        if (rawRow !== undefined) {
          const { syncError: _healed, ...row } = parseStoredRow(rawRow)
          // Two tabs may push; the answer that arrives last is not always the newest.
          const baseRevision = Math.max(row.baseRevision, revision)
          const at = Math.max(row.sync.prunedSeq, seqs.at(-1) ?? 0)
          writes.push(
            put('projects', {
              ...withSync(row, { base: isAll ? { at } : { mustCompare: true } }),
              baseRevision,
            }),
          )
        }
        if (isAll) writes.push(remove('outbox', projectId))
        await writeAll(transaction, writes)
      })
    },

    async recordSyncError(projectId, message) {
      await connection.write(['projects'], async (transaction) => {
        const raw = await transaction.objectStore('projects').get(projectId)
        if (raw === undefined) return
        await writeAll(transaction, [put('projects', { ...parseStoredRow(raw), syncError: message })])
      })
    },

    async applyRemote({ project, revision, createdAtMs, updatedAtMs }) {
      return await connection.write(
        ['projects', 'snapshots', 'changes', 'outbox', 'views'],
        async (transaction) => {
          const [waiting, rawRow, seqs] = await Promise.all([
            transaction.objectStore('outbox').getKey(project.id),
            transaction.objectStore('projects').get(project.id),
            transaction.objectStore('changes').index('byProjectSeq').getAllKeys(planLogRange(project.id)),
          ])
          if (waiting !== undefined) return 'pending'
          const fresh = planNewRow(project, createdAtMs, mintId())
          const { generation } = rawRow === undefined ? fresh : parseStoredRow(rawRow)
          const includedSeq = seqs.at(-1) ?? 0
          const row: StoredRow = {
            ...withSync(fresh, { prunedSeq: includedSeq, base: { at: includedSeq } }),
            updatedAtMs,
            baseRevision: revision,
            generation,
          }
          const snapshot = { projectId: project.id, includedSeq, snapshotId: mintId() }
          await writeAll(transaction, [
            put('projects', row),
            put('snapshots', createSnapshotRow(JSON.stringify(project), snapshot)),
            remove('views', project.id),
            ...seqs.map((seq) => remove('changes', seq)),
          ])
          return 'applied'
        },
      )
    },

    async applyRemoteDeletion({ projectId, revision, deletedAtMs }) {
      return await connection.write(['projects', 'outbox'], async (transaction) => {
        const [waiting, rawRow] = await Promise.all([
          transaction.objectStore('outbox').getKey(projectId),
          transaction.objectStore('projects').get(projectId),
        ])
        if (waiting !== undefined) return 'pending'
        if (rawRow === undefined) return 'applied'
        await writeAll(transaction, [
          put('projects', { ...parseStoredRow(rawRow), baseRevision: revision, deletedAtMs }),
        ])
        return 'applied'
      })
    },
  }
}

function withoutDeletion({ deletedAtMs: _back, ...row }: StoredRow): StoredRow {
  return row
}
