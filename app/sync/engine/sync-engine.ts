import type { MintId, ProjectId } from '#app/document/model/ids.ts'
import type { Observable } from '#app/observable/observable.ts'
import type { Failure } from '../api/outcome.ts'
import { createServer } from '../api/projects-api.ts'
import type { Transport } from '../api/transport.ts'
import type { LeadSession } from '../leader-state.ts'
import type { HashText } from '../ports/project-store.ts'
import type { Applied, ConflictRecord, Matched, SyncStore, Waiting } from '../ports/sync-store.ts'
import { applyResponse } from '../projects/apply-response.ts'
import { rebaseProject } from '../projects/rebase.ts'
import { toUpdate } from '../projects/resolve-changes.ts'
import { type ConflictPolicy, MAX_PUSHES, type SyncEvent } from '../protocol/projects.ts'
import type { SyncStatus } from '../status.ts'
import type { Random, Time } from '../time.ts'
import { createEngineState, type EngineState } from './engine-state.ts'
import { createRoomRetry } from './room-retry.ts'
import { createSchedule, type WakeReason } from './scheduler.ts'
import { type RoundContext, runRound } from './sync-cycle.ts'

export type SyncEngineOptions = {
  store: SyncStore
  transport: Transport
  time: Time
  random: Random
  mintId: MintId
  hash: HashText
  /** How long without a wake-up until the account is asked anyway; 60 s unless told otherwise. */
  pollDelayMs?: () => number
  /** About how much JSON one request carries, a single push may be larger; three million characters unless told otherwise. */
  batchCharacters?: number
  /** `edited`: what open editors must follow; `changed`: those and every list row that is another one now. */
  onRemoteChange: (change: Pick<Applied, 'changed' | 'edited' | 'tails'>) => void
  /** Acknowledged, refused, listed: rows of the list are other ones now. */
  onRowsChange: () => void
  onConflicts: (conflicts: readonly ConflictRecord[]) => void
  onMediaSeq: (seq: number) => void
  /** Another tab leads now; this one has stopped writing. */
  onFenced: () => void
  /** The local store or our own code failed in mid-round; the round is tried again. */
  onFault: (error: unknown) => void
}

export interface SyncEngine {
  /** `fence`: of `store.takeLead()`. Only a leader asks or writes; what was wished for before is done now. */
  lead(fence: number): void
  follow(): void
  wake(reason: WakeReason): void
  /** Resolves when a round that began after the call is over, well or not: the status says which. */
  syncNow(): Promise<void>
  /** One event of /api/events: applied when it continues the cursor, else a hint to pull. */
  recordEvent(event: SyncEvent): void
  /** Brings one project that is not on this device yet; its outcome is what the store then holds. */
  fetchOne(projectId: ProjectId): Promise<void>
  /** Takes the lead, sends and brings everything, and gives it up: for a service worker, when no page leads. */
  drainOnce(): Promise<'done' | 'later'>
  readonly status: Observable<SyncStatus>
  readonly state: Observable<EngineState>
  findLastSyncedAtMs(): number | undefined
  /** How often the two sides held different documents under one revision. */
  countHeals(): number
  /** A conflict or a quarantined push was dealt with: counted again. */
  recordsChanged(): void
  close(): void
}

const POLL_MS = 60_000
const BATCH_CHARACTERS = 3_000_000
/** A drain that never ends would keep a service worker alive for nothing. */
const MAX_DRAIN_ROUNDS = 20

