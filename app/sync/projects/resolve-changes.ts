import { type ProjectId, projectIdSchema } from '#app/document/model/ids.ts'
import type { Failure } from '../api/outcome.ts'
import type { RemoteUpdate, SyncRead } from '../ports/sync-store.ts'
import type { RemoteItem } from '../protocol/projects.ts'
import {
  type Acknowledged,
  isResync,
  type RemoteNews,
  type ResolveContext,
  resolveItem,
} from './resolve-item.ts'

/** Each read of the disk costs a few milliseconds however little it reads; too many documents at once cost memory. */
const READ_AT_ONCE = 32

export type Resolved = { kind: 'resolved'; updates: readonly RemoteUpdate[] } | Failure

/**
 * Resolves the items of the wire to whole, checked documents: changes are applied to this device's base and the hash is
 * compared; a mismatch is downloaded whole (S15). Nothing here writes.
 */
export async function resolveItems(
  context: ResolveContext,
  items: readonly RemoteItem[],
  acknowledged: ReadonlyMap<ProjectId, Acknowledged>,
): Promise<Resolved> {
  const updates: RemoteUpdate[] = []
  const named = keepNewest(items).flatMap((item) => {
    const projectId = projectIdSchema.safeParse(item.projectId)
    return projectId.success ? [{ item, projectId: projectId.data }] : []
  })
  for (let at = 0; at < named.length; at += READ_AT_ONCE) {
    const group = named.slice(at, at + READ_AT_ONCE)
    const reads = await readGroup(
      context,
      group.map(({ projectId }) => projectId),
    )
    for (const [index, { item, projectId }] of group.entries()) {
      const news = { item, projectId, read: reads[index], ack: acknowledged.get(projectId) }
      if (!isNews(news)) continue
      const resolved = await resolveItem(context, news)
      if (resolved.kind === 'failed') return resolved.failure
      if (resolved.kind === 'update') updates.push(resolved.update)
    }
  }
  return { kind: 'resolved', updates }
}

/** From the cache where this tab has the project: the result is compared with the disk when it is written. */
async function readGroup(
  { store, isRecallOver = false }: ResolveContext,
  projectIds: readonly ProjectId[],
): Promise<readonly (SyncRead | undefined)[]> {
  const recalled = isRecallOver ? [] : projectIds.map((projectId) => store.recallForSync(projectId))
  const isKnown = recalled.length > 0 && recalled.every((read) => read !== undefined)
  return isKnown ? recalled : await store.readForSync(projectIds)
}

/** An acknowledgement and the page may both contain a project: the newest counts, the first of two equal ones. */
function keepNewest(items: readonly RemoteItem[]): readonly RemoteItem[] {
  const newest = new Map<string, RemoteItem>()
  for (const item of items) {
    const known = newest.get(item.projectId)
    if (known === undefined || item.revision > known.revision) newest.set(item.projectId, item)
  }
  return [...newest.values()]
}

/** The echo of an own push, or an older revision than the local one, has no effect (S33, S46). */
function isNews({ item, read, ack }: RemoteNews): boolean {
  if (read === undefined) return true
  // Deleted while only its name was here: the deletion waits for the rest.
  const isGone = read.isDeleted && !read.isWaiting
  const isHere = read.workingCopy !== undefined || read.unreadable !== undefined || isGone
  if (read.base.mustCompare === true || !isHere) return true
  if (ack?.matched.kind === 'released' && isResync(item, read)) return true
  const revision = ack?.matched.kind === 'applied' ? ack.matched.revision : read.base.revision
  return item.revision > revision
}
