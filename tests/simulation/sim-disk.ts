import type { SimStores } from './sim-stores.ts'

/** The points of the next writes at which a fault may occur. */
export type CommitCrash = { moment: 'request' | 'commit' | 'committed'; after: number }

/** The disk of one device for one account; tabs come and go. */
export interface SimDisk {
  open(tab: { onKilled: () => void }): SimStores
  setFull(isFull: boolean): void
  /** No faults any more. */
  endFaults(): void
  /** The tab that makes the next write dies in the middle of it. */
  armCrash(crash: CommitCrash): void
  /** All tabs are dead already. */
  losePower(lostShare: number): void
  wipe(): void
}
