import type { ProjectId } from '#app/document/ids.ts'
import type { Connection } from './connection.ts'
import { planLogRange } from './log-range.ts'
import { parseStoredRow, summarise } from './project-row.ts'
import { createSnapshotRow, type Folded, parseStoredBody, type StoredBody } from './stored-project.ts'
import { put, remove, writeAll } from './transaction.ts'

export type FoldOptions = {
  /** Runs a task when nobody is waiting for the page. */
  scheduleIdle?: ((task: () => void) => void) | undefined
}

/**
 * Beyond either, loading would replay noticeably more than it reads. The second grows with the document, so that pasting
 * much into a large one does not write it again and again.
 */
const maxTailLength = 50
const minTailBytes = 100_000

export interface Folder {
  /** What a load found. */
  note(projectId: ProjectId, folded: Folded): void
  /** What a commit added. */
  grow(projectId: ProjectId, tailLength: number, tailBytes: number): void
  close(): void
}

type Tail = { length: number; bytes: number; snapshotBytes: number; isFolding: boolean }

/**
 * Folds the changes of a project into a new snapshot now and then, in idle time and in transactions of its own: an edit
 * never waits for its document to be written. The snapshot is made from what lies on disk, never from a tab's memory,
 * because another tab may have added changes that this one has not seen [F13].
 */
export function createFolder(connection: Connection, options: FoldOptions): Folder {
  const scheduleIdle = options.scheduleIdle ?? scheduleWhenIdle
  const tails = new Map<ProjectId, Tail>()
  let closed = false

  function grow(projectId: ProjectId, tailLength: number, tailBytes: number): void {
    const tail = tails.get(projectId) ?? { length: 0, bytes: 0, snapshotBytes: 0, isFolding: false }
    tail.length += tailLength
    tail.bytes += tailBytes
    tails.set(projectId, tail)
    const isLong = tail.length > maxTailLength || tail.bytes > Math.max(minTailBytes, tail.snapshotBytes)
    if (!isLong || tail.isFolding) return
    tail.isFolding = true
    scheduleIdle(() => void runFold(projectId))
  }

  async function runFold(projectId: ProjectId): Promise<void> {
    if (closed) return
    tails.delete(projectId)
    try {
      const folded = await foldProject(connection, projectId)
      const tail = tails.get(projectId)
      if (folded !== undefined)
        tails.set(projectId, { length: 0, bytes: 0, isFolding: false, ...tail, ...folded })
    } catch (error) {
      // Nothing is lost: the changes stay where they are and the next fold takes them too. The commits report the cause.
      if (!closed) console.warn('A project was not folded this time', error)
    }
  }

  return {
    note(projectId, { tail, tailBytes, snapshotBytes }) {
      tails.set(projectId, { length: 0, bytes: 0, snapshotBytes, isFolding: false })
      grow(projectId, tail.length, tailBytes)
    },
    grow,
    close() {
      closed = true
    },
  }
}

/** `undefined`: there was nothing to fold, the body cannot be read, or another tab folded it first. */
export async function foldProject(
  connection: Connection,
  projectId: ProjectId,
): Promise<{ snapshotBytes: number } | undefined> {
  const body = await readBody(connection, projectId)
  if (body.kind !== 'ok' || body.folded.tail.length === 0) return undefined
  const { project, folded } = body
  const snapshot = createSnapshotRow(project, folded.lastSeq)
  return await connection.write(['snapshots', 'changes', 'projects'], async (transaction) => {
    const [current, rawRow]: [object | undefined, { id: string } | undefined] = await Promise.all([
      transaction.objectStore('snapshots').get(projectId),
      transaction.objectStore('projects').get(projectId),
    ])
    const unchanged =
      current !== undefined && 'snapshotId' in current && current.snapshotId === folded.snapshotId
    if (!unchanged || rawRow === undefined) return undefined
    await writeAll(transaction, [
      put('snapshots', snapshot),
      put('projects', { ...parseStoredRow(rawRow), ...summarise(project) }),
      ...folded.tail.map((seq) => remove('changes', seq)),
    ])
    return { snapshotBytes: snapshot.body.length }
  })
}

async function readBody(connection: Connection, projectId: ProjectId): Promise<StoredBody> {
  return await connection.read(['snapshots', 'changes'], async (transaction) => {
    const [snapshot, changes] = await Promise.all([
      transaction.objectStore('snapshots').get(projectId),
      transaction.objectStore('changes').index('byProjectSeq').getAll(planLogRange(projectId)),
    ])
    return parseStoredBody(snapshot, changes)
  })
}

function scheduleWhenIdle(task: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(task, { timeout: 10_000 })
  else setTimeout(task, 1000)
}
