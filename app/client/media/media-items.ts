import type { MediaId } from '#app/document/model/ids.ts'
import type { MediaBadge, MediaItem } from '#app/media-library/media-library.ts'
import type { MediaAsset } from '#app/sync/ports/project-store.ts'

export type Shares = { uploads: ReadonlyMap<MediaId, number>; downloads: ReadonlyMap<MediaId, number> }

/** Rows as the library shows them: newest first, the same bytes once, however many devices they were added on. */
export function toMediaItems(
  assets: readonly MediaAsset[],
  { isSignedIn, shares }: { isSignedIn: boolean; shares: Shares },
): MediaItem[] {
  const groups = new Map<string, MediaAsset[]>()
  for (const asset of assets) {
    if (asset.deletedAt !== undefined) continue
    const key = asset.sha256 === '' ? asset.cloudId : asset.sha256
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [asset])
    else group.push(asset)
  }
  return [...groups.values()]
    .map((group) => toItem(group, isSignedIn, shares))
    .sort((a, b) => b.addedAtMs - a.addedAtMs || (a.fileName < b.fileName ? -1 : 1))
}

function toItem(group: readonly MediaAsset[], isSignedIn: boolean, shares: Shares): MediaItem {
  const oldestFirst = group.toSorted((a, b) => a.createdAt - b.createdAt || (a.cloudId < b.cloudId ? -1 : 1))
  const shown = oldestFirst.find(({ isRemote }) => !isRemote) ?? oldestFirst[0]
  if (shown === undefined) throw new Error('A group of media has no member.')
  const downloadShare = shares.downloads.get(shown.cloudId)
  return {
    mediaId: shown.cloudId,
    mediaIds: oldestFirst.map(({ cloudId }) => cloudId),
    fileName: shown.fileName,
    fileType: shown.fileType,
    mimeType: shown.mimeType,
    sizeBytes: shown.size,
    width: shown.width,
    height: shown.height,
    addedAtMs: shown.createdAt,
    badge: toBadge(oldestFirst, isSignedIn, shares),
    isRemote: shown.isRemote === true,
    ...(downloadShare === undefined ? {} : { downloadShare }),
  }
}

/** The most urgent state among all copies. */
function toBadge(group: readonly MediaAsset[], isSignedIn: boolean, { uploads }: Shares): MediaBadge {
  if (!isSignedIn) return { kind: 'only-here' }
  const failed = group.find(({ syncStatus }) => syncStatus === 'error')
  if (failed !== undefined) return { kind: 'failed', message: failed.syncError ?? unknownFailure }
  const moving = group.find(({ cloudId }) => uploads.has(cloudId))
  if (moving !== undefined) return { kind: 'uploading', share: uploads.get(moving.cloudId) ?? 0 }
  return group.every(({ syncStatus }) => syncStatus === 'synced') ? { kind: 'synced' } : { kind: 'waiting' }
}

const unknownFailure = 'The account did not take this file. Try again.'
