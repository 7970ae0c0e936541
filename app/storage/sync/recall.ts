import type { ProjectId } from '#app/document/model/ids.ts'
import type { SyncRead, Waiting } from '#app/sync/ports/sync-store.ts'
import type { ProjectMemory, Seen } from '../projects/project-memory.ts'
import { applyView } from '../projects/view-row.ts'
import { createBase, isHeld, withBaseView } from './read-for-sync.ts'

/** What this tab remembers of a project, in the shape of a look at the disk. `undefined`: the disk must be asked. */
export function recallForSync(memory: ProjectMemory, projectId: ProjectId): SyncRead | undefined {
  const seen = memory.find(projectId)
  if (seen === undefined || !isRecallable(seen)) return undefined
  const { row, outbox, rawView, seq, project, base } = seen
  return {
    projectId,
    generation: row.generation,
    isWaiting: outbox !== undefined,
    isHeld: isHeld(row),
    isDeleted: row.deletedAtMs !== undefined,
    sealed: undefined,
    label: row.sync.label ?? 'Edit',
    base: createBase(row, base && withBaseView(row, base)),
    view: { project: applyView(project, rawView), seq },
  }
}

/** A push on its way, a base that is not at hand and what another build wrote are read from the disk. */
export function isRecallable({ row: { sync }, base }: Seen): boolean {
  return (
    sync.sealedN === undefined &&
    sync.isListedOnly !== true &&
    sync.unreadableBy === undefined &&
    sync.base.mustCompare !== true &&
    (base !== undefined || sync.base.at === undefined)
  )
}

/** Of what this tab remembers, what waits to be pushed, oldest first. There may be more on the disk. */
export function recallWaiting(memory: ProjectMemory): readonly Waiting[] {
  return memory
    .list()
    .flatMap(({ row, outbox }) =>
      outbox === undefined || row.sync.sealedN !== undefined || isHeld(row) ? [] : [outbox],
    )
    .map(({ projectId, enqueuedAtMs, generation }) => ({ projectId, enqueuedAtMs, generation }))
    .sort((a, b) => a.enqueuedAtMs - b.enqueuedAtMs || (a.projectId < b.projectId ? -1 : 1))
}
