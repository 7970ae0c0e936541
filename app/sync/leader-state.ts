import type { InFlightPush, SyncState } from './ports/sync-store.ts'

/** The leader's cache of the disk. No other tab may change it while its fence is valid, so it is read once. */
export type LeaderState = {
  readonly fence: number
  sync: SyncState
  /** Pushes that have their number and no acknowledgement yet, by number. */
  inFlight: readonly InFlightPush[]
  /**
   * Everything the account had at some moment since this tab became the leader, or since the last restart, is on the
   * disk.
   */
  isPulled: boolean
  /** Another tab is the leader, or this one is closed: nothing is sent or written any more. */
  isOver: boolean
  /** Pushes that were rejected before they were read, by number: only their number is sent again (S18). */
  readonly refusals: Map<number, { code: string; message: string }>
}
