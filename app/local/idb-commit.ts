import type { ProjectId } from '#app/document/ids.ts'
import type { CommitInput, ProjectRow } from '#app/sync/ports.ts'
import { requireValidCommit } from './check-commit.ts'
import type { Connection } from './connection.ts'
import type { Folder } from './idb-fold.ts'
import { planLogRange } from './log-range.ts'
import {
  createProjectRow,
  parseOutboxEntry,
  parseStoredRow,
  planNewRow,
  planOutboxEntry,
  planRowAfterCommit,
  type StoredRow,
} from './project-row.ts'
import type { StoreName, WriteTransaction } from './schema.ts'
import { createChangeRow, createSnapshotRow, type NewChangeRow } from './stored-project.ts'
import { put, type Write, writeAll } from './transaction.ts'
import { createViewRow, touchesView } from './view-row.ts'

export interface Committer {
  commit(input: CommitInput): Promise<ProjectRow>
  commitView(input: CommitInput): Promise<ProjectRow>
  remember(row: ProjectRow): void
  forget(projectId: ProjectId): void
}

/**
 * The one path every edit takes to the disk. One transaction holds the changes, the outbox entry and the list row, so
 * that a crash leaves all of them or none [F3], and it resolves only when the browser says it is complete.
 */
export function createCommitter(connection: Connection, folder: Folder): Committer {
  /** What the disk last said of each project: the base to start from when the disk has forgotten it [F21]. */
  const remembered = new Map<ProjectId, ProjectRow>()
  const session = crypto.randomUUID()
  let commitCount = 0

  async function commit(input: CommitInput): Promise<ProjectRow> {
    requireValidCommit(input.changes, input.project)
    commitCount += 1
    const commitId = `${session}:${commitCount}`
    const rows = input.changes.map((change) =>
      createChangeRow(input.projectId, change, { atMs: input.atMs, commitId }),
    )
    const stored = await connection.write(planStores(input), (transaction, attempt) =>
      writeCommit(transaction, { input, rows, commitId, attempt }),
    )
    if (stored === undefined) return await recreate(input)
    const row = createProjectRow(stored, true)
    remembered.set(input.projectId, row)
    folder.grow(
      input.projectId,
      rows.length,
      rows.reduce((bytes, { body }) => bytes + body.length, 0),
    )
    return row
  }

  /** The stored project is gone under the running app: the session's copy is written whole. */
  async function recreate(input: CommitInput): Promise<ProjectRow> {
    connection.reportLost()
    const known = remembered.get(input.projectId)
    const fresh = planNewRow(input.project, input.atMs)
    const row: StoredRow =
      known === undefined
        ? fresh
        : { ...fresh, createdAtMs: known.createdAtMs, baseRevision: known.baseRevision }
    const snapshot = createSnapshotRow(input.project, 0)
    const written = await connection.write(
      ['projects', 'snapshots', 'outbox', 'changes', 'views'],
      async (transaction) => {
        const [existing, seqs] = await Promise.all([
          transaction.objectStore('snapshots').get(input.projectId),
          transaction.objectStore('changes').index('byProjectSeq').getAllKeys(planLogRange(input.projectId)),
        ])
        if (existing !== undefined) return existing.snapshotId === snapshot.snapshotId
        await writeAll(transaction, [
          put('projects', row),
          put('snapshots', { ...snapshot, includedSeq: seqs.at(-1) ?? 0 }),
          put('views', createViewRow(input.project)),
          put('outbox', planOutboxEntry(row, undefined, { atMs: input.atMs, deleted: false })),
        ])
        return true
      },
    )
    // Another tab was quicker: its copy stays, and this edit goes on top of it.
    return written ? createProjectRow(row, true) : await commit(input)
  }

  return {
    commit,
    async commitView(input) {
      const row = await connection.write(['projects', 'outbox', 'views'], async (transaction) => {
        const [raw, waiting] = await Promise.all([
          transaction.objectStore('projects').get(input.projectId),
          transaction.objectStore('outbox').getKey(input.projectId),
        ])
        await writeAll(transaction, raw === undefined ? [] : [put('views', createViewRow(input.project))])
        return raw === undefined ? undefined : createProjectRow(parseStoredRow(raw), waiting !== undefined)
      })
      return row ?? (await recreate(input))
    },
    remember: (row) => remembered.set(row.id, row),
    forget: (projectId) => remembered.delete(projectId),
  }
}

function planStores(input: CommitInput): readonly StoreName[] {
  const stores: StoreName[] = ['projects', 'changes', 'outbox']
  return touchesView(input.changes) ? [...stores, 'views'] : stores
}

type Commit = { input: CommitInput; rows: readonly NewChangeRow[]; commitId: string; attempt: number }

/** `undefined`: the project is not on the disk any more; nothing was written. */
async function writeCommit(
  transaction: WriteTransaction,
  { input, rows, commitId, attempt }: Commit,
): Promise<StoredRow | undefined> {
  const projects = transaction.objectStore('projects')
  const outbox = transaction.objectStore('outbox')
  const [rawRow, rawOutbox, written] = await Promise.all([
    projects.get(input.projectId),
    outbox.get(input.projectId),
    attempt > 0 ? isWritten(transaction, input.projectId, commitId) : false,
  ])
  if (rawRow === undefined) return undefined
  if (written) return parseStoredRow(rawRow)
  const row = planRowAfterCommit(parseStoredRow(rawRow), input)
  const waiting = rawOutbox === undefined ? undefined : parseOutboxEntry(rawOutbox)
  await writeAll(transaction, [
    ...rows.map(
      (change): Write =>
        (writing) =>
          writing.objectStore('changes').add(change),
    ),
    put('outbox', planOutboxEntry(row, waiting, { atMs: input.atMs, deleted: false })),
    put('projects', row),
    ...(touchesView(input.changes) ? [put('views', createViewRow(input.project))] : []),
  ])
  return row
}

/** A connection may be lost after the disk had the commit and before we heard of it: a splice must not run twice. */
async function isWritten(
  transaction: WriteTransaction,
  projectId: ProjectId,
  commitId: string,
): Promise<boolean> {
  const rows: readonly object[] = await transaction
    .objectStore('changes')
    .index('byProjectSeq')
    .getAll(planLogRange(projectId))
  return rows.some((row) => 'commitId' in row && row.commitId === commitId)
}
