import type { ProjectId } from '#app/document/model/ids.ts'
import type { SyncRead, Waiting } from '#app/sync/ports/sync-store.ts'
import type { ProjectMemory, Seen } from '../projects/project-memory.ts'
import { applyView } from '../projects/view-row.ts'
import { createBase, isBlocked, withBaseView } from './read-for-sync.ts'

/** The cached project in the shape of a read from disk. `undefined`: it must be read from disk. */
export function recallForSync(memory: ProjectMemory, projectId: ProjectId): SyncRead | undefined {
  const seen = memory.find(projectId)
  if (seen === undefined || !isRecallable(seen)) return undefined
  const { row, outbox, rawView, seq, project, base } = seen
  // As it was made: the disk has its text, which is sent unchanged.
  if (seq === 0 && row.sync.base.at === undefined) return undefined
  return {
    projectId,
    generation: row.generation,
    isWaiting: outbox !== undefined,
    isBlocked: isBlocked(row),
    isDeleted: row.deletedAtMs !== undefined,
    inFlight: undefined,
    label: row.sync.label ?? 'Edit',
    base: createBase(row, base && withBaseView(row, base)),
    workingCopy: { project: applyView(project, rawView), seq },
  }
}

/** An in-flight push, a base that is not cached and rows of another build are read from the disk. */
export function isRecallable({ row: { sync }, base }: Seen): boolean {
  return (
    sync.sealedN === undefined &&
    sync.isListedOnly !== true &&
    sync.unreadableBy === undefined &&
    sync.base.mustCompare !== true &&
    (base !== undefined || sync.base.at === undefined)
  )
}

/** Pending pushes of the cached projects, oldest first. There may be more on the disk. */
export function recallWaiting(memory: ProjectMemory): readonly Waiting[] {
  return memory
    .list()
    .flatMap(({ row, outbox }) =>
      outbox === undefined || row.sync.sealedN !== undefined || isBlocked(row)
        ? []
        : [{ projectId: row.id, enqueuedAtMs: outbox.enqueuedAtMs, generation: row.generation }],
    )
    .sort((a, b) => a.enqueuedAtMs - b.enqueuedAtMs || (a.projectId < b.projectId ? -1 : 1))
}
