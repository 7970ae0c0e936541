import type { InFlightPush, SyncState } from './ports/sync-store.ts'

/** What the leader knows of the disk. Nobody else may change it while its fence holds, so it is read once. */
export type LeaderState = {
  readonly fence: number
  sync: SyncState
  /** Pushes that have their number and no acknowledgement yet, by number. */
  inFlight: readonly InFlightPush[]
  /** Everything the account had at some moment since this tab leads, or since the last restart, is on the disk. */
  isPulled: boolean
  /** Another tab leads now, or this one is closed: nothing is sent or written any more. */
  isOver: boolean
  /** Pushes that were refused before they were read, by number: only their number is sent again (S18). */
  readonly refusals: Map<number, { code: string; message: string }>
}
