import type { ProjectId } from '#app/document/model/ids.ts'
import { createObservable, type Observable } from '#app/observable/observable.ts'
import type { Stop } from '../api/outcome.ts'
import type { SealedPush, SyncStore, Waiting } from '../ports/sync-store.ts'
import type { SyncStatus } from '../status.ts'
import { isSameStatus, planOverallStatus } from './sync-status.ts'

/** What is true of the queue and the records (S60). The words and badges belong to the UI. */
export type EngineFacts = {
  isRunning: boolean
  /** Projects with something the account does not have yet. */
  pendingIds: readonly ProjectId[]
  /** Pushes that were refused for good, to be looked at. */
  quarantinedCount: number
  /** Conflict records that nobody has dismissed. */
  conflictCount: number
  /** Of those, projects that wait for a decision. */
  heldIds: readonly ProjectId[]
  lastSyncedAtMs: number | undefined
  stop: Stop | undefined
}

/** The engine's own small store of facts: a round changes it and nothing else on the screen. */
export function createEngineFacts(
  store: Pick<SyncStore, 'listWaiting' | 'listConflicts' | 'listQuarantine'>,
) {
  const facts = createObservable<EngineFacts>(
    {
      isRunning: false,
      pendingIds: [],
      quarantinedCount: 0,
      conflictCount: 0,
      heldIds: [],
      lastSyncedAtMs: undefined,
      stop: undefined,
    },
    (a, b) => JSON.stringify(a) === JSON.stringify(b),
  )
  const status = createObservable<SyncStatus>({ kind: 'syncing', pendingCount: 0 }, isSameStatus)
  let isPendingExpected = false

  function note(change: Partial<EngineFacts>): void {
    facts.set({ ...facts.get(), ...change })
    status.set(planStatus(facts.get(), isPendingExpected))
  }

  return {
    facts: facts as Observable<EngineFacts>,
    status: status as Observable<SyncStatus>,
    note,
    expectPending() {
      isPendingExpected = true
      note({})
    },
    /** `known`: what waits, where a transaction has just said it. */
    async count(sealed: readonly SealedPush[], known?: readonly Waiting[]): Promise<void> {
      const waiting = known ?? (await store.listWaiting())
      isPendingExpected = false
      const ids = [...waiting, ...sealed].map(({ projectId }) => projectId)
      note({ pendingIds: [...new Set(ids)].sort() })
    },
    async countRecords(): Promise<void> {
      const [conflicts, quarantine] = [await store.listConflicts(), await store.listQuarantine()]
      const held = conflicts.filter(({ kind }) => kind === 'ask').map(({ projectId }) => projectId)
      note({
        conflictCount: conflicts.length,
        heldIds: [...new Set(held)].sort(),
        quarantinedCount: quarantine.length,
      })
    },
  }
}

function planStatus(facts: EngineFacts, isPendingExpected: boolean): SyncStatus {
  const { isRunning, stop, lastSyncedAtMs, quarantinedCount, conflictCount } = facts
  const pendingCount = Math.max(facts.pendingIds.length, isPendingExpected ? 1 : 0)
  return planOverallStatus({
    isRunning,
    pendingCount: pendingCount + quarantinedCount,
    refusedCount: quarantinedCount,
    conflictCount,
    stop,
    lastSyncedAtMs,
  })
}
