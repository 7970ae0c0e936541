import type { ProjectId } from '#app/document/model/ids.ts'
import type { InFlightPush, PushNumberPlan, Waiting } from '../ports/sync-store.ts'
import { type BatchRoom, planBatch, planRecalled, takeFirst } from '../projects/plan-batch.ts'
import { MAX_PUSHES } from '../protocol/projects.ts'
import { type Prefetch, type Round, watched } from './round.ts'

/** A project with repeated conflicts in one round waits for the next one. */
const MAX_TRIES_PER_PROJECT = 4

/** The pushes of the next request: in-flight ones first, unchanged (S11), then pending ones, with new numbers. */
export async function choosePushes(round: Round, pushLimit: number): Promise<readonly InFlightPush[]> {
  const { context, leader } = round
  const room = { pushes: Math.min(pushLimit, MAX_PUSHES), characters: context.limit.characters }
  const prepared = await round.prefetch
  round.prefetch = undefined
  const { taken, characters } = takeFirst(leader.inFlight, room)
  const left = { pushes: room.pushes - taken.length, characters: room.characters - characters }
  const isFull = taken.length < leader.inFlight.length || left.pushes <= 0 || left.characters <= 0
  const fresh = isFull || prepared === 'numbered' ? [] : await numberFresh(round, left, prepared)
  if (leader.isOver) return []
  if (round.backlog.length > 0) round.prefetch = watched(prepareNext(round, room))
  return [...taken, ...fresh]
}

async function numberFresh(
  round: Round,
  room: BatchRoom,
  prepared: readonly PushNumberPlan[] | undefined,
): Promise<readonly InFlightPush[]> {
  const recalled = prepared === undefined ? await assignNumbers(round, await recall(round, room)) : []
  if (recalled.length > 0 || round.leader.isOver) return recalled
  const plans = prepared ?? (await planWaiting(round, room))
  return assignNumbers(round, plans.slice(0, room.pushes))
}

async function assignNumbers(
  round: Round,
  plans: readonly PushNumberPlan[],
): Promise<readonly InFlightPush[]> {
  const { context, leader, tries } = round
  const fresh = plans.filter(({ projectId }) => !isExcluded(round, projectId))
  if (leader.isOver || fresh.length === 0) return []
  const inFlight = await context.store.assignNumbers(fresh, leader.fence)
  if ('kind' in inFlight) {
    leader.isOver = true
    return []
  }
  round.listed = undefined
  leader.inFlight = [...leader.inFlight, ...inFlight]
  const nextMutationId = (inFlight.at(-1)?.mutationId ?? leader.sync.nextMutationId - 1) + 1
  leader.sync = { ...leader.sync, nextMutationId }
  for (const { projectId } of inFlight) tries.set(projectId, (tries.get(projectId) ?? 0) + 1)
  return inFlight
}

/**
 * The next request, while one is in flight. A project that is new to the account can be in no page that comes
 * meanwhile, so it gets its number at once; for the others a page would have to wait (S36).
 */
async function prepareNext(round: Round, room: BatchRoom): Promise<Prefetch> {
  const plans = await planWaiting(round, room)
  if (plans.length === 0 || plans.some(({ baseRevision }) => baseRevision > 0)) return plans
  const sent = await assignNumbers(round, plans)
  const pushes = sent.map(({ push }) => push)
  round.packed = { sent, pushes }
  round.context.api.prepare(pushes)
  return 'numbered'
}

/**
 * This tab's latest commits are sent without reading the disk; other pending changes there follow with the next
 * request.
 */
async function recall(round: Round, room: BatchRoom): Promise<readonly PushNumberPlan[]> {
  if (round.isRecalled) return []
  round.isRecalled = true
  const { store, hash } = round.context
  const waiting = store.recallWaiting().filter(({ projectId }) => !isExcluded(round, projectId))
  return await planRecalled({ store, hash, isPulled: round.leader.isPulled, room }, waiting)
}

/** A list is used up before the next read: with hundreds pending, each list costs as much as a batch. */
async function planWaiting(round: Round, room: BatchRoom): Promise<readonly PushNumberPlan[]> {
  if (round.backlog.length > 0) {
    const plans = await planFrom(round, round.backlog, room)
    if (plans.length > 0) return plans
  }
  round.unsendable.clear()
  return planFrom(round, await listWaiting(round), room)
}

async function planFrom(
  round: Round,
  waiting: readonly Waiting[],
  room: BatchRoom,
): Promise<readonly PushNumberPlan[]> {
  const { store, hash } = round.context
  const context = {
    store,
    hash,
    isPulled: round.leader.isPulled,
    room,
    isExcluded: (projectId: ProjectId) => isExcluded(round, projectId),
    onUnsendable: ({ projectId, generation }: Waiting) => round.unsendable.set(projectId, generation),
  }
  const { plans, rest, dropped } = await planBatch(context, waiting)
  if (dropped.length > 0) {
    round.listed = undefined
    round.context.onRowsChange(dropped)
  }
  round.backlog = rest
  return plans
}

/** From the transaction that stored the last response, unless something was committed since. */
export async function listWaiting({ listed, context }: Round): Promise<readonly Waiting[]> {
  const isCurrent = listed !== undefined && listed.commits === context.countCommits()
  return isCurrent ? listed.waiting : await context.store.listWaiting()
}

function isExcluded({ acknowledged, tries, leader }: Round, projectId: ProjectId): boolean {
  return (
    acknowledged.has(projectId) ||
    (tries.get(projectId) ?? 0) >= MAX_TRIES_PER_PROJECT ||
    leader.inFlight.some((push) => push.projectId === projectId)
  )
}
