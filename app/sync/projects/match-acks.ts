import type { ProjectId } from '#app/document/model/ids.ts'
import type { SealedPush, Settled } from '../ports/sync-store.ts'
import type { Ack, RemoteItem } from '../protocol/projects.ts'
import type { Acknowledged } from './resolve-changes.ts'

export type SettledAcks = {
  settled: readonly Settled[]
  byProject: ReadonlyMap<ProjectId, Acknowledged>
  /** What the account has instead of what was pushed. */
  items: readonly RemoteItem[]
  /** The account does not have what a push was based on. */
  isMissing: boolean
}

/** What the answers make of the pushes that were sent; one without an answer stays sealed. */
export function settleAcks(
  sent: readonly SealedPush[],
  acks: readonly Ack[],
  refusals: ReadonlyMap<number, { code: string; message: string }>,
): SettledAcks {
  const settled: Settled[] = []
  const byProject = new Map<ProjectId, Acknowledged>()
  const items: RemoteItem[] = []
  let isMissing = false
  for (const sealed of sent) {
    const ack = acks.find(({ n }) => n === sealed.n)
    if (ack === undefined) continue
    const outcome = settleAck(sealed, ack, refusals.get(sealed.n))
    settled.push(outcome)
    byProject.set(sealed.projectId, { sealed, settled: outcome })
    if (ack.status === 'conflict' && ack.server) items.push(ack.server)
    isMissing ||= ack.status === 'conflict' && ack.server == null && sealed.baseRevision > 0
  }
  return { settled, byProject, items, isMissing }
}

function settleAck(
  sealed: SealedPush,
  ack: Ack,
  refusal: { code: string; message: string } | undefined,
): Settled {
  const { n } = sealed
  switch (ack.status) {
    case 'applied':
      return ack.revision === undefined ? { n, kind: 'released' } : toApplied(n, ack.revision, ack.hash)
    case 'duplicate':
      return isOwn(sealed, ack) && ack.revision !== undefined
        ? toApplied(n, ack.revision, ack.hash)
        : { n, kind: 'released' }
    case 'conflict':
      return { n, kind: 'released' }
    case 'rejected': {
      const said = refusal ?? ack.error
      const code = said?.code ?? 'invalid'
      return { n, kind: 'rejected', code, message: said?.message ?? 'The server did not accept it.' }
    }
  }
}

/** Being wrong towards "not ours" costs nothing: it is pulled and merged by value (S14). */
function isOwn({ push, projectId }: SealedPush, ack: Ack): boolean {
  return 'hash' in push && push.hash !== undefined && ack.projectId === projectId && ack.hash === push.hash
}

function toApplied(n: number, revision: number, hash: string | undefined): Settled {
  return { n, kind: 'applied', revision, ...(hash === undefined ? {} : { hash }) }
}

/**
 * Own changes that come back before their answer did are their acknowledgement (S33). The number alone does not say so: a copy of
 * this profile may have used it for something else, and then the push is still to be made (S14).
 */
export function settleEchoes(
  sealed: readonly SealedPush[],
  items: readonly RemoteItem[],
  clientId: string,
): readonly Acknowledged[] {
  return items.flatMap((item) => {
    if (item.by?.clientId !== clientId) return []
    const push = sealed.find(({ n, projectId }) => n === item.by?.n && projectId === item.projectId)
    if (push === undefined) return []
    const isEcho =
      'hash' in push.push ? push.push.hash === item.hash : item.deletedAt != null && 'deleted' in push.push
    const settled: Settled = isEcho
      ? toApplied(push.n, item.revision, item.hash)
      : { n: push.n, kind: 'released' }
    return [{ sealed: push, settled }]
  })
}
