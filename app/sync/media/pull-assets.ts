import type { MediaId } from '#app/document/model/ids.ts'
import type { MediaFailure } from '../api/media-request.ts'
import type { CloudAsset } from '../protocol/media.ts'
import type { MediaSyncContext } from './media-sync-context.ts'
import { planMerge } from './merge-asset.ts'
import { retryForRoom } from './retry-for-room.ts'

export const MEDIA_CURSOR_KEY = 'mediaCursor'
const MEDIA_EPOCH_KEY = 'mediaEpoch'

/**
 * Pulls the account's rows, page by page; the cursor is stored after its page, so that a crash in between pulls the
 * page again and leaves no gap [F24].
 */
export async function pullAssets(context: MediaSyncContext): Promise<{ kind: 'done' } | MediaFailure> {
  const { api, state, signal } = context
  const stored = await state.getState(MEDIA_CURSOR_KEY)
  const knownEpoch = await state.getState(MEDIA_EPOCH_KEY)
  let epoch: string | undefined
  let since = typeof stored === 'number' ? stored : undefined
  /** Set while the whole account is read: assets missing in it are missing in the account. */
  let listed: Set<string> | undefined = since === undefined ? new Set() : undefined
  let hasDeleted = false
  for (;;) {
    const response = await api.list(since, signal)
    if (response.kind === 'refused' || response.kind === 'missing') return { kind: 'later' }
    if (response.kind !== 'ok') return response
    // Another tab leads meanwhile, and its cursor may be further.
    if (signal.aborted) return { kind: 'cancelled' }
    const { assets, cursor, more } = response.value
    epoch = response.value.epoch
    const isOtherEpoch = knownEpoch !== undefined && epoch !== undefined && epoch !== knownEpoch
    if (since !== undefined && listed === undefined && (cursor < since || isOtherEpoch)) {
      // The server was restored from an older backup: everything is compared, nothing is deleted [F27]. Its numbers may
      // have passed the cursor since, which only the epoch shows.
      since = undefined
      listed = new Set()
      continue
    }
    for (const asset of assets) {
      listed?.add(asset.id)
      hasDeleted ||= asset.deletedAt != null
      await applyCloudAsset(context, asset)
    }
    await state.setState(MEDIA_CURSOR_KEY, cursor)
    if (more !== true || cursor === since) break
    since = cursor
  }
  if (hasDeleted) await retryForRoom(context)
  if (listed !== undefined && stored !== undefined) await uploadUnlisted(context, listed)
  // At the end: a crash before it compares everything again.
  if (epoch !== undefined && epoch !== knownEpoch) await state.setState(MEDIA_EPOCH_KEY, epoch)
  return { kind: 'done' }
}

async function applyCloudAsset(context: MediaSyncContext, cloud: CloudAsset): Promise<void> {
  const { store, time, notify } = context
  const mediaId = cloud.id as MediaId
  const local = await store.findAsset(mediaId)
  const isUsedHere = cloud.deletedAt != null && local !== undefined && (await context.isUsedHere(mediaId))
  const plan = planMerge(cloud, local, { nowMs: time.nowMs(), isUsedHere })
  switch (plan.kind) {
    case 'nothing':
      return
    case 'remove':
      await store.remove(mediaId)
      break
    case 'put':
      if (local === undefined) {
        await store.putRow(plan.asset)
        await copyEntry(context, mediaId, cloud)
      } else {
        // Planned again inside the transaction: the user may have renamed it meanwhile.
        await store.update(mediaId, (row) => {
          const again = planMerge(cloud, row, { nowMs: time.nowMs(), isUsedHere })
          return again.kind === 'put' ? again.asset : undefined
        })
      }
      break
    case 'upload-again':
      await store.update(mediaId, (row) => {
        const again = planMerge(cloud, row, { nowMs: time.nowMs(), isUsedHere })
        return again.kind === 'upload-again' ? again.asset : undefined
      })
      break
  }
  notify({ kind: 'changed', mediaId })
}

/** The same bytes are here under another id, added on both devices: nothing needs to be fetched. */
async function copyEntry(context: MediaSyncContext, mediaId: MediaId, cloud: CloudAsset): Promise<void> {
  const { store, notify } = context
  if (cloud.sha256 == null) return
  const copy = await store.findBySha256(cloud.sha256)
  if (copy === undefined || copy.cloudId === mediaId || copy.isRemote) return
  const file = await store.findFile(copy.cloudId)
  if (file === undefined || file.size !== cloud.size) return
  const thumbnail = await store.findThumbnail(copy.cloudId)
  if (thumbnail !== undefined) await store.putThumbnail(mediaId, thumbnail)
  await store.putFile(mediaId, file)
  notify({ kind: 'arrived', mediaId })
}

async function uploadUnlisted(context: MediaSyncContext, listed: ReadonlySet<string>): Promise<void> {
  for (const asset of await context.store.listAssets()) {
    if (asset.syncStatus !== 'synced' || listed.has(asset.cloudId) || asset.isRemote) continue
    await context.store.update(asset.cloudId, (row) => ({ ...row, syncStatus: 'pending' }))
    context.notify({ kind: 'changed', mediaId: asset.cloudId })
  }
}
