import { applyChange } from '#app/document/changes/apply-change.ts'
import { type Change, isViewOnly } from '#app/document/changes/change.ts'
import type { MintId, ProjectId } from '#app/document/model/ids.ts'
import type { EditedTail } from '#app/sync/ports/log.ts'
import type { CommitInput, ProjectRow } from '#app/sync/ports/project-store.ts'
import type { Connection } from '../database/connection.ts'
import { put, writeAll } from '../database/transaction.ts'
import type { Compactor } from './compaction.ts'
import { findRow } from './find-row.ts'
import { createChangeRow, type NewChangeRow, toLogRow } from './log-row.ts'
import type { ProjectMemory } from './project-memory.ts'
import { createProjectRow, planNewRow, planOutboxEntry, type StoredRow, withSync } from './project-row.ts'
import { listSeqs } from './read-log.ts'
import { createSnapshotRow } from './snapshot.ts'
import { createViewRow, touchesView } from './view-row.ts'
import { listContent, type Written, writeCommit } from './write-commit.ts'

export interface Committer {
  commit(input: CommitInput): Promise<ProjectRow>
  commitView(input: CommitInput): Promise<ProjectRow>
  remember(row: ProjectRow): void
  forget(projectId: ProjectId): void
}

type Parts = { compactor: Compactor; memory: ProjectMemory; mintId: MintId }

/**
 * The one path by which every edit reaches the disk. One transaction writes the changes, the outbox entry and the list
 * row, so that a crash leaves all of them or none [F3], and it resolves only when the browser reports it complete.
 */
export function createCommitter(connection: Connection, { compactor, memory, mintId }: Parts): Committer {
  /** The last base known of each project: used when the stored one is gone [F21]. */
  const remembered = new Map<ProjectId, ProjectRow>()
  const session = mintId()
  let commitCount = 0

  async function commit(input: CommitInput): Promise<ProjectRow> {
    // The view has a row of its own and no history.
    const rows = input.changes.flatMap((change, index) =>
      isViewOnly(change) ? [] : [createRow(input, change, index)],
    )
    const seen = memory.find(input.projectId)
    const written = await writeCommit(connection, { input, rows, seen, prepare: memory.prepare })
    if (written === undefined) return await recreate(input)
    rememberCommit(memory, input, written)
    const tail = planTail(written, input, rows)
    if (tail !== undefined && rows.length > 0) input.onAppended?.(tail)
    const row = createProjectRow(written.row, true)
    remembered.set(input.projectId, row)
    compactor.grow(
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

  /** The stored project was removed while the app runs: the session's copy is written whole. */
  async function recreate(input: CommitInput): Promise<ProjectRow> {
    connection.reportLost()
    const known = remembered.get(input.projectId)
    const fresh = planNewRow(input.project, input.atMs, mintId())
    const { createdAtMs, baseRevision } = known ?? fresh
    // The base is gone with the rest.
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
    // Another tab was first: its copy stays, and this edit is applied on top of it.
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

/** The new document is made from the cached one, not from the tab's: the tab may not have seen every row. */
function rememberCommit(memory: ProjectMemory, input: CommitInput, written: Written): void {
  const { row, outbox, seqs = [], seen } = written
  const seq = seqs.at(-1)
  if (seen === undefined || outbox === undefined || seq === undefined) {
    memory.forget(row.id)
    return
  }
  const project = written.project ?? listContent(input).reduce(applyChange, seen.project)
  const rawView = touchesView(input.changes) ? createViewRow(input.project) : seen.rawView
  memory.keep({ ...seen, row, outbox, seq, project, rawView })
}

function planTail(
  { row, seqs = [], seen }: Written,
  input: CommitInput,
  rows: readonly NewChangeRow[],
): EditedTail | undefined {
  if (seen === undefined || seqs.length !== rows.length) return undefined
  const content = listContent(input)
  const logRows = rows.flatMap((added, index) => {
    const [seq, change] = [seqs[index], content[index]]
    return seq === undefined || change === undefined ? [] : [toLogRow({ ...added, seq }, change)]
  })
  return { projectId: row.id, bodyId: row.sync.bodyId, fromSeq: seen.seq, rows: logRows }
}
