import type { ProjectId } from '#app/document/model/ids.ts'
import type { ResponsePlan } from '#app/sync/ports/sync-store.ts'
import type { WriteTransaction } from '../database/schema.ts'
import type { ProjectMemory, Seen } from '../projects/project-memory.ts'
import { listSeqs } from '../projects/read-log.ts'
import type { Draft } from './project-draft.ts'
import { isRecallable } from './recall.ts'

/** With more of them, the cache has hardly any and a few requests each are too many. */
const FEW_UPDATES = 4

/** The rows besides its own that decide whether the cached project is current. */
export type Look = { seen: Seen; rawView: unknown; isLogLonger: boolean }

export async function lookAtRemembered(
  transaction: WriteTransaction,
  { updates }: ResponsePlan,
  memory: ProjectMemory,
): Promise<readonly Look[]> {
  if (updates.length > FEW_UPDATES) return []
  const all = updates.flatMap(({ projectId }) => memory.find(projectId) ?? []).filter(isRecallable)
  return await Promise.all(
    all.map(async (seen) => {
      const [rawView, newer] = await Promise.all([
        transaction.objectStore('views').get(seen.row.id),
        listSeqs(transaction, seen.row.id, seen.seq),
      ])
      return { seen, rawView, isLogLonger: newer.length > 0 }
    }),
  )
}

/** Only a project with neither another row nor a longer log than the cache's need not be read. */
export function findRemembered(
  { seen, rawView, isLogLonger }: Look,
  drafts: ReadonlyMap<ProjectId, Draft>,
  memory: ProjectMemory,
): readonly (readonly [ProjectId, Seen])[] {
  const row = drafts.get(seen.row.id)?.row
  const isCurrent = row !== undefined && !isLogLonger && memory.findCurrent(row) === seen
  return isCurrent ? [[row.id, { ...seen, row, rawView }]] : []
}
