import type { Quarantined, SyncStore } from '../ports/sync-store.ts'

/** The account has no space for it; the code of its rejection on the wire. */
export const isForRoom = ({ code }: Pick<Quarantined, 'code'>): boolean => code === 'insufficient_storage'

/** One project may be five megabytes: often enough to notice what another device has freed, and no load on a mobile line. */
const PROBE_EVERY_MS = 5 * 60_000

export interface RoomRetry {
  /** There may be space now: a project was deleted, or the user requests a retry. */
  expectRoom(): void
  /** Whether the next round has everything to try again. */
  isExpected(): boolean
  /** Before a round: what is due leaves the quarantine and is pushed by it. */
  release(): Promise<void>
}

/**
 * When pushes that found no space in the account are retried (S25): all of them when there may be space, else one every
 * five minutes, each in its turn, because a project that is rejected again goes to the end.
 */
export function createRoomRetry(
  store: Pick<SyncStore, 'listQuarantine' | 'retryQuarantined'>,
  nowMs: () => number,
): RoomRetry {
  let isExpected = false
  let triedAtMs = Number.NEGATIVE_INFINITY

  return {
    expectRoom() {
      isExpected = true
    },
    isExpected: () => isExpected,
    async release() {
      // A clock that is set back is counted from where it is now [F28].
      triedAtMs = Math.min(triedAtMs, nowMs())
      if (!isExpected && nowMs() - triedAtMs < PROBE_EVERY_MS) return
      const entries = (await store.listQuarantine()).filter(isForRoom)
      const due = isExpected ? entries : entries.slice(0, 1)
      isExpected = false
      triedAtMs = nowMs()
      for (const { id } of due) await store.retryQuarantined(id)
    },
  }
}
