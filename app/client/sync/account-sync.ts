import type { WritableObservable } from '#app/observable/observable.ts'
import type { EngineState } from '#app/sync/engine/engine-state.ts'
import { createLeader } from '#app/sync/engine/leader-election.ts'
import { createSyncEngine, type SyncEngine } from '#app/sync/engine/sync-engine.ts'
import type { SyncStore } from '#app/sync/ports/sync-store.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import { planRole, type TabRole } from '#app/sync/tab-role.ts'
import type { Account } from '../account/identity.ts'
import { browserTime } from '../platform/browser-time.ts'
import { type EventStream, openEventStream } from '../platform/event-stream.ts'
import { hashText } from '../platform/hash-text.ts'
import { createHttpTransport } from '../platform/http-transport.ts'
import { createLeaderTasks } from '../platform/leader-tasks.ts'
import { signalReviews } from '../platform/reviews-signal.ts'
import {
  openSyncChannel,
  type SyncChannel,
  type SyncReport,
  type SyncTask,
  syncTaskSchema,
} from '../platform/sync-channel.ts'
import { preferSocket } from '../platform/sync-socket.ts'
import { findSharedLock, leaderLockName } from '../platform/web-locks.ts'
import { keepSyncingAfterClose } from './background-sync.ts'
import type { ClientSync, OpenSyncOptions } from './client-sync.ts'

const VISIBLE_POLL_MS = 60_000
const HIDDEN_POLL_MS = 5 * 60_000

export type AccountSyncOptions = OpenSyncOptions & {
  account: Account
  store: SyncStore
  status: WritableObservable<SyncStatus>
  state: WritableObservable<EngineState | undefined>
  role: WritableObservable<TabRole>
}

export type AccountSync = Omit<ClientSync, 'status' | 'state' | 'role' | 'findLastSyncedAtMs'>

/** The engine of an account in this tab, the leader election over its tabs, and the event stream of the leader. */
export function createAccountSync(options: AccountSyncOptions): AccountSync {
  const { account, stores, tabs, store, status, state, role, onEdited, onRowsChange, onFault } = options
  // A tab whose store is in memory syncs it itself, whichever tab is the leader.
  const name = stores.isShared ? stores.databaseName : `${stores.databaseName}:${crypto.randomUUID()}`
  const lock = findSharedLock(leaderLockName(name))
  let stream: EventStream | undefined
  /** Of this tab while it is the leader. */
  let fence: number | undefined
  let isPaused = false

  const engine: SyncEngine = createSyncEngine({
    store,
    transport: preferSocket(createHttpTransport(account.userId), () => stream?.findSocket()),
    time: browserTime,
    random: Math.random,
    mintId: () => crypto.randomUUID(),
    hash: hashText,
    pollDelayMs: () => (document.visibilityState === 'visible' ? VISIBLE_POLL_MS : HIDDEN_POLL_MS),
    onRemoteChange({ changed, rows, edited, tails }) {
      channel.broadcastRows(changed)
      onRowsChange({ projectIds: changed, rows })
      if (edited.length === 0) return
      channel.notifyEdited(edited, tails)
      onEdited(edited, tails)
    },
    onRowsChange(projectIds) {
      channel.broadcastRows(projectIds)
      onRowsChange({ projectIds })
    },
    onConflicts: options.onConflicts,
    onMediaSeq: options.onMediaSeq,
    onFenced: () => leader.stepDown(),
    onLeadFailed: () => leader.stepDown({ hasFailed: true }),
    onFault,
  })

  const channel: SyncChannel = openSyncChannel(tabs, {
    onPing() {
      leader.recordPing()
      // A tab that has just opened shows the leader's state, not an unknown one.
      if (leader.isLeading()) channel.broadcastReport(readReport())
    },
    onPong: () => leader.recordPong(),
    onReport: (report) => {
      if (!leader.isLeading()) show(report)
    },
    onRows: (projectIds) => onRowsChange({ projectIds }),
    onEdited,
  })
  const tasks = createLeaderTasks({
    tabs,
    topic: 'sync-task',
    schema: syncTaskSchema,
    time: browserTime,
    isLeading: () => leader.isLeading(),
    perform,
  })

  const leader = createLeader({
    lock,
    channel,
    time: browserTime,
    becomeLeader: () => store.becomeLeader(),
    onLeader(number) {
      fence = number
      start()
      tasks.takeOver()
    },
    onFollow() {
      fence = undefined
      store.becomeFollower()
      stop()
      channel.ping()
    },
    onFault,
  })

  const showRole = () =>
    role.set(planRole({ isPaused, isLeading: fence !== undefined, hasLocks: lock !== undefined }))

  function start(): void {
    showRole()
    if (fence === undefined || isPaused) return
    engine.lead(fence)
    stream = openEventStream({
      accountId: account.userId,
      findPosition: () => store.readSyncState(),
      onEvent: (event) => engine.recordEvent(event),
      onReviews: (data) => signalReviews({ accountId: account.userId, data }),
      onOpen: () => engine.wake('event'),
      time: browserTime,
      random: Math.random,
    })
  }

  function stop(): void {
    showRole()
    stream?.close()
    stream = undefined
    engine.follow()
  }

  function readReport(): SyncReport {
    return { status: engine.status.get(), state: engine.state.get() }
  }

  function show(report: SyncReport): void {
    status.set(report.status)
    state.set(report.state)
  }

  function recordEngine(): void {
    if (!leader.isLeading()) return
    show(readReport())
    channel.broadcastReport(readReport())
  }

  async function perform(task: SyncTask): Promise<void> {
    if (task.kind === 'sync-now') await engine.syncNow()
    else if (task.kind === 'fetch') await engine.fetchOne(task.projectId)
    else engine.recordsChanged()
  }

  const wakeOnline = () => {
    stream?.hurry()
    engine.wake('online')
  }
  const wakeVisible = () => {
    if (document.visibilityState !== 'visible') return
    stream?.hurry()
    engine.wake('visible')
  }
  addEventListener('online', wakeOnline)
  document.addEventListener('visibilitychange', wakeVisible)
  engine.status.subscribe(recordEngine)
  engine.state.subscribe(recordEngine)
  showRole()
  const stopKeeping = keepSyncingAfterClose({ userId: account.userId, status, onFault })
  channel.ping()

  return {
    wake: (reason) => engine.wake(reason),
    syncNow: () => tasks.request({ kind: 'sync-now' }),
    fetchOne: (projectId) => tasks.request({ kind: 'fetch', projectId }),
    recordsChanged: () => void tasks.request({ kind: 'recount' }),
    pause() {
      isPaused = true
      stop()
    },
    resume() {
      isPaused = false
      start()
    },
    close() {
      removeEventListener('online', wakeOnline)
      document.removeEventListener('visibilitychange', wakeVisible)
      stopKeeping()
      stream?.close()
      engine.close()
      leader.close()
      tasks.close()
      channel.close()
    },
  }
}
