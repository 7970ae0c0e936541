import type { Failure } from '../api/outcome.ts'
import type { LeaderState } from '../leader-state.ts'
import type { InFlightPush, Matched, Waiting } from '../ports/sync-store.ts'
import { applyResponse } from '../projects/apply-response.ts'
import type { SyncResponse } from '../protocol/projects.ts'
import { choosePushes, listWaiting } from './choose-pushes.ts'
import { beginRound, type KnownOfAccount, planNext, type RoundEvent, type RoundState } from './plan-next.ts'
import { createRound, forgetPlans, type Round, type RoundContext } from './round.ts'
import { requestNextPage, sendRequest } from './send-request.ts'

export type RoundEnd = {
  failure: Failure | undefined
  /** Pending changes are left that this round could not send any more. */
  leftOver: boolean
  /** What waits on the disk in the end; absent: another tab leads. */
  waiting?: readonly Waiting[]
  /** The disk knows when everything of the account was last here. */
  isSyncedRecorded: boolean
}

/**
 * Pushes pending changes and pulls new ones, request by request, until both are done (S16). `planNext` decides each
 * step; this performs it and reports its outcome.
 */
export async function runRound(
  context: RoundContext,
  leader: LeaderState,
  isPullRequested: boolean,
): Promise<RoundEnd> {
  const round = createRound(context, leader)
  let state = beginRound(isPullRequested, context.limit.pushes)
  while (state.kind !== 'over') {
    state = planNext(state, await perform(round, state))
    context.limit.pushes = state.pushLimit
  }
  const { failure } = state
  const { isSyncedRecorded } = round
  if (leader.isOver) return { failure, isSyncedRecorded, leftOver: false }
  const waiting = await listWaiting(round)
  return { failure, waiting, isSyncedRecorded, leftOver: hasLeftOver(round, waiting) }
}

type Pending = Exclude<RoundState, { kind: 'over' }>

function perform(round: Round, state: Pending): Promise<RoundEvent> {
  switch (state.kind) {
    case 'numbering':
      return performNumbering(round, state)
    case 'requesting':
      return performRequest(round, state.sent)
    case 'applying':
      return performApplying(round, state)
    case 'restarting':
      return performRestart(round, state)
  }
}

async function performNumbering(
  round: Round,
  { refused, pushLimit }: Extract<Pending, { kind: 'numbering' }>,
): Promise<RoundEvent> {
  const { leader } = round
  if (refused !== undefined) leader.refusals.set(refused.mutationId, refused)
  const sent = await choosePushes(round, pushLimit)
  return leader.isOver ? { kind: 'fenced' } : { kind: 'numbered', sent }
}

async function performRequest(round: Round, sent: readonly InFlightPush[]): Promise<RoundEvent> {
  const { leader } = round
  const outcome = await sendRequest(round, sent)
  // No other write while numbers are still being assigned.
  await round.prefetch
  return leader.isOver ? { kind: 'fenced' } : { kind: 'responded', outcome, known: readKnown(leader) }
}

async function performApplying(
  round: Round,
  { response, sent }: { response: SyncResponse; sent: readonly InFlightPush[] },
): Promise<RoundEvent> {
  const { context, leader } = round
  const { policy } = context
  policy.current = response.conflictPolicy ?? policy.current
  if (response.more && sent.length === 0) requestNextPage(round, response.cursor)
  await round.listing
  const commits = context.countCommits()
  const isLast = !response.more
  const listsWaiting = round.prefetch === undefined && round.backlog.length === 0
  const page = { ...response, sent, isLast, listsWaiting }
  const result = await applyResponse({ ...context, policy: policy.current }, leader, page)
  if (result.kind === 'fenced') leader.isOver = true
  if (result.kind === 'applied') {
    const { applied, matched, isWhole } = result
    round.listed = applied.waiting && { waiting: applied.waiting, commits }
    if (isWhole && isLast) round.isSyncedRecorded = leader.isPulled = true
    recordAcknowledged(round, sent, matched)
    if (response.changes.some(({ deletedAt }) => deletedAt != null)) context.onDeleted()
    // What could not be sent before may have waited for just this.
    for (const projectId of applied.changed) round.unsendable.delete(projectId)
    context.onApplied(applied)
    context.onMatched(matched)
    if (response.mediaSeq !== undefined) context.onMediaSeq(response.mediaSeq)
  }
  return { kind: 'applied', result, known: readKnown(leader) }
}

async function performRestart(
  round: Round,
  { epoch, mustCompare }: { epoch: string; mustCompare: boolean },
): Promise<RoundEvent> {
  const { context, leader } = round
  const { store, mintId } = context
  const isOther = leader.sync.epoch !== undefined && leader.sync.epoch !== epoch
  const next = { clientId: mintId(), epoch: isOther || mustCompare ? epoch : undefined }
  if ((await store.restart(next, leader.fence)) !== undefined) {
    leader.isOver = true
    return { kind: 'fenced' }
  }
  leader.sync = await store.readSyncState()
  leader.inFlight = []
  leader.isPulled = false
  leader.refusals.clear()
  forgetPlans(round)
  return { kind: 'restarted' }
}

function readKnown({ sync, refusals }: LeaderState): KnownOfAccount {
  return {
    epoch: sync.epoch,
    nextMutationId: sync.nextMutationId,
    isRefused: (mutationId) => refusals.has(mutationId),
  }
}

function recordAcknowledged(
  { acknowledged, context }: Round,
  sent: readonly InFlightPush[],
  matched: readonly Matched[],
): void {
  for (const { mutationId, kind } of matched) {
    const inFlight = sent.find((other) => other.mutationId === mutationId)
    if (inFlight === undefined || kind === 'released') continue
    acknowledged.add(inFlight.projectId)
    if (kind === 'applied' && 'deleted' in inFlight.push) context.onDeleted()
  }
}

/** Something was committed since, or could not be sent any more in this round. */
function hasLeftOver({ leader, unsendable }: Round, waiting: readonly Waiting[]): boolean {
  if (leader.inFlight.length > 0) return true
  return waiting.some(({ projectId, generation }) => unsendable.get(projectId) !== generation)
}
