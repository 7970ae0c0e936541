import type { MintId, ProjectId } from '#app/document/model/ids.ts'
import type { HashText } from '#app/sync/ports/project-store.ts'
import type { Connection } from '../database/connection.ts'
import { mintRandomId } from '../database/mint-id.ts'
import { put, remove, writeAll } from '../database/transaction.ts'
import { findRow } from './find-row.ts'
import { keepInFlightText } from './in-flight-row.ts'
import { parseChangeRows } from './log-row.ts'
import { isDamaged, type StoredRow, summarise, withSync } from './project-row.ts'
import { readLog } from './read-log.ts'
import { type Compacted, createSnapshotOf, parseStoredBody, type StoredBody } from './snapshot.ts'

export type CompactionOptions = {
  /** Runs a task while the page is idle. */
  scheduleIdle?: ((task: () => void) => void) | undefined
  /** Randomness as a port: ids that are new wherever they are minted. */
  mintId?: MintId | undefined
  /** When given, snapshots are canonical text with its hash, ready to be sent. */
  hash?: HashText | undefined
}

/**
 * Limits beyond which loading would replay noticeably more than it reads. The second grows with the document, so that
 * pasting much into a large one does not rewrite it again and again.
 */
const maxTailLength = 50
const minTailBytes = 100_000

/** The latest changes of a project stay after a compaction: the history panel lists them and undo uses them. */
const maxHistoryLength = 200
const maxHistoryBytes = 2_000_000

export interface Compactor {
  /** Records the log read by a load. */
  record(projectId: ProjectId, compacted: Compacted): void
  /** Records the rows added by a commit. */
  grow(projectId: ProjectId, tailLength: number, tailBytes: number): void
  close(): void
}

type Tail = { length: number; bytes: number; snapshotBytes: number; isCompacting: boolean }

/**
 * Compacts the changes of a project into a new snapshot now and then, in idle time and in transactions of its own: an
 * edit never waits for its document to be written. The snapshot is made from the rows on disk, never from a tab's
 * memory, because another tab may have added changes that this one has not seen [F13].
 */
export function createCompactor(connection: Connection, options: CompactionOptions): Compactor {
  const { scheduleIdle = scheduleWhenIdle, mintId = mintRandomId, hash } = options
  const tails = new Map<ProjectId, Tail>()
  let closed = false

  function grow(projectId: ProjectId, tailLength: number, tailBytes: number): void {
    const tail = tails.get(projectId) ?? { length: 0, bytes: 0, snapshotBytes: 0, isCompacting: false }
    tail.length += tailLength
    tail.bytes += tailBytes
    tails.set(projectId, tail)
    const isLong = tail.length > maxTailLength || tail.bytes > Math.max(minTailBytes, tail.snapshotBytes)
    if (!isLong || tail.isCompacting) return
    tail.isCompacting = true
    scheduleIdle(() => void runCompaction(projectId))
  }

  async function runCompaction(projectId: ProjectId): Promise<void> {
    if (closed) return
    tails.delete(projectId)
    try {
      const compacted = await compactProject(connection, projectId, { mintId, hash })
      const tail = tails.get(projectId)
      if (compacted !== undefined)
        tails.set(projectId, { length: 0, bytes: 0, isCompacting: false, ...tail, ...compacted })
    } catch (error) {
      // Nothing is lost: the changes stay and the next compaction includes them. The commits report the cause.
      if (!closed) console.warn('A project was not folded this time', error)
    }
  }

  return {
    record(projectId, { tailLength, tailBytes, snapshotBytes }) {
      tails.set(projectId, { length: 0, bytes: 0, snapshotBytes, isCompacting: false })
      grow(projectId, tailLength, tailBytes)
    },
    grow,
    close() {
      closed = true
    },
  }
}

