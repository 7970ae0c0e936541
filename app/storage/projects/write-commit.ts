import { applyChange } from '#app/document/changes/apply-change.ts'
import { isViewOnly, type Json } from '#app/document/changes/change.ts'
import { isSame } from '#app/document/changes/is-same.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { SCHEMA_VERSION } from '#app/document/model/schema-version.ts'
import type { CommitInput } from '#app/sync/ports/project-store.ts'
import type { Connection } from '../database/connection.ts'
import type { StoreName, WriteTransaction } from '../database/schema.ts'
import { OutdatedMemoryError, tryAhead, watched } from '../database/try-ahead.ts'
import { findRow, findWaiting } from './find-row.ts'
import { type NewChangeRow, parseChange, parseChangeRows } from './log-row.ts'
import { isRowOf, type Seen } from './project-memory.ts'
import { planOutboxEntry, planRowAfterCommit, type StoredEntry, type StoredRow } from './project-row.ts'
import { readLog } from './read-log.ts'
import { requireValidCommit } from './validate-commit.ts'
import { createViewRow, touchesView } from './view-row.ts'

export type Commit = {
  input: CommitInput
  /** The changes of the document; the view has a row of its own and no history. */
  rows: readonly NewChangeRow[]
  /** The project as this tab last saw it. */
  seen: Seen | undefined
  /** Called with the document after it, while the disk works. */
  prepare?: ((project: ProjectDocument) => void) | undefined
}

/** `outbox` and `seqs` are absent where an earlier attempt had written it. */
export type Written = {
  row: StoredRow
  outbox?: StoredEntry
  seqs?: readonly number[]
  /** The cached document, brought up to the state that the change was written on. */
  seen?: Seen | undefined
  /** The document after it, where it is known already. */
  project?: ProjectDocument
}

/** The view has a row of its own and no history. */
export const listContent = ({ changes }: CommitInput) => changes.filter((change) => !isViewOnly(change))

/**
 * One transaction: the changes, the outbox entry and the list row. `undefined`: the project is no longer on disk and
 * nothing was written. An edit that could not be read back rejects, and nothing was written either.
 */
export function writeCommit(connection: Connection, commit: Commit): Promise<Written | undefined> {
  const { seen, input } = commit
  return tryAhead((isAhead) =>
    connection.write(planStores(input), (transaction, attempt) =>
      isAhead && seen !== undefined && attempt === 0
        ? writeAhead(transaction, commit, seen)
        : writeAfterReading(transaction, commit, attempt),
    ),
  )
}

function planStores({ changes }: CommitInput): readonly StoreName[] {
  const stores: StoreName[] = ['projects', 'changes', 'outbox']
  return touchesView(changes) ? [...stores, 'views'] : stores
}

/**
 * Writes from memory, without waiting for a read: the row is requested first and compared before the commit. Whatever
 * changes a project on disk changes its row, so an equal row means that log and outbox are as remembered too. The edit
 * is checked while the disk works.
 */
async function writeAhead(transaction: WriteTransaction, commit: Commit, seen: Seen): Promise<Written> {
  const { input } = commit
  const reading = watched(transaction.objectStore('projects').get(input.projectId))
  const { row, outbox, adding } = issueWrites(transaction, commit, { before: seen.row, waiting: seen.outbox })
  requireValidCommit(input.changes, input.project)
  const project = listContent(input).reduce(applyChange, seen.project)
  commit.prepare?.(project)
  const raw = await reading
  if (raw === undefined || !isRowOf(raw, seen)) throw new OutdatedMemoryError()
  transaction.commit()
  return { row, outbox, seqs: await adding, seen, project }
}

async function writeAfterReading(
  transaction: WriteTransaction,
  commit: Commit,
  attempt: number,
): Promise<Written | undefined> {
  const { input, rows, seen } = commit
  requireValidCommit(input.changes, input.project)
  const [before, waiting, newer, isWritten] = await Promise.all([
    findRow(transaction, input.projectId),
    findWaiting(transaction, input.projectId),
    seen && readLog(transaction, input.projectId, seen.seq),
    attempt > 0 && hasCommit(transaction, input.projectId, rows[0]?.commitId),
  ])
  if (before === undefined) return undefined
  if (isWritten) return { row: before }
  const { row, outbox, adding } = issueWrites(transaction, commit, { before, waiting })
  transaction.commit()
  return { row, outbox, seqs: await adding, seen: seen && bringUp(seen, before, newer ?? []) }
}

type Present = { before: StoredRow; waiting: StoredEntry | undefined }

/** `adding`: the numbers of the changes in the log. A failed request fails its transaction, which reports it. */
function issueWrites(transaction: WriteTransaction, { input, rows }: Commit, { before, waiting }: Present) {
  const row = planRowAfterCommit(before, input)
  const outbox = planOutboxEntry(row, waiting, { atMs: input.atMs, deleted: false })
  const changes = transaction.objectStore('changes')
  const added = rows.map((change) => watched(changes.add(change)))
  // One that is there already says all there is to say.
  if (waiting?.deleted !== false) void watched(transaction.objectStore('outbox').put(outbox))
  void watched(transaction.objectStore('projects').put(row))
  if (touchesView(input.changes))
    void watched(transaction.objectStore('views').put(createViewRow(input.project)))
  return { row, outbox, adding: watched(Promise.all(added)) }
}

/** A connection may be lost after the disk had the commit and before its event: a splice must not be applied twice. */
async function hasCommit(
  transaction: WriteTransaction,
  projectId: string,
  commitId: string | undefined,
): Promise<boolean> {
  const rows = await readLog(transaction, projectId)
  return rows.some((row) => row.commitId === commitId)
}

/** The cached document with the rows other tabs have written since; `undefined`: it must be read from disk first. */
function bringUp(seen: Seen, before: StoredRow, rawRows: readonly unknown[]): Seen | undefined {
  const { sync, baseRevision } = before
  const isOn = seen.row.sync.bodyId === sync.bodyId && seen.seq >= sync.prunedSeq
  const newer = parseChangeRows(rawRows)
  const isReadable = newer.success && newer.data.every(({ schemaVersion }) => schemaVersion <= SCHEMA_VERSION)
  if (!isOn || !isReadable) return undefined
  const isBaseKept =
    seen.row.baseRevision === baseRevision &&
    isSame(toJson(seen.row.sync.base), toJson(sync.base)) &&
    seen.row.sync.sealedN === sync.sealedN
  const project = newer.data.reduce((known, row) => applyChange(known, parseChange(row)), seen.project)
  const kept = isBaseKept ? seen : { ...seen, base: undefined, sent: undefined }
  return { ...kept, row: before, seq: newer.data.at(-1)?.seq ?? seen.seq, project }
}

const toJson = (value: object): Json => JSON.parse(JSON.stringify(value)) as Json
