import type { ProjectId } from '#app/document/model/ids.ts'
import { createObservable, type Observable } from '#app/observable/observable.ts'
import type { Failure } from '../api/outcome.ts'
import type { InFlightPush, SyncStore, Waiting } from '../ports/sync-store.ts'
import type { SyncStatus } from '../status.ts'
import { isForRoom } from './quota-retry.ts'
import { isSameStatus, planOverallStatus } from './sync-status.ts'

/** The state of the queue and the records (S60). Texts and badges belong to the UI. */
export type EngineState = {
  isRunning: boolean
  /** Projects with changes that the account does not have yet. */
  pendingIds: readonly ProjectId[]
  /** Quarantined pushes, to be reviewed. */
  quarantinedCount: number
  /** Another one after each refusal. */
  quarantinedIds: readonly string[]
  /** Of those, pushes for which the account has no room: they are tried again when there may be some. */
  noRoomCount: number
  /** Conflict records not dismissed yet. */
  conflictCount: number
  /** Of those, projects that wait for a decision. */
  blockedIds: readonly ProjectId[]
  lastSyncedAtMs: number | undefined
  failure: Failure | undefined
}

/** The engine's own small store of its state: a round changes it and nothing else on the screen. */
export function createEngineState(
  store: Pick<SyncStore, 'listWaiting' | 'listConflicts' | 'listQuarantine'>,
) {
  const state = createObservable<EngineState>(
    {
      isRunning: false,
      pendingIds: [],
      quarantinedCount: 0,
      quarantinedIds: [],
      noRoomCount: 0,
      conflictCount: 0,
      blockedIds: [],
      lastSyncedAtMs: undefined,
      failure: undefined,
    },
    (a, b) => JSON.stringify(a) === JSON.stringify(b),
  )
  const status = createObservable<SyncStatus>({ kind: 'syncing', pendingCount: 0 }, isSameStatus)
  let isPendingExpected = false

  function record(change: Partial<EngineState>): void {
    state.set({ ...state.get(), ...change })
    status.set(planStatus(state.get(), isPendingExpected))
  }

  return {
    state: state as Observable<EngineState>,
    status: status as Observable<SyncStatus>,
    record,
    expectPending() {
      isPendingExpected = true
      record({})
    },
    /** `known`: pending projects, where a transaction has just returned them. */
    async count(inFlight: readonly InFlightPush[], known?: readonly Waiting[]): Promise<void> {
      const waiting = known ?? (await store.listWaiting())
      isPendingExpected = false
      const ids = [...waiting, ...inFlight].map(({ projectId }) => projectId)
      record({ pendingIds: [...new Set(ids)].sort() })
    },
    async countRecords(): Promise<void> {
      const [conflicts, quarantine] = [await store.listConflicts(), await store.listQuarantine()]
      const blocked = conflicts.filter(({ kind }) => kind === 'ask').map(({ projectId }) => projectId)
      record({
        conflictCount: conflicts.length,
        blockedIds: [...new Set(blocked)].sort(),
        quarantinedCount: quarantine.length,
        quarantinedIds: quarantine.map(({ id }) => id),
        noRoomCount: quarantine.filter(isForRoom).length,
      })
    },
  }
}

function planStatus(state: EngineState, isPendingExpected: boolean): SyncStatus {
  const { isRunning, failure, lastSyncedAtMs, quarantinedCount, noRoomCount, conflictCount } = state
  const pendingCount = Math.max(state.pendingIds.length, isPendingExpected ? 1 : 0)
  return planOverallStatus({
    isRunning,
    pendingCount: pendingCount + quarantinedCount,
    refusedCount: quarantinedCount,
    noRoomCount,
    conflictCount,
    failure,
    lastSyncedAtMs,
  })
}
