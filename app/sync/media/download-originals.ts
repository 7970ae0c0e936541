import type { MediaId } from '#app/document/model/ids.ts'
import type { MediaAsset } from '../ports/project-store.ts'
import { createFetchQueue, type DownloadEnd, type FetchQueue, planUnreachable } from './download-queue.ts'
import type { MediaSyncContext } from './media-sync-context.ts'

/** Signed addresses are good for one hour; one that old may run out on the way. */
const urlGoodForMs = 50 * 60_000

/** Originals. */
export function createDownloads(context: MediaSyncContext, requestPull: () => void): FetchQueue {
  const { notify } = context
  return createFetchQueue(context, {
    requestPull,
    onHere: (mediaId) => notify({ kind: 'arrived', mediaId }),
    download: (mediaId) =>
      downloadOriginal(context, mediaId).finally(() =>
        notify({ kind: 'downloading', mediaId, share: undefined }),
      ),
  })
}

/** Row → fresh address → bytes → checked → store. */
async function downloadOriginal(context: MediaSyncContext, mediaId: MediaId): Promise<DownloadEnd> {
  const { store, notify } = context
  const asset = await store.findAsset(mediaId)
  if (asset === undefined) return { kind: 'unknown' }
  if ((await store.findFile(mediaId)) !== undefined) {
    if (asset.isRemote) await store.update(mediaId, ({ isRemote: _isRemote, ...row }) => row)
    return { kind: 'here' }
  }
  if (asset.syncStatus !== 'synced') return { kind: 'unknown' }
  const fetched = await download(context, asset)
  if (!(fetched instanceof Blob)) return fetched
  // A short or damaged response is discarded: a partial file is never shown as the picture [F40].
  const isWhole =
    fetched.size === asset.size && (asset.sha256 === '' || (await context.hash(fetched)) === asset.sha256)
  if (!isWhole) return { kind: 'unusable' }
  if (!(await keep(context, asset, fetched))) return { kind: 'unusable' }
  if ((await store.findThumbnail(mediaId)) === undefined) {
    const thumbnail = await context.createThumbnail(asset, fetched)
    if (thumbnail !== undefined) await store.putThumbnail(mediaId, thumbnail)
    notify({ kind: 'thumbnail', mediaId })
  }
  return { kind: 'here' }
}

async function download(context: MediaSyncContext, asset: MediaAsset): Promise<Blob | DownloadEnd> {
  const { api, store, time, signal, notify } = context
  const mediaId = asset.cloudId
  const isFresh = time.nowMs() - (asset.syncedAt ?? 0) < urlGoodForMs
  let url = isFresh ? asset.cloudUrl : undefined
  for (let signing = 0; signing < 2; signing += 1) {
    if (url === undefined) {
      const fresh = await api.get(mediaId, signal)
      if (fresh.kind === 'missing' || (fresh.kind === 'ok' && fresh.value.deletedAt != null))
        return { kind: 'unknown' }
      if (fresh.kind === 'refused') return { kind: 'unusable' }
      if (fresh.kind !== 'ok') return planUnreachable(fresh)
      url = fresh.value.cloudUrl ?? undefined
      if (url === undefined) return { kind: 'unknown' }
      const cloudUrl = url
      await store.update(mediaId, (row) => ({ ...row, cloudUrl, syncedAt: time.nowMs() }))
    }
    const response = await api.download(url, {
      signal,
      onProgress: (bytes) =>
        notify({ kind: 'downloading', mediaId, share: Math.min(1, bytes / Math.max(1, asset.size)) }),
    })
    if (response.kind === 'ok') return response.value
    if (response.kind !== 'expired') return planUnreachable(response)
    url = undefined
  }
  // Two fresh signatures in a row that open nothing: the storage's clock or this file is wrong, not the network.
  return { kind: 'unusable' }
}

async function keep(context: MediaSyncContext, asset: MediaAsset, file: Blob): Promise<boolean> {
  try {
    return await context.store.putFile(asset.cloudId, file)
  } catch (error) {
    if (!(error instanceof Error && error.name === 'StorageFullError')) throw error
    if (!(await context.makeRoom(asset.size))) return false
    return context.store.putFile(asset.cloudId, file)
  }
}
