import type { MediaId } from '#app/document/model/ids.ts'
import type { MediaAsset } from '../ports/project-store.ts'

/**
 * The originals to evict for `bytesToFree`, oldest first: only those that are safe in the account, and none that are
 * kept offline or in view. Less than requested when there are no more.
 */
export function planEviction(
  assets: readonly MediaAsset[],
  { bytesToFree, isKept }: { bytesToFree: number; isKept: (mediaId: MediaId) => boolean },
): MediaId[] {
  const chosen: MediaId[] = []
  let freed = 0
  const movable = assets
    .filter((asset) => asset.syncStatus === 'synced' && !asset.isRemote && asset.deletedAt === undefined)
    .filter(({ cloudId }) => !isKept(cloudId))
    .toSorted((a, b) => a.createdAt - b.createdAt || (a.cloudId < b.cloudId ? -1 : 1))
  for (const { cloudId, size } of movable) {
    if (freed >= bytesToFree) break
    chosen.push(cloudId)
    freed += size
  }
  return chosen
}

/** Above this share of the browser's quota, originals are evicted; down to `calmShare`. */
const pressureShare = 0.85
const calmShare = 0.7

export function planBytesToFree({ usage, quota }: { usage: number; quota: number }, neededBytes = 0): number {
  if (quota <= 0 || usage + neededBytes <= quota * pressureShare) return 0
  return Math.ceil(usage + neededBytes - quota * calmShare)
}