/** `undefined`: nothing to compact, an unreadable body, or another tab was first. */
export async function compactProject(
  connection: Connection,
  projectId: ProjectId,
  { mintId = mintRandomId, hash }: Pick<CompactionOptions, 'mintId' | 'hash'> = {},
): Promise<{ snapshotBytes: number } | undefined> {
  const stored = await readStored(connection, projectId)
  if (stored === undefined || stored.body.kind !== 'ok' || stored.body.compacted.tailLength === 0)
    return undefined
  const { body, rows, row } = stored
  const plan = planCompaction(body, rows, row)
  const { targetSeq } = plan
  const place = { projectId, includedSeq: targetSeq, snapshotId: mintId() }
  const snapshot = await createSnapshotOf(plan.project, place, hash)
  const base = plan.isBasePassed && body.marked !== undefined ? JSON.stringify(body.marked) : undefined
  return await connection.write(
    ['snapshots', 'changes', 'projects', 'bases', 'sealed'],
    async (transaction) => {
      const [current, now] = await Promise.all([
        transaction.objectStore('snapshots').get(projectId),
        findRow(transaction, projectId),
      ])
      const isUnchanged = current?.snapshotId === body.compacted.snapshotId
      if (!isUnchanged || now === undefined) return undefined
      const { at } = now.sync.base
      const isBaseKept = base !== undefined && at === row.sync.base.at
      // The base has moved meanwhile, and not far enough: its document is not available.
      if (!isBaseKept && typeof at === 'number' && at < targetSeq) return undefined
      const { sealedN } = now.sync
      const inFlight =
        sealedN === undefined ? undefined : await transaction.objectStore('sealed').get(sealedN)
      const throughSeq = typeof inFlight?.throughSeq === 'number' ? inFlight.throughSeq : targetSeq
      await writeAll(transaction, [
        put('snapshots', snapshot),
        ...keepInFlightText(inFlight, current),
        put('projects', {
          ...withSync(now, {
            prunedSeq: Math.max(now.sync.prunedSeq, plan.pruned.at(-1) ?? 0),
            ...(throughSeq < targetSeq ? { isSealedFolded: true } : {}),
            ...(isBaseKept ? { base: { ...now.sync.base, at: 'whole' } } : {}),
          }),
          ...(isDamaged(now) ? summarise(body.project) : {}),
        }),
        ...(isBaseKept ? [put('bases', { projectId, body: base })] : []),
        ...plan.pruned.map((seq) => remove('changes', seq)),
      ])
      return { snapshotBytes: snapshot.body.length }
    },
  )
}

type Stored = { row: StoredRow; body: StoredBody; rows: readonly object[] }

async function readStored(connection: Connection, projectId: ProjectId): Promise<Stored | undefined> {
  return await connection.read(['projects', 'snapshots', 'changes'], async (transaction) => {
    const [row, snapshot, rows] = await Promise.all([
      findRow(transaction, projectId),
      transaction.objectStore('snapshots').get(projectId),
      readLog(transaction, projectId),
    ])
    if (row === undefined) return undefined
    const { at } = row.sync.base
    return { row, rows, body: parseStoredBody(snapshot, rows, typeof at === 'number' ? at : undefined) }
  })
}

/**
 * The snapshot goes up to the base when little follows it: then the base need not be stored beside it. Otherwise it
 * goes to the end, and a base that it passes is stored whole, because the pending changes are the difference from it.
 */
function planCompaction(body: StoredBody & { kind: 'ok' }, rawRows: readonly object[], row: StoredRow) {
  const { at } = row.sync.base
  const rows = (parseChangeRows(rawRows).data ?? []).map(({ seq, body: text }) => ({
    seq,
    bytes: text.length,
  }))
  const baseSeq = typeof at === 'number' && body.marked !== undefined ? at : undefined
  const afterBase = rows.filter(({ seq }) => baseSeq !== undefined && seq > baseSeq)
  const isShort =
    baseSeq !== undefined &&
    baseSeq > body.compacted.includedSeq &&
    afterBase.length > 0 &&
    afterBase.length <= maxTailLength / 2 &&
    afterBase.reduce((sum, { bytes }) => sum + bytes, 0) <= minTailBytes / 2
  const targetSeq = isShort ? baseSeq : body.seq
  return {
    targetSeq,
    project: isShort && body.marked !== undefined ? body.marked : body.project,
    isBasePassed: baseSeq !== undefined && baseSeq < targetSeq,
    pruned: planPruning(rows).filter((seq) => seq <= targetSeq),
  }
}

function planPruning(rows: readonly { seq: number; bytes: number }[]): readonly number[] {
  let [count, bytes] = [0, 0]
  const pruned: number[] = []
  for (const row of rows.toReversed()) {
    count += 1
    bytes += row.bytes
    if (count > maxHistoryLength || bytes > maxHistoryBytes) pruned.push(row.seq)
  }
  return pruned.reverse()
}

type IdleScope = { requestIdleCallback?: (task: () => void, options: { timeout: number }) => number }

/** Safari and service workers have no requestIdleCallback. */
function scheduleWhenIdle(task: () => void): void {
  const { requestIdleCallback } = globalThis as IdleScope
  if (requestIdleCallback === undefined) setTimeout(task, 1000)
  else requestIdleCallback(task, { timeout: 10_000 })
}
