import { applyChange } from '#app/document/changes/apply-change.ts'
import { type Change, isViewOnly } from '#app/document/changes/change.ts'
import type { MintId, ProjectId } from '#app/document/model/ids.ts'
import type { CommitInput, OutboxEntry, ProjectRow } from '#app/sync/ports/project-store.ts'
import type { Connection } from '../database/connection.ts'
import type { StoreName, WriteTransaction } from '../database/schema.ts'
import { put, type Write, writeAll } from '../database/transaction.ts'
import type { Folder } from './compaction.ts'
import { findRow, findWaiting } from './find-row.ts'
import { createChangeRow, type NewChangeRow } from './log-row.ts'
import type { ProjectMemory } from './project-memory.ts'
import {
  createProjectRow,
  planNewRow,
  planOutboxEntry,
  planRowAfterCommit,
  type StoredRow,
  withSync,
} from './project-row.ts'
import { listSeqs, readLog } from './read-log.ts'
import { createSnapshotRow } from './snapshot.ts'
import { requireValidCommit } from './validate-commit.ts'
import { createViewRow, touchesView } from './view-row.ts'

export interface Committer {
  commit(input: CommitInput): Promise<ProjectRow>
  commitView(input: CommitInput): Promise<ProjectRow>
  remember(row: ProjectRow): void
  forget(projectId: ProjectId): void
}

type Parts = { folder: Folder; memory: ProjectMemory; mintId: MintId }

/**
 * The one path every edit takes to the disk. One transaction holds the changes, the outbox entry and the list row, so
 * that a crash leaves all of them or none [F3], and it resolves only when the browser says it is complete.
 */
export function createCommitter(connection: Connection, { folder, memory, mintId }: Parts): Committer {
  /** What the disk last said of each project: the base to start from when the disk has forgotten it [F21]. */
  const remembered = new Map<ProjectId, ProjectRow>()
  const session = mintId()
  let commitCount = 0

  async function commit(input: CommitInput): Promise<ProjectRow> {
    requireValidCommit(input.changes, input.project)
    // Where the person looks has a row of its own and no history.
    const rows = input.changes.flatMap((change, index) =>
      isViewOnly(change) ? [] : [createRow(input, change, index)],
    )
    const written = await connection.write(planStores(input), (transaction, attempt) =>
      writeCommit(transaction, { input, rows, attempt }),
    )
    if (written === undefined) return await recreate(input)
    rememberCommit(memory, input, written)
    const row = createProjectRow(written.row, true)
    remembered.set(input.projectId, row)
    folder.grow(
      input.projectId,
      rows.length,
      rows.reduce((bytes, { body }) => bytes + body.length, 0),
    )
    return row
  }

  function createRow({ projectId, atMs, tabId, marks }: CommitInput, change: Change, index: number) {
    const { id, ...mark } = marks?.[index] ?? { id: undefined }
    commitCount += 1
    const commitId = id ?? `${session}:${commitCount}`
    return createChangeRow(projectId, change, { atMs, commitId, origin: 'local', tabId, ...mark })
  }

  /** The stored project is gone under the running app: the session's copy is written whole. */
  async function recreate(input: CommitInput): Promise<ProjectRow> {
    connection.reportLost()
    const known = remembered.get(input.projectId)
    const fresh = planNewRow(input.project, input.atMs, mintId())
    const { createdAtMs, baseRevision } = known ?? fresh
    // What the server has went with the rest.
    const base = baseRevision > 0 ? { mustCompare: true } : {}
    const row: StoredRow = { ...fresh, createdAtMs, baseRevision, sync: { ...fresh.sync, base } }
    const snapshotId = mintId()
    const body = JSON.stringify(input.project)
    const written = await connection.write(
      ['projects', 'snapshots', 'outbox', 'changes', 'views'],
      async (transaction) => {
        const [existing, seqs] = await Promise.all([
          transaction.objectStore('snapshots').get(input.projectId),
          listSeqs(transaction, input.projectId),
        ])
        if (existing !== undefined) return existing.snapshotId === snapshotId
        const prunedSeq = seqs.at(-1) ?? 0
        const { id: projectId } = row
        await writeAll(transaction, [
          put('projects', withSync(row, { prunedSeq })),
          put('snapshots', createSnapshotRow(body, { projectId, includedSeq: prunedSeq, snapshotId })),
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
        const [row, waiting] = await Promise.all([
          findRow(transaction, input.projectId),
          transaction.objectStore('outbox').getKey(input.projectId),
        ])
        await writeAll(transaction, row === undefined ? [] : [put('views', createViewRow(input.project))])
        return row === undefined ? undefined : createProjectRow(row, waiting !== undefined)
      })
      const seen = memory.find(input.projectId)
      if (seen !== undefined) memory.keep({ ...seen, rawView: createViewRow(input.project) })
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

/** `before`: what the change was written after; absent where it had been written by a try before. */
type Written = { row: StoredRow; before?: StoredRow; outbox?: OutboxEntry; seq?: number | undefined }

/** The document goes on from the one that is remembered, not from what the tab shows: it may not have seen every row. */
function rememberCommit(
  memory: ProjectMemory,
  { changes, project: shown }: CommitInput,
  { row, before, outbox, seq }: Written,
): void {
  const seen = before && memory.findCurrent(before)
  if (seen === undefined || outbox === undefined || seq === undefined) return memory.forget(row.id)
  const content = changes.filter((change) => !isViewOnly(change))
  const project = content.reduce(applyChange, seen.project)
  const rawView = touchesView(changes) ? createViewRow(shown) : seen.rawView
  memory.keep({ ...seen, row, outbox, seq, project, rawView })
}

type Commit = { input: CommitInput; rows: readonly NewChangeRow[]; attempt: number }

/** `undefined`: the project is not on the disk any more; nothing was written. */
async function writeCommit(
  transaction: WriteTransaction,
  { input, rows, attempt }: Commit,
): Promise<Written | undefined> {
  const [before, waiting, written] = await Promise.all([
    findRow(transaction, input.projectId),
    findWaiting(transaction, input.projectId),
    attempt > 0 ? isWritten(transaction, input.projectId, rows[0]?.commitId) : false,
  ])
  if (before === undefined) return undefined
  if (written) return { row: before }
  const row = planRowAfterCommit(before, input)
  const outbox = planOutboxEntry(row, waiting, { atMs: input.atMs, deleted: false })
  let seq: number | undefined
  await writeAll(transaction, [
    ...rows.map(
      (change): Write =>
        (writing) =>
          writing
            .objectStore('changes')
            .add(change)
            .then((added) => {
              seq = added
            }),
    ),
    put('outbox', outbox),
    put('projects', row),
    ...(touchesView(input.changes) ? [put('views', createViewRow(input.project))] : []),
  ])
  return { row, before, outbox, seq }
}

/** A connection may be lost after the disk had the commit and before we heard of it: a splice must not run twice. */
async function isWritten(
  transaction: WriteTransaction,
  projectId: ProjectId,
  commitId: string | undefined,
): Promise<boolean> {
  const rows = await readLog(transaction, projectId)
  return rows.some((row) => row.commitId === commitId)
}
