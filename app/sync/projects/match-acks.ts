import type { ProjectId } from '#app/document/model/ids.ts'
import type { InFlightPush, Matched } from '../ports/sync-store.ts'
import type { Ack, RemoteItem } from '../protocol/projects.ts'
import type { Acknowledged } from './resolve-item.ts'

export type MatchedAcks = {
  matched: readonly Matched[]
  byProject: ReadonlyMap<ProjectId, Acknowledged>
  /** The account's document instead of the pushed one. */
  items: readonly RemoteItem[]
  /** The account does not have the push's base. */
  isMissing: boolean
}

/** What the acknowledgements make of the pushes that were sent; one without an acknowledgement stays in flight. */
export function matchAcks(
  sent: readonly InFlightPush[],
  acks: readonly Ack[],
  refusals: ReadonlyMap<number, { code: string; message: string }>,
): MatchedAcks {
  const matched: Matched[] = []
  const byProject = new Map<ProjectId, Acknowledged>()
  const items: RemoteItem[] = []
  let isMissing = false
  for (const inFlight of sent) {
    const ack = acks.find(({ n }) => n === inFlight.mutationId)
    if (ack === undefined) continue
    const outcome = matchAck(inFlight, ack, refusals.get(inFlight.mutationId))
    matched.push(outcome)
    byProject.set(inFlight.projectId, { inFlight, matched: outcome })
    if (ack.status === 'conflict' && ack.server) items.push(ack.server)
    isMissing ||= ack.status === 'conflict' && ack.server == null && inFlight.baseRevision > 0
  }
  return { matched, byProject, items, isMissing }
}

function matchAck(
  inFlight: InFlightPush,
  ack: Ack,
  refusal: { code: string; message: string } | undefined,
): Matched {
  const { mutationId } = inFlight
  switch (ack.status) {
    case 'applied':
      return ack.revision === undefined
        ? { mutationId, kind: 'released' }
        : toApplied(mutationId, ack.revision, ack.hash)
    case 'duplicate':
      return isOwn(inFlight, ack) && ack.revision !== undefined
        ? toApplied(mutationId, ack.revision, ack.hash)
        : { mutationId, kind: 'released' }
    case 'conflict':
      return { mutationId, kind: 'released' }
    case 'rejected': {
      const rejection = refusal ?? ack.error
      const code = rejection?.code ?? 'invalid'
      return {
        mutationId,
        kind: 'rejected',
        code,
        message: rejection?.message ?? 'The server did not accept it.',
      }
    }
  }
}

/** Being wrong towards "not ours" costs nothing: it is pulled and merged by value (S14). */
function isOwn({ push, projectId }: InFlightPush, ack: Ack): boolean {
  return 'hash' in push && push.hash !== undefined && ack.projectId === projectId && ack.hash === push.hash
}

function toApplied(mutationId: number, revision: number, hash: string | undefined): Matched {
  return { mutationId, kind: 'applied', revision, ...(hash === undefined ? {} : { hash }) }
}

/**
 * Own changes in a page acknowledge their push before its own response (S33). The number alone is not enough: a copy of
 * this profile may have used it for another push, and then this one is still to be made (S14).
 */
export function matchEchoes(
  inFlight: readonly InFlightPush[],
  items: readonly RemoteItem[],
  clientId: string,
): readonly Acknowledged[] {
  return items.flatMap((item) => {
    if (item.by?.clientId !== clientId) return []
    const push = inFlight.find(
      ({ mutationId, projectId }) => mutationId === item.by?.n && projectId === item.projectId,
    )
    if (push === undefined) return []
    const isEcho =
      'hash' in push.push ? push.push.hash === item.hash : item.deletedAt != null && 'deleted' in push.push
    const matched: Matched = isEcho
      ? toApplied(push.mutationId, item.revision, item.hash)
      : { mutationId: push.mutationId, kind: 'released' }
    return [{ inFlight: push, matched }]
  })
}
