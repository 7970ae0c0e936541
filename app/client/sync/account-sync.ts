import type { WritableObservable } from '#app/observable/observable.ts'
import type { EngineState } from '#app/sync/engine/engine-state.ts'
import { createLeader } from '#app/sync/engine/leader-election.ts'
import { createSyncEngine, type SyncEngine } from '#app/sync/engine/sync-engine.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import type { Account } from '../account/identity.ts'
import { browserTime } from '../platform/browser-time.ts'
import { type EventStream, openEventStream } from '../platform/event-stream.ts'
import { hashText } from '../platform/hash-text.ts'
import { createHttpTransport } from '../platform/http-transport.ts'
import { planLeadLockName } from '../platform/leader-lock-name.ts'
import { openSyncChannel, type SyncChannel, type SyncReport, type Task } from '../platform/sync-channel.ts'
import { findSharedLock } from '../platform/web-locks.ts'
import { keepSyncingAfterClose } from './background-sync.ts'
import type { ClientSync, OpenSyncOptions } from './client-sync.ts'

const VISIBLE_POLL_MS = 60_000
const HIDDEN_POLL_MS = 5 * 60_000
const TASK_PATIENCE_MS = 30_000

export type AccountSyncOptions = OpenSyncOptions & {
  account: Account
  status: WritableObservable<SyncStatus>
  state: WritableObservable<EngineState | undefined>
}

/** The engine of an account in this tab, the leader election over its tabs, and the event stream of the leader. */
export function createAccountSync(options: AccountSyncOptions): Omit<ClientSync, 'status' | 'state'> {
  const { account, stores, status, state, onEdited, onRowsChange, onFault } = options
  // A tab whose store is in memory syncs it itself, whichever tab is the leader.
  const name = stores.isShared ? stores.databaseName : `${stores.databaseName}:${crypto.randomUUID()}`
  let stream: EventStream | undefined
  /** Tasks of this tab that no leader has performed yet. */
  const waiting = new Set<() => void>()

  const engine: SyncEngine = createSyncEngine({
    store: stores.sync,
    transport: createHttpTransport(account.userId),
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
    onFault,
  })

  const channel: SyncChannel = openSyncChannel(name, {
    onAsked() {
      leader.recordRequested()
      // A tab that has just opened shows the leader's state, not an unknown one.
      if (leader.isLeading()) channel.broadcastReport(readReport())
    },
    onAnswered: () => leader.recordAnswered(),
    onReport: (report) => {
      if (!leader.isLeading()) show(report)
    },
    onRows: (projectIds) => onRowsChange({ projectIds }),
    onEdited,
    onTask: (task) => (leader.isLeading() ? perform(task) : undefined),
  })

  const leader = createLeader({
    lock: findSharedLock(planLeadLockName(name)),
    channel,
    time: browserTime,
    becomeLeader: () => stores.sync.becomeLeader(),
    onLeader(fence) {
      engine.lead(fence)
      for (const performHere of waiting) performHere()
      waiting.clear()
      stream = openEventStream({
        accountId: account.userId,
        findPosition: () => stores.sync.readSyncState(),
        onEvent: (event) => engine.recordEvent(event),
        onOpen: () => engine.wake('event'),
        time: browserTime,
        random: Math.random,
      })
    },
    onFollow() {
      stream?.close()
      stream = undefined
      engine.follow()
      channel.ask()
    },
    onFault,
  })

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

  async function perform(task: Task): Promise<void> {
    if (task.kind === 'sync-now') await engine.syncNow()
    else if (task.kind === 'fetch') await engine.fetchOne(task.projectId)
    else engine.recordsChanged()
  }

  /** Asked of the leader; of this tab itself when it becomes the leader before one has responded. */
  function request(task: Task): Promise<void> {
    if (leader.isLeading()) return perform(task)
    return new Promise((resolve, reject) => {
      const performHere = () => void perform(task).then(resolve, reject)
      waiting.add(performHere)
      channel
        .request(task, TASK_PATIENCE_MS)
        .then(resolve, reject)
        .finally(() => waiting.delete(performHere))
    })
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
  const stopKeeping = keepSyncingAfterClose({ userId: account.userId, status, onFault })
  channel.ask()

  return {
    wake: (reason) => engine.wake(reason),
    syncNow: () => request({ kind: 'sync-now' }),
    fetchOne: (projectId) => request({ kind: 'fetch', projectId }),
    recordsChanged: () => void request({ kind: 'recount' }),
    findLastSyncedAtMs: () => state.get()?.lastSyncedAtMs,
    close() {
      removeEventListener('online', wakeOnline)
      document.removeEventListener('visibilitychange', wakeVisible)
      stopKeeping()
      stream?.close()
      engine.close()
      leader.close()
      channel.close()
    },
  }
}
