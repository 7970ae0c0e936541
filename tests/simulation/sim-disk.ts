import type { SimStores } from './sim-stores.ts'

/** Where a fault strikes in the next writes of the device. */
export type CommitCrash = { moment: 'request' | 'commit' | 'committed'; after: number }

/** What lies on one device for one account; tabs come and go. */
export interface SimDisk {
  open(tab: { onKilled: () => void }): SimStores
  setFull(isFull: boolean): void
  /** Nothing strikes any more. */
  heal(): void
  /** The tab that makes the next write dies in the middle of it. */
  armCrash(crash: CommitCrash): void
  /** All tabs are dead already. */
  losePower(lostShare: number): void
  wipe(): void
}
