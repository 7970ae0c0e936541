import type { MintId, ProjectId } from '#app/document/ids.ts'
import { planRetryDelayMs } from './back-off.ts'
import type { ProjectStore } from './ports.ts'
import { createProjectApi, type Stop } from './project-api.ts'
import { fetchProject, pullProjects } from './pull-projects.ts'
import { pushEntry } from './push-project.ts'
import type { Store, SyncStatus } from './status.ts'
import type { RemoteChange, SyncContext } from './sync-context.ts'
import { isSameStatus, planOverallStatus, type SyncFacts } from './sync-status.ts'
import type { Random, Time } from './time.ts'
import type { Transport } from './transport.ts'
import { createValueStore } from './value-store.ts'

/** Why the engine should look up now. `commit` only pushes; everything else pulls as well. */
export type WakeReason = 'commit' | 'load' | 'online' | 'visible' | 'signed-in' | 'asked'

export type ProjectSyncOptions = {
  store: ProjectStore
  transport: Transport
  time: Time
  random: Random
  mintId: MintId
  /** Runs one round at a time among the tabs of this account (a Web Lock in the browser). For economy, not safety. */
  exclusively: (round: () => Promise<void>) => Promise<void>
  onRemoteChange: (change: RemoteChange) => void
  /** A row changed for a reason of sync: acknowledged, refused. */
  onRowsChange: () => void
  /** The local store or our own code failed in mid-round; the round is tried again. */
  onFault: (error: unknown) => void
}

export interface ProjectSync {
  wake(reason: WakeReason): void
  /** Resolves when a round that began after the call is over, well or not: the status says which. */
  syncNow(): Promise<void>
  /** Brings one project that is not on this device yet; its outcome is what the store then holds. */
  fetchOne(projectId: ProjectId): Promise<void>
  readonly status: Store<SyncStatus>
  /** When the last whole round ended, remembered over reloads. */
  findLastSyncedAtMs(): number | undefined
  close(): void
}

const QUIET_MS = 500
const LAST_SYNC_KEY = 'lastSyncedAtMs'

/**
 * The first slice's sync: whole documents by PUT, one request in flight, everything read again from the store in each
 * round, so that a crash at any point is a round that did not happen. The engine of the next issue replaces it.
 */
