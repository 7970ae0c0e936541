import { thumbnailMaxBytes } from '#app/media-formats/media-limits.ts'
import type { MediaFailure } from '../api/media-request.ts'
import type { JobEnd } from '../engine/schedule-state.ts'
import type { MediaAsset } from '../ports/project-store.ts'
import type { MediaSyncContext } from './media-sync-context.ts'

/**
 * The thumbnails of originals that the account has without them: just uploaded, or older than this feature. A
 * convenience for other devices, so it has a loop of its own: a failure here is retried later, silently, and no upload
 * waits for it.
 */
export async function pushThumbnails(context: MediaSyncContext): Promise<JobEnd> {
  for (const asset of await context.store.listAssets()) {
    if (!isWithout(asset)) continue
    const failure = await pushThumbnail(context, asset)
    if (failure !== undefined) return toJobEnd(failure)
  }
  return { kind: 'done' }
}

function toJobEnd(failure: MediaFailure): JobEnd {
  switch (failure.kind) {
    case 'offline':
    case 'later':
      return { kind: 'failed', retryAfterMs: failure.retryAfterMs }
    default:
      return { kind: 'halted' }
  }
}

/** Of a file that is only in the account, this device has no small picture that the account did not give. */
function isWithout(asset: MediaAsset): boolean {
  const isInAccount = asset.syncStatus === 'synced' && asset.deletedAt === undefined && asset.sha256 !== ''
  return isInAccount && !asset.hasCloudThumbnail && !asset.isRemote
}

async function pushThumbnail(
  context: MediaSyncContext,
  asset: MediaAsset,
): Promise<MediaFailure | undefined> {
  const { api, store, signal } = context
  const picture = await store.findThumbnail(asset.cloudId)
  // It is made when somebody first looks at the file.
  if (picture === undefined) return undefined
  const isTooLarge = picture.size > thumbnailMaxBytes
  const response = isTooLarge ? undefined : await api.putThumbnail(asset, picture, signal)
  switch (response?.kind) {
    case 'missing':
      // Deleted meanwhile: the next pull finds it.
      return undefined
    case undefined:
    case 'ok':
    case 'refused':
      await store.update(asset.cloudId, (row) => ({ ...row, hasCloudThumbnail: true }))
      return undefined
    default:
      return response
  }
}