/** The sync engine of one tab: logic over ports, one round at a time (SPEC.md). */
export function createSyncEngine(options: SyncEngineOptions): SyncEngine {
  const { store, time, random, hash, mintId, onFault, onRowsChange } = options
  const nowMs = () => time.nowMs()
  const policy: { current: ConflictPolicy } = { current: 'merge' }
  const state = createEngineState(store)
  const room = createRoomRetry(store, nowMs)
  let session: LeadSession | undefined
  let tail: Promise<void> = Promise.resolve()
  let waiters: (() => void)[] = []
  let mediaSeq: number | undefined
  let resyncs = 0
  let haveRecordsChanged = false
  let commitCount = 0
  let isClosed = false

  const context: RoundContext = {
    store,
    server: createServer(options.transport, time),
    hash,
    mintId,
    nowMs,
    policy,
    countCommits: () => commitCount,
    limit: { pushes: MAX_PUSHES, characters: options.batchCharacters ?? BATCH_CHARACTERS },
    onResync: () => {
      resyncs += 1
    },
    onApplied: recordApplied,
    onSettled: recordMatched,
    onListed: onRowsChange,
    onMediaSeq: recordMediaSeq,
    onDeleted: room.expectRoom,
  }

  const schedule = createSchedule({
    time,
    random,
    pollDelayMs: options.pollDelayMs ?? (() => POLL_MS),
    startRound: () => void exclusively(startRound),
  })

  /** Rounds, events and fetches follow each other: each finds the disk as the one before left it. */
  function exclusively(task: () => Promise<void>): Promise<void> {
    const run = tail.then(task).catch(onFault)
    tail = run
    return run
  }

  async function startRound(): Promise<void> {
    const { isPullRequested } = schedule.recordStarted()
    const told = waiters
    waiters = []
    const end =
      session === undefined ? { stop: undefined, leftOver: false } : await tryRound(session, isPullRequested)
    schedule.recordEnded(end)
    for (const tell of told) tell()
  }

  async function tryRound(current: LeadSession, isPullRequested: boolean) {
    state.note({ isRunning: true })
    let end: { stop: Failure | undefined; leftOver: boolean; waiting?: readonly Waiting[] }
    const commits = commitCount
    const { noRoomCount, quarantinedCount } = state.state.get()
    try {
      if (noRoomCount > 0) await room.release()
      const ended = await runRound(context, current, isPullRequested)
      end = ended
      if (ended.stop === undefined && !current.isOver) await recordSynced(ended.isSyncedNoted)
    } catch (error) {
      onFault(error)
      end = { stop: { kind: 'disk' }, leftOver: true }
    }
    if (current.isOver) stepDown(current)
    const known = commits === commitCount ? end.waiting : undefined
    await state.count(current.sealed, known).catch(onFault)
    if (haveRecordsChanged || quarantinedCount > 0) await countRecords()
    state.note({ isRunning: false, stop: end.stop })
    planRoomRetry(noRoomCount)
    return end
  }

  /** Where one project found room, another may; and a project that was deleted in this round has left some. */
  function planRoomRetry(countBefore: number): void {
    const { noRoomCount } = state.state.get()
    if (noRoomCount > 0 && noRoomCount < countBefore) room.expectRoom()
    if (noRoomCount > 0 && room.isExpected()) schedule.wake('event')
  }

  async function recordSynced(isOnDisk: boolean): Promise<void> {
    const atMs = nowMs()
    state.note({ lastSyncedAtMs: atMs })
    if (!isOnDisk) await store.recordSynced(atMs)
  }

  function stepDown(fenced: LeadSession): void {
    if (session !== fenced) return
    session = undefined
    schedule.pause()
    if (!isClosed) options.onFenced()
  }

  function recordApplied(applied: Applied): void {
    if (applied.changed.length > 0) {
      const { changed, edited, tails } = applied
      options.onRemoteChange({ changed, edited, tails })
      onRowsChange()
    }
    if (applied.conflicts.length > 0) options.onConflicts(applied.conflicts)
    haveRecordsChanged ||= applied.conflicts.length > 0
  }

  function recordMatched(settled: readonly Matched[]): void {
    if (settled.length === 0) return
    haveRecordsChanged ||= settled.some(({ kind }) => kind === 'rejected')
    onRowsChange()
  }

  async function countRecords(): Promise<void> {
    haveRecordsChanged = false
    await state.countRecords().catch(onFault)
  }

  function recordMediaSeq(seq: number): void {
    if (mediaSeq === seq) return
    mediaSeq = seq
    options.onMediaSeq(seq)
  }

  /** A new leader reads everything afresh, once. */
  async function openSession(fence: number): Promise<LeadSession> {
    const [sync, inFlight] = [await store.readSyncState(), await store.listInFlight()]
    if (sync.lastSyncedAtMs !== undefined) state.note({ lastSyncedAtMs: sync.lastSyncedAtMs })
    return { fence, sync, sealed: inFlight, isPulled: false, isOver: false, refusals: new Map() }
  }

  function endSession(): void {
    if (session !== undefined) session.isOver = true
    session = undefined
    schedule.pause()
  }

  async function applyEvent(event: SyncEvent): Promise<void> {
    const current = session
    if (current === undefined || current.isOver) return
    const { sync, sealed: inFlight } = current
    if (event.mediaSeq !== undefined) recordMediaSeq(event.mediaSeq)
    if (event.epoch === sync.epoch && sync.cursor !== null && event.seq <= sync.cursor) return
    const { changes } = event
    if (changes?.some(({ deletedAt }) => deletedAt != null)) room.expectRoom()
    const continues = event.epoch === sync.epoch && event.from === sync.cursor && current.isPulled
    // The fate of a push that has no answer must be known first.
    const isClear = changes?.every(
      ({ projectId, by }) =>
        by?.clientId === sync.clientId || inFlight.every((push) => push.projectId !== projectId),
    )
    if (changes === undefined || !continues || isClear !== true) return schedule.wake('event')
    const commits = commitCount
    const page = { cursor: event.seq, epoch: event.epoch, acks: [], changes, sent: [], wantsWaiting: true }
    const taken = await applyResponse({ ...context, policy: policy.current }, current, page)
    if (taken.kind === 'applied') {
      recordApplied(taken.applied)
      if (!taken.isWhole) schedule.wake('event')
      await state.count(current.sealed, commits === commitCount ? taken.applied.waiting : undefined)
      if (haveRecordsChanged) await countRecords()
      planRoomRetry(0)
    } else if (taken.kind === 'fenced') {
      current.isOver = true
      stepDown(current)
    } else schedule.wake('event')
  }

  async function fetchAndApply(projectId: ProjectId): Promise<void> {
    const current = session
    if (current === undefined) return
    const response = await context.server.get(projectId)
    if (response.kind !== 'ok' || current.isOver) return
    const update = await toUpdate({ hash, nowMs }, projectId, response.project)
    const label = update.kind === 'project' ? update.label : ''
    const applied = await store.applyResponse({
      fence: current.fence,
      atMs: nowMs(),
      settled: [],
      updates: [update],
      rebase: (found) => rebaseProject(found, policy.current, label),
    })
    if (applied.kind === 'applied') recordApplied(applied)
    if (applied.kind === 'fenced') {
      current.isOver = true
      stepDown(current)
    }
  }

  async function drain(): Promise<'done' | 'later'> {
    const current = await openSession(await store.becomeLeader())
    try {
      for (let rounds = 0; rounds < MAX_DRAIN_ROUNDS; rounds += 1) {
        const { stop: failure, leftOver } = await runRound(context, current, rounds === 0)
        if (failure !== undefined || current.isOver) return 'later'
        if (!leftOver) return 'done'
      }
      return 'later'
    } finally {
      current.isOver = true
    }
  }

  return {
    lead(fence) {
      endSession()
      void exclusively(async () => {
        if (isClosed) return
        session = await openSession(fence)
        room.expectRoom()
        schedule.wake('load')
        schedule.resume()
        await state.count(session.sealed)
        await countRecords()
      })
    },
    follow: endSession,
    wake(reason) {
      if (isClosed) return
      // At once, so that "Synced" is not shown for the moment it takes to count.
      if (reason === 'commit') {
        commitCount += 1
        state.expectPending()
      }
      if (reason === 'load' || reason === 'asked' || reason === 'signed-in') room.expectRoom()
      schedule.wake(reason)
    },
    syncNow() {
      if (isClosed || session === undefined) return Promise.resolve()
      return new Promise((resolve) => {
        waiters.push(resolve)
        room.expectRoom()
        schedule.wake('asked')
      })
    },
    recordEvent(event) {
      if (!isClosed) void exclusively(() => applyEvent(event))
    },
    fetchOne: (projectId) => exclusively(() => fetchAndApply(projectId)),
    drainOnce: drain,
    status: state.status,
    state: state.state,
    findLastSyncedAtMs: () => state.state.get().lastSyncedAtMs,
    countHeals: () => resyncs,
    recordsChanged: () => void countRecords(),
    close() {
      isClosed = true
      endSession()
      for (const tell of waiters) tell()
      waiters = []
    },
  }
}