export function createProjectSync(options: ProjectSyncOptions): ProjectSync {
  const { store, time, random, onRowsChange, onFault } = options
  const context: SyncContext = { ...options, api: createProjectApi(options.transport, time) }
  const status = createValueStore<SyncStatus>({ kind: 'syncing', pendingCount: 0 }, isSameStatus)
  /** The generation that was refused: not sent again until it changes, or somebody asks. */
  const refused = new Map<ProjectId, number>()
  let facts: SyncFacts = { isRunning: false, pendingCount: 0, refusedCount: 0, unreadableCount: 0 }
  let cancelTimer: (() => void) | undefined
  let failures = 0
  let retryNotBeforeMs = 0
  let isPullWanted = false
  let isRoundWanted = false
  let running: Promise<void> | undefined
  let isClosed = false

  function note(change: Partial<SyncFacts>): void {
    facts = { ...facts, ...change }
    status.set(planOverallStatus(facts))
  }

  function forgetStop(): void {
    const { stop: _stop, ...kept } = facts
    facts = kept
  }

  function scheduleRound(delayMs: number): void {
    cancelTimer?.()
    cancelTimer = time.schedule(delayMs, () => {
      cancelTimer = undefined
      void startRound()
    })
  }

  function wake(reason: WakeReason): void {
    if (isClosed) return
    if (reason === 'commit') {
      // At once, so that "Synced" is not shown for the moment it takes to count.
      if (facts.pendingCount === facts.refusedCount) note({ pendingCount: facts.pendingCount + 1 })
      void countPending().catch(onFault)
      // After a failure the back-off decides, not the typing; when signed out, nothing helps but signing in.
      if (facts.stop === undefined && cancelTimer === undefined && running === undefined)
        scheduleRound(QUIET_MS)
      else isRoundWanted = true
      return
    }
    isPullWanted = true
    if (reason === 'asked') {
      refused.clear()
      retryNotBeforeMs = 0
    }
    const waitMs = retryNotBeforeMs - time.nowMs()
    if (waitMs > 0) scheduleRound(waitMs)
    else void startRound()
  }

  /** One round at a time; a wish that comes in the middle is a further round after it. */
  function startRound(): Promise<void> {
    if (isClosed) return Promise.resolve()
    if (running !== undefined) {
      isRoundWanted = true
      return running.then(() => running)
    }
    cancelTimer?.()
    cancelTimer = undefined
    isRoundWanted = false
    running = options
      .exclusively(runRound)
      .catch((error: unknown) => {
        onFault(error)
        fail({ kind: 'later' })
      })
      .finally(() => {
        running = undefined
        note({ isRunning: false })
        if (isClosed || !(isRoundWanted || isPullWanted) || facts.stop !== undefined) return
        if (isPullWanted) void startRound()
        else scheduleRound(QUIET_MS)
      })
    return running
  }

  async function runRound(): Promise<void> {
    if (isClosed) return
    note({ isRunning: true })
    await countPending()
    const stop = (await pull()) ?? (await pushAll())
    if (stop !== undefined) return fail(stop)
    failures = 0
    retryNotBeforeMs = 0
    const lastSyncedAtMs = time.nowMs()
    forgetStop()
    note({ lastSyncedAtMs })
    await store.setState(LAST_SYNC_KEY, lastSyncedAtMs)
  }

  async function pull(): Promise<Stop | undefined> {
    if (!isPullWanted) return undefined
    const outcome = await pullProjects(context)
    if (outcome.kind !== 'done') return outcome
    isPullWanted = false
    note({ unreadableCount: outcome.unreadableCount })
    return undefined
  }

  /** Each waiting project once; what was edited in the meantime stays queued and gets a round of its own. */
  async function pushAll(): Promise<Stop | undefined> {
    for (const entry of await store.listOutbox()) {
      if (isClosed) return undefined
      if (refused.get(entry.projectId) === entry.generation) continue
      const outcome = await pushEntry(context, entry)
      if (outcome.kind === 'refused') {
        refused.set(entry.projectId, entry.generation)
        await store.recordSyncError(entry.projectId, outcome.message)
      } else if (outcome.kind !== 'done') return outcome
      await countPending()
      onRowsChange()
    }
    if (facts.pendingCount > facts.refusedCount) isRoundWanted = true
    return undefined
  }

  function fail(stop: Stop): void {
    note({ stop })
    if (stop.kind === 'signed-out' || stop.kind === 'outdated' || isClosed) return
    failures += 1
    const delayMs =
      (stop.kind === 'later' ? stop.retryAfterMs : undefined) ?? planRetryDelayMs(failures, random)
    if (stop.kind === 'later' && stop.retryAfterMs !== undefined) {
      retryNotBeforeMs = time.nowMs() + stop.retryAfterMs
    }
    scheduleRound(delayMs)
  }

  async function countPending(): Promise<void> {
    const entries = await store.listOutbox()
    const refusedCount = entries.filter((entry) => refused.get(entry.projectId) === entry.generation).length
    note({ pendingCount: entries.length, refusedCount })
  }

  async function readLastSync(): Promise<void> {
    const lastSyncedAtMs = await store.getState(LAST_SYNC_KEY)
    if (typeof lastSyncedAtMs === 'number' && facts.lastSyncedAtMs === undefined) note({ lastSyncedAtMs })
  }
  readLastSync().catch(onFault)

  return {
    wake,
    syncNow() {
      wake('asked')
      return startRound()
    },
    async fetchOne(projectId) {
      const outcome = await fetchProject(context, projectId)
      if (outcome.kind !== 'done' && outcome.kind !== 'unreadable') fail(outcome)
    },
    status,
    findLastSyncedAtMs: () => facts.lastSyncedAtMs,
    close() {
      isClosed = true
      cancelTimer?.()
    },
  }
}

export type { RemoteChange }
