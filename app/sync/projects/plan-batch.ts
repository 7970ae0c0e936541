import type { ProjectId } from '#app/document/model/ids.ts'
import type { HashText } from '../ports/project-store.ts'
import type { InFlightPush, PushNumberPlan, SyncRead, SyncStore, Waiting } from '../ports/sync-store.ts'
import { planPush } from './plan-push.ts'

export type BatchPlan = {
  plans: readonly PushNumberPlan[]
  /** Pushes that did not fit, for the next request. */
  rest: readonly Waiting[]
  /** Projects that were listed and do not wait any more. */
  dropped: readonly ProjectId[]
}

/** How many pushes, and about how much JSON, still fit into a request. */
export type BatchRoom = { pushes: number; characters: number }

export type PlanBatchContext = {
  store: Pick<SyncStore, 'readForSync' | 'dropWaiting'>
  hash: HashText
  isPulled: boolean
  /** Already in flight, or acknowledged in this round. */
  isExcluded: (projectId: ProjectId) => boolean
  room: BatchRoom
  /** Nothing of it can be sent now; until the given generation. */
  onUnsendable: (waiting: Waiting) => void
}

/** So many projects are read at a time: few looks at the disk, and little that was read and does not fit any more. */
const READ_AT_ONCE = 8
const MAX_READ_AT_ONCE = 64

/** As many as the room that is left takes of such as came before. */
function planReadCount(room: number, plans: readonly PushNumberPlan[], characters: number): number {
  if (plans.length === 0) return READ_AT_ONCE
  const expected = Math.floor((room - characters) / Math.max(1, characters / plans.length))
  return Math.min(MAX_READ_AT_ONCE, Math.max(READ_AT_ONCE, expected))
}

/** Pending projects, oldest first, as many as one request takes. */
export async function planBatch(context: PlanBatchContext, all: readonly Waiting[]): Promise<BatchPlan> {
  const { store, room, isExcluded } = context
  const waiting = all.filter(({ projectId }) => !isExcluded(projectId))
  const plans: PushNumberPlan[] = []
  let characters = 0
  const dropped: ProjectId[] = []
  for (let at = 0, next = 0; at < waiting.length; at = next) {
    next = at + planReadCount(room.characters, plans, characters)
    const group = waiting.slice(at, next)
    const ids = group.map(({ projectId }) => projectId)
    const reads = await store.readForSync(ids, { asText: true })
    const planned = await Promise.all(group.map((entry, index) => planOne(context, entry, reads[index])))
    for (const [index, plan] of planned.entries()) {
      if (plan === 'dropped') dropped.push(...ids.slice(index, index + 1))
      if (plan === 'dropped' || plan === 'unsendable') continue
      const isTooMuch = characters + plan.characters > room.characters && plans.length > 0
      if (isTooMuch || plans.length >= room.pushes) {
        return { plans, rest: waiting.slice(at + index), dropped }
      }
      plans.push(plan)
      characters += plan.characters
    }
  }
  return { plans, rest: [], dropped }
}

/** The same from the cache: only pushes that are certain to be sent. Everything else is read from the disk. */
export async function planRecalled(
  { store, hash, isPulled, room }: RecallContext,
  waiting: readonly Waiting[],
): Promise<readonly PushNumberPlan[]> {
  const plans: PushNumberPlan[] = []
  let characters = 0
  for (const { projectId } of waiting.slice(0, Math.max(0, room.pushes))) {
    const read = store.recallForSync(projectId)
    const planned = read === undefined ? undefined : await planPush(read, { hash, isPulled })
    if (planned?.kind !== 'push') continue
    characters += planned.plan.characters
    if (characters > room.characters && plans.length > 0) break
    plans.push(planned.plan)
  }
  return plans
}

type RecallContext = Pick<PlanBatchContext, 'hash' | 'isPulled' | 'room'> & {
  store: Pick<SyncStore, 'recallForSync'>
}

async function planOne(
  { store, hash, isPulled, onUnsendable }: PlanBatchContext,
  waiting: Waiting,
  read: SyncRead | undefined,
) {
  if (read === undefined) {
    await store.dropWaiting(waiting)
    return 'dropped' as const
  }
  const planned = await planPush(read, { hash, isPulled })
  if (planned.kind === 'push') return planned.plan
  if (planned.kind === 'nothing') {
    await store.dropWaiting({ projectId: read.projectId, generation: read.generation })
    return 'dropped' as const
  }
  onUnsendable(waiting)
  return 'unsendable' as const
}

/** The first of the pushes in flight, in the order of their numbers, as many as one request takes. */
export function takeFirst(inFlight: readonly InFlightPush[], room: BatchRoom) {
  const taken: InFlightPush[] = []
  let characters = 0
  for (const push of inFlight) {
    characters += push.characters
    if (taken.length >= room.pushes || (characters > room.characters && taken.length > 0)) break
    taken.push(push)
  }
  return { taken, characters: Math.min(characters, room.characters) }
}
