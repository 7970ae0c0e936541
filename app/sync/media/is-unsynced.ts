import type { MediaAsset } from '../ports/project-store.ts'

/** Its bytes are on this device and not in the account: the upload waits, runs, or was rejected. */
export const isUnsynced = ({ syncStatus, deletedAt, isRemote }: MediaAsset): boolean =>
  syncStatus !== 'synced' && deletedAt === undefined && isRemote !== true
