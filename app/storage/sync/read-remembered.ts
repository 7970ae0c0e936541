import type { ProjectId } from '#app/document/model/ids.ts'
import type { ResponsePlan } from '#app/sync/ports/sync-store.ts'
import type { WriteTransaction } from '../database/schema.ts'
import type { ProjectMemory, Seen } from '../projects/project-memory.ts'
import type { Draft } from './project-draft.ts'
import { isRecallable } from './recall.ts'

/** With more of them, the cache has hardly any and a few requests each are too many. */
const FEW_UPDATES = 4

/** The view, which is no part of the row that tells whether the cached project is current. */
export type RememberedRead = { seen: Seen; rawView: unknown }

export async function readRemembered(
  transaction: WriteTransaction,
  { updates }: ResponsePlan,
  memory: ProjectMemory,
): Promise<readonly RememberedRead[]> {
  if (updates.length > FEW_UPDATES) return []
  const all = updates.flatMap(({ projectId }) => memory.find(projectId) ?? []).filter(isRecallable)
  return await Promise.all(
    all.map(async (seen) => ({ seen, rawView: await transaction.objectStore('views').get(seen.row.id) })),
  )
}

/** Whatever changes the log changes the row: a project with the same row as the cache's need not be read. */
export function findRemembered(
  { seen, rawView }: RememberedRead,
  drafts: ReadonlyMap<ProjectId, Draft>,
  memory: ProjectMemory,
): readonly (readonly [ProjectId, Seen])[] {
  const row = drafts.get(seen.row.id)?.row
  const isCurrent = row !== undefined && memory.findCurrent(row) === seen
  return isCurrent ? [[row.id, { ...seen, row, rawView }]] : []
}
