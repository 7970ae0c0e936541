import type { InFlightPush, SyncState } from './ports/sync-store.ts'

/** What the leader knows of the disk; nobody else may change it while its fence holds, so it is read once. */
export type LeadSession = {
  readonly fence: number
  sync: SyncState
  /** Written down and not answered yet, by number. */
  sealed: readonly InFlightPush[]
  /** Everything the account had at some moment since the lead or the last restart is here. */
  isPulled: boolean
  /** Another tab leads now, or this one is closed: nothing is sent or written any more. */
  isOver: boolean
  /** Pushes that were refused before they were read, by number: only their number is sent again (S18). */
  readonly refusals: Map<number, { code: string; message: string }>
}
