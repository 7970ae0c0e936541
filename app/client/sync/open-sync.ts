import type { ProjectId } from '#app/document/model/ids.ts'
import { createObservable, type Observable, type WritableObservable } from '#app/observable/observable.ts'
import type { LocalStores } from '#app/storage/open-stores.ts'
import type { EngineState } from '#app/sync/engine/engine-state.ts'
import { createLeader } from '#app/sync/engine/leader-election.ts'

import { createSyncEngine, type SyncEngine, type WakeReason } from '#app/sync/engine/sync-engine.ts'
import { isSameStatus } from '#app/sync/engine/sync-status.ts'
import type { EditedTail } from '#app/sync/ports/log.ts'
import type { ProjectRow } from '#app/sync/ports/project-store.ts'
import type { ConflictRecord } from '#app/sync/ports/sync-store.ts'
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

/** Sync for the pages, the same in the leader tab and in the others. */
export interface ClientSync {
  readonly status: Observable<SyncStatus>
  /** `undefined`: signed out. */
  readonly state: Observable<EngineState | undefined>
  wake(reason: WakeReason): void
  /** Resolves when a round that began after the call is over, well or not: the status has the result. */
  syncNow(): Promise<void>
  /** Downloads one project that is not on this device yet; its outcome is then in the store. */
  fetchOne(projectId: ProjectId): Promise<void>
  /** A conflict or a quarantined push was resolved in this tab. */
  recordsChanged(): void
  findLastSyncedAtMs(): number | undefined
  close(): void
}

/** `projectIds` absent: any of them may have changed. `rows` are theirs after that, a project that is gone has none; absent: to be read. */
export type SyncedRows = { projectIds?: readonly ProjectId[] | undefined; rows?: readonly ProjectRow[] }

export type OpenSyncOptions = {
  account: Account | undefined
  stores: LocalStores
  /** A pull, in whichever tab, changed these documents on the disk: open editors follow. */
  onEdited: (projectIds: readonly ProjectId[], tails: readonly EditedTail[]) => void
  /** List rows changed for a reason of sync, in whichever tab. */
  onRowsChange: (change: SyncedRows) => void
  /** In the leader tab only. */
  onConflicts: (conflicts: readonly ConflictRecord[]) => void
  onMediaSeq: (seq: number) => void
  onFault: (error: unknown) => void
}

const VISIBLE_POLL_MS = 60_000
const HIDDEN_POLL_MS = 5 * 60_000
const TASK_PATIENCE_MS = 30_000

/** Sync for an account; signed out, and over a read-only disk, a sync without any work. */
export function openSync(options: OpenSyncOptions): ClientSync {
  const { account, stores } = options
  return account === undefined || stores.isReadOnly() ? createNoSync() : createAccountSync(account, options)
}

function createAccountSync(account: Account, options: OpenSyncOptions): ClientSync {
  const { stores, onEdited, onRowsChange, onFault } = options
  const status = createObservable<SyncStatus>({ kind: 'syncing', pendingCount: 0 }, isSameStatus)
  const state = createObservable<EngineState | undefined>(undefined)
  // A tab whose store is in memory syncs it itself, whichever tab is the leader.
  const name = stores.isShared ? stores.databaseName : `${stores.databaseName}:${crypto.randomUUID()}`
  let stream: EventStream | undefined

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

  function request(task: Task): Promise<void> {
    return leader.isLeading() ? perform(task) : channel.request(task, TASK_PATIENCE_MS)
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
    status,
    state,
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

function createNoSync(): ClientSync {
  const state: WritableObservable<EngineState | undefined> = createObservable<EngineState | undefined>(
    undefined,
  )
  return {
    status: createObservable<SyncStatus>({ kind: 'saved-locally' }),
    state,
    wake: () => undefined,
    syncNow: () => Promise.resolve(),
    fetchOne: () => Promise.resolve(),
    recordsChanged: () => undefined,
    findLastSyncedAtMs: () => undefined,
    close: () => undefined,
  }
}
