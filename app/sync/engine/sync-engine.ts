import type { ProjectId } from '#app/document/model/ids.ts'
import type { Observable } from '#app/observable/observable.ts'
import type { LeaderState } from '../leader-state.ts'
import type { SyncEvent } from '../protocol/projects.ts'
import type { SyncStatus } from '../status.ts'
import {
  changeLeadership,
  countRecords,
  createEngineCore,
  type EngineCore,
  exclusively,
  findLeader,
  type SyncEngineOptions,
} from './engine-core.ts'
import type { EngineState } from './engine-state.ts'
import {
  applyEvent,
  drain,
  fetchProject,
  mustRetryForRoom,
  openLeader,
  runLeaderRound,
  toJobEnd,
} from './engine-tasks.ts'
import type { JobEnd, ScheduleRules, WakeUp } from './schedule-state.ts'
import { createScheduler, type Scheduler } from './scheduler.ts'

/** The reason of a wake-up. `commit` only pushes; everything else pulls as well. */
export type WakeReason = 'commit' | 'load' | 'online' | 'visible' | 'signed-in' | 'requested' | 'event'

export interface SyncEngine {
  /** `fence`: of `store.becomeLeader()`. Only a leader pushes or pulls; earlier requests are served now. */
  lead(fence: number): void
  follow(): void
  wake(reason: WakeReason): void
  /** Resolves when a round that began after the call is over, well or not: the status has the result. */
  syncNow(): Promise<void>
  /** One event of /api/events: applied when it continues the cursor, else a hint to pull. */
  recordEvent(event: SyncEvent): void
  /** Downloads one project that is not on this device yet; its outcome is then in the store. */
  fetchOne(projectId: ProjectId): Promise<void>
  /**
   * Becomes the leader, pushes and pulls everything, and releases the leadership: for a service worker, when no page is
   * the leader.
   */
  drainOnce(): Promise<'done' | 'later'>
  readonly status: Observable<SyncStatus>
  readonly state: Observable<EngineState>
  /** How often the two sides had different documents under one revision. */
  countResyncs(): number
  /** A conflict or a quarantined push was resolved: counted again. */
  recordsChanged(): void
  close(): void
}

const POLL_MS = 60_000

/** A commit is sent at once while nothing is in flight; a burst may spend three rounds and earns one back per 500 ms (S16). */
const rules: ScheduleRules = { burst: { rounds: 3, gatherMs: 500 }, backOffFrom: 'start' }

const wakeUps: Readonly<Record<WakeReason, WakeUp>> = {
  commit: { needs: 'push', forgets: 'nothing' },
  event: { needs: 'pull', forgets: 'nothing' },
  load: { needs: 'pull', forgets: 'failures' },
  online: { needs: 'pull', forgets: 'failures' },
  visible: { needs: 'pull', forgets: 'failures' },
  'signed-in': { needs: 'pull', forgets: 'failures' },
  requested: { needs: 'pull', forgets: 'everything' },
}

/** The sync engine of one tab: logic over ports, one round at a time (SPEC.md). */
export function createSyncEngine(options: SyncEngineOptions): SyncEngine {
  const core = createEngineCore(options)
  const scheduler = createScheduler({
    time: options.time,
    random: options.random,
    rules,
    pollDelayMs: options.pollDelayMs ?? (() => POLL_MS),
    inTurn: (task) => exclusively(core, task),
    run: ({ isPullRequested }) => runJob(core, scheduler, isPullRequested),
    onFault: options.onFault,
  })
  const { state } = core
  const isClosed = () => core.leadership.kind === 'closed'

  return {
    lead: (fence) => lead(core, scheduler, fence),
    follow: () => stopLeading(core, scheduler),
    wake(reason) {
      if (isClosed()) return
      // At once, so that "Synced" is not shown for the moment it takes to count.
      if (reason === 'commit') {
        core.commits += 1
        state.expectPending()
      }
      if (reason === 'load' || reason === 'requested' || reason === 'signed-in') core.room.expectRoom()
      scheduler.wake(wakeUps[reason])
    },
    syncNow() {
      if (findLeader(core) === undefined) return Promise.resolve()
      core.room.expectRoom()
      return scheduler.runNow()
    },
    recordEvent(event) {
      if (!isClosed()) void exclusively(core, () => performEvent(core, scheduler, event))
    },
    fetchOne: (projectId) =>
      exclusively(core, async () => {
        const leader = findLeader(core)
        if (leader === undefined) return
        await fetchProject(core, leader, projectId)
        stepDownIfOver(core, scheduler, leader)
      }),
    drainOnce: () => drain(core),
    status: state.status,
    state: state.state,
    countResyncs: () => core.resyncs,
    recordsChanged: () => void countRecords(core),
    close() {
      changeLeadership(core, { kind: 'close' })
      scheduler.close()
    },
  }
}

function lead(core: EngineCore, scheduler: Scheduler, fence: number): void {
  stopLeading(core, scheduler)
  changeLeadership(core, { kind: 'lead', fence })
  void exclusively(core, async () => {
    if (core.leadership.kind === 'closed') return
    const opened = await openLeader(core, fence).catch((error: unknown) => {
      failToLead(core, fence)
      throw error
    })
    changeLeadership(core, { kind: 'opened', leader: opened })
    if (findLeader(core) !== opened) return
    core.room.expectRoom()
    scheduler.wake(wakeUps.load)
    scheduler.resume()
    await core.state.count(opened.inFlight)
    await countRecords(core)
  })
}

/** Nobody else would sync while this tab keeps the lock. */
function failToLead(core: EngineCore, fence: number): void {
  const before = core.leadership
  changeLeadership(core, { kind: 'failed', fence })
  if (core.leadership !== before) core.options.onLeadFailed()
}

function stopLeading(core: EngineCore, scheduler: Scheduler): void {
  changeLeadership(core, { kind: 'follow' })
  scheduler.pause()
}

/** The round found another leader, or this engine was closed meanwhile. */
function stepDownIfOver(core: EngineCore, scheduler: Scheduler, leader: LeaderState): void {
  if (!leader.isOver || findLeader(core) !== leader) return
  changeLeadership(core, { kind: 'fenced', leader })
  scheduler.pause()
  core.options.onFenced()
}

async function runJob(core: EngineCore, scheduler: Scheduler, isPullRequested: boolean): Promise<JobEnd> {
  const leader = findLeader(core)
  if (leader === undefined) return { kind: 'done' }
  const { state, commits } = core
  const { noRoomCount, quarantinedCount } = state.state.get()
  state.record({ isRunning: true })
  const tried = await runLeaderRound(core, leader, isPullRequested)
  stepDownIfOver(core, scheduler, leader)
  await state
    .count(leader.inFlight, commits === core.commits ? tried.waiting : undefined)
    .catch(core.options.onFault)
  if (core.haveRecordsChanged || quarantinedCount > 0) await countRecords(core)
  state.record({ isRunning: false, failure: tried.failure })
  if (mustRetryForRoom(core, noRoomCount)) scheduler.wake(wakeUps.event)
  return toJobEnd(tried)
}

async function performEvent(core: EngineCore, scheduler: Scheduler, event: SyncEvent): Promise<void> {
  const leader = findLeader(core)
  if (leader === undefined) return
  const next = await applyEvent(core, leader, event)
  stepDownIfOver(core, scheduler, leader)
  if (next === 'pull') scheduler.wake(wakeUps.event)
}
