import type { MediaId } from '#app/document/model/ids.ts'
import type { MediaResult } from '../api/media-request.ts'
import type { MediaAsset } from '../ports/project-store.ts'
import { createFetchQueue, type DownloadEnd, type FetchQueue, planUnreachable } from './download-queue.ts'
import type { MediaSyncContext } from './media-sync-context.ts'

type Options = {
  requestPull: () => void
  /** The account has no thumbnail of it: one is made here, from the original. */
  requestOriginal: (mediaId: MediaId) => void
}

/** Thumbnails of files whose originals are not here: enough for a tile, at a hundredth of the bytes. */
export function createThumbnailDownloads(
  context: MediaSyncContext,
  { requestPull, requestOriginal }: Options,
): FetchQueue {
  return createFetchQueue(context, {
    requestPull,
    onHere: (mediaId) => context.notify({ kind: 'thumbnail', mediaId }),
    async download(mediaId) {
      const end = await downloadThumbnail(context, mediaId)
      if (end.kind === 'given-up') requestOriginal(mediaId)
      return end
    },
  })
}

async function downloadThumbnail(context: MediaSyncContext, mediaId: MediaId): Promise<DownloadEnd> {
  const { api, store, signal } = context
  const asset = await store.findAsset(mediaId)
  if (asset === undefined) return { kind: 'unknown' }
  if ((await store.findThumbnail(mediaId)) !== undefined) return { kind: 'here' }
  if (asset.syncStatus !== 'synced') return { kind: 'unknown' }
  // Without a hash it is unknown which bytes a thumbnail would belong to.
  const response: MediaResult<Blob> =
    asset.sha256 === '' ? { kind: 'missing' } : await api.getThumbnail(asset, signal)
  switch (response.kind) {
    case 'ok':
      // Deleted meanwhile: nothing is kept of it.
      if ((await store.update(mediaId, recordThumbnail)) === undefined) return { kind: 'unknown' }
      await store.putThumbnail(mediaId, response.value)
      return { kind: 'here' }
    case 'missing':
    case 'refused':
      return { kind: 'given-up' }
    default:
      return planUnreachable(response)
  }
}

const recordThumbnail = (row: MediaAsset): MediaAsset => ({ ...row, hasCloudThumbnail: true })
