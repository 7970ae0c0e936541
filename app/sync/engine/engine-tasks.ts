import type { ProjectId } from '#app/document/model/ids.ts'
import type { Failure } from '../api/outcome.ts'
import type { LeaderState } from '../leader-state.ts'
import type { Waiting } from '../ports/sync-store.ts'
import { applyResponse } from '../projects/apply-response.ts'
import { rebaseProject } from '../projects/rebase.ts'
import { toUpdate } from '../projects/to-update.ts'
import type { SyncEvent } from '../protocol/projects.ts'
import { countRecords, type EngineCore, recordApplied, recordMediaSeq } from './engine-core.ts'
import { planEvent } from './plan-event.ts'
import { runRound } from './run-round.ts'
import type { JobEnd } from './schedule-state.ts'

/** A drain that never ends would keep a service worker alive for nothing. */
const MAX_DRAIN_ROUNDS = 20

/** A new leader reads everything afresh, once. */
export async function openLeader({ context, state }: EngineCore, fence: number): Promise<LeaderState> {
  const { store } = context
  const [sync, inFlight] = [await store.readSyncState(), await store.listInFlight()]
  if (sync.lastSyncedAtMs !== undefined) state.record({ lastSyncedAtMs: sync.lastSyncedAtMs })
  return { fence, sync, inFlight, isPulled: false, isOver: false, refusals: new Map() }
}

type Tried = { failure: Failure | undefined; leftOver: boolean; waiting?: readonly Waiting[] }

/** One round, with its status. The caller checks whether this tab is still the leader. */
export async function runLeaderRound(
  core: EngineCore,
  leader: LeaderState,
  isPullRequested: boolean,
): Promise<Tried> {
  try {
    if (core.state.state.get().noRoomCount > 0) await core.room.release()
    const tried = await runRound(core.context, leader, isPullRequested)
    if (tried.failure === undefined && !leader.isOver) await recordSynced(core, tried.isSyncedRecorded)
    return tried
  } catch (error) {
    core.options.onFault(error)
    return { failure: { kind: 'disk' }, leftOver: true }
  }
}

async function recordSynced({ context, state }: EngineCore, isOnDisk: boolean): Promise<void> {
  const atMs = context.nowMs()
  state.record({ lastSyncedAtMs: atMs })
  if (!isOnDisk) await context.store.recordSynced(atMs)
}

export function toJobEnd({ failure, leftOver }: Pick<Tried, 'failure' | 'leftOver'>): JobEnd {
  switch (failure?.kind) {
    case undefined:
      return { kind: 'done', leftOver }
    case 'signed-out':
    case 'outdated':
      return { kind: 'blocked', leftOver }
    case 'offline':
    case 'later':
      return { kind: 'failed', leftOver, retryAfterMs: failure.retryAfterMs }
    case 'disk':
      return { kind: 'failed', leftOver }
  }
}

/** `pull`: the event is only a hint. */
export async function applyEvent(
  core: EngineCore,
  leader: LeaderState,
  event: SyncEvent,
): Promise<'done' | 'pull'> {
  const { context, state } = core
  if (event.mediaSeq !== undefined) recordMediaSeq(core, event.mediaSeq)
  const plan = planEvent(leader, event)
  if (plan.kind === 'nothing') return 'done'
  if (event.changes?.some(({ deletedAt }) => deletedAt != null)) core.room.expectRoom()
  if (plan.kind === 'pull') return 'pull'
  const { commits } = core
  const { changes } = plan
  const page = { cursor: event.seq, epoch: event.epoch, acks: [], changes, sent: [], listsWaiting: true }
  const result = await applyResponse({ ...context, policy: context.policy.current }, leader, page)
  if (result.kind === 'fenced') leader.isOver = true
  if (result.kind !== 'applied') return result.kind === 'fenced' ? 'done' : 'pull'
  recordApplied(core, result.applied)
  await state.count(leader.inFlight, commits === core.commits ? result.applied.waiting : undefined)
  if (core.haveRecordsChanged) await countRecords(core)
  return result.isWhole && !mustRetryForRoom(core, 0) ? 'done' : 'pull'
}

/** When one project was accepted, others may be; and a deletion in this round has freed space (S25). */
export function mustRetryForRoom({ state, room }: EngineCore, noRoomCountBefore: number): boolean {
  const { noRoomCount } = state.state.get()
  if (noRoomCount > 0 && noRoomCount < noRoomCountBefore) room.expectRoom()
  return noRoomCount > 0 && room.isExpected()
}

/** Downloads one project that is not on this device yet, or not as the account has it. */
export async function fetchProject(
  core: EngineCore,
  leader: LeaderState,
  projectId: ProjectId,
): Promise<void> {
  const { store, api, nowMs, policy } = core.context
  const response = await api.get(projectId)
  if (response.kind !== 'ok' || leader.isOver) return
  const update = await toUpdate(core.context, projectId, response.value)
  const label = update.kind === 'project' ? update.label : ''
  const applied = await store.applyResponse({
    fence: leader.fence,
    atMs: nowMs(),
    matched: [],
    updates: [update],
    rebase: (input) => rebaseProject(input, policy.current, label),
  })
  if (applied.kind === 'applied') recordApplied(core, applied)
  if (applied.kind === 'fenced') leader.isOver = true
}

/** Becomes the leader, pushes and pulls everything, and releases the leadership (S54). */
export async function drain(core: EngineCore): Promise<'done' | 'later'> {
  const leader = await openLeader(core, await core.context.store.becomeLeader())
  try {
    for (let rounds = 0; rounds < MAX_DRAIN_ROUNDS; rounds += 1) {
      const { failure, leftOver } = await runRound(core.context, leader, rounds === 0)
      if (failure !== undefined || leader.isOver) return 'later'
      if (!leftOver) return 'done'
    }
    return 'later'
  } finally {
    leader.isOver = true
  }
}
