import type { MediaId } from '#app/document/model/ids.ts'
import type { MediaFailure } from '../api/media-request.ts'
import type { MediaAsset } from '../ports/project-store.ts'
import { deletionGraceMs } from './deletion-grace.ts'
import type { MediaSyncContext } from './media-sync-context.ts'
import { recordInCloud } from './merge-asset.ts'
import { retryForRoom } from './retry-for-room.ts'
import { uploadFile } from './upload-file.ts'

/** Files on their way at the same time. */
const lanes = 2
/** So many failures in a row are the network's, not the file's. */
const failuresThatStop = 2

export type PushEnd = { kind: 'done'; nextAtMs?: number | undefined } | MediaFailure

/** `expectsRoom`: the account may have room again that it did not have. */
type PushOptions = { isFirst: boolean; expectsRoom: boolean; onUploaded: () => void }

/** Everything of this device that the account does not have: deletions, then names, then originals, oldest first. */
export async function pushAssets(
  context: MediaSyncContext,
  { isFirst, expectsRoom, onUploaded }: PushOptions,
): Promise<PushEnd> {
  const small = await pushSmallThings(context)
  if (small.kind !== 'done') return small
  if (small.hasDeleted || expectsRoom) await retryForRoom(context)
  const uploads = await uploadPending(context, onUploaded)
  if (uploads.kind !== 'done') return uploads
  if (uploads.count > 0 || small.hasDeleted || isFirst) {
    const usage = await context.api.usage(context.signal)
    if (usage.kind === 'ok') context.recordState(usage.value)
  }
  return small
}

type SmallEnd = { kind: 'done'; nextAtMs: number | undefined; hasDeleted: boolean } | MediaFailure

async function pushSmallThings(context: MediaSyncContext): Promise<SmallEnd> {
  let hasDeleted = false
  let nextAtMs: number | undefined
  for (const asset of await context.store.listAssets()) {
    if (asset.deletedAt !== undefined) {
      const dueAtMs = asset.deletedAt + deletionGraceMs
      if (dueAtMs > context.time.nowMs()) nextAtMs = Math.min(nextAtMs ?? dueAtMs, dueAtMs)
      else {
        const failure = await pushDeletion(context, asset)
        if (failure !== undefined) return failure
        hasDeleted = true
      }
    } else if (asset.isRenamed && asset.syncStatus === 'synced') {
      const failure = await pushName(context, asset)
      if (failure !== undefined) return failure
    }
  }
  return { kind: 'done', nextAtMs, hasDeleted }
}

async function pushDeletion(context: MediaSyncContext, asset: MediaAsset): Promise<MediaFailure | undefined> {
  const { api, store, signal, notify } = context
  const mediaId = asset.cloudId
  // Also requested when the upload never ended here: its response may have been lost.
  const response = await api.delete(mediaId, { isForced: asset.isDeletionForced === true, signal })
  switch (response.kind) {
    case 'ok':
    case 'missing':
      // Undone while the request was under way: it goes up again.
      if ((await store.findAsset(mediaId))?.deletedAt === undefined) {
        await store.update(mediaId, (row) => ({ ...row, syncStatus: 'pending' }))
      } else await store.remove(mediaId)
      break
    case 'in-use':
    case 'refused':
      await store.update(mediaId, ({ deletedAt: _deletedAt, ...row }) => row)
      notify({ kind: 'deletion-refused', mediaId })
      break
    default:
      return response
  }
  notify({ kind: 'changed', mediaId })
  return undefined
}

async function pushName(context: MediaSyncContext, asset: MediaAsset): Promise<MediaFailure | undefined> {
  const { api, store, signal, notify, time } = context
  const response = await api.rename(asset, signal)
  if (!(response.kind === 'ok' || response.kind === 'missing' || response.kind === 'refused')) return response
  await store.update(asset.cloudId, (row) => {
    // Renamed again meanwhile: that one is pushed next.
    if (row.updatedAt !== asset.updatedAt) return undefined
    const { isRenamed: _isRenamed, ...named } = row
    return response.kind === 'ok' ? recordInCloud(named, response.value, time.nowMs()) : named
  })
  notify({ kind: 'changed', mediaId: asset.cloudId })
  return undefined
}

async function uploadPending(
  context: MediaSyncContext,
  onUploaded: () => void,
): Promise<{ kind: 'done'; count: number } | MediaFailure> {
  const taken = new Set<MediaId>()
  let failures = 0
  let failure: MediaFailure | undefined
  let failed: MediaFailure | undefined

  /** Read anew each time: what is imported meanwhile finds the free lane. */
  async function takeNext(): Promise<MediaAsset | undefined> {
    const waiting = (await context.store.listAssets()).filter(isWaiting)
    const next = waiting
      .toSorted((a, b) => a.createdAt - b.createdAt)
      .find(({ cloudId }) => !taken.has(cloudId))
    if (next !== undefined) taken.add(next.cloudId)
    return next
  }

  async function work(): Promise<void> {
    while (failure === undefined) {
      const asset = await takeNext()
      if (asset === undefined) return
      const end = await uploadOne(context, asset)
      if (end === undefined) {
        failures = 0
        onUploaded()
      } else if (end.kind === 'later' || end.kind === 'offline') {
        failures += 1
        failed = end
        if (failures >= failuresThatStop || end.retryAfterMs !== undefined) failure = end
      } else failure = end
    }
  }

  await Promise.all(Array.from({ length: lanes }, work))
  return failure ?? failed ?? { kind: 'done', count: taken.size }
}

/** `syncing` on the disk without a running upload is left over from a tab that is gone. */
function isWaiting(asset: MediaAsset): boolean {
  const isQueued = asset.syncStatus === 'pending' || asset.syncStatus === 'syncing'
  return isQueued && asset.deletedAt === undefined && !asset.isRemote
}

/** `undefined`: decided, one way or the other. */
async function uploadOne(context: MediaSyncContext, asset: MediaAsset): Promise<MediaFailure | undefined> {
  const { api, store, signal, notify, time } = context
  const mediaId = asset.cloudId
  const updateRow = async (change: (row: MediaAsset) => MediaAsset) => {
    await store.update(mediaId, change)
    notify({ kind: 'changed', mediaId })
  }
  /** Another tab may have taken it up while this one was frozen: what it has decided stays. */
  const waitAgain = () =>
    updateRow((row) => (row.syncStatus === 'syncing' ? { ...row, syncStatus: 'pending' } : row))
  const file = await store.findFile(mediaId)
  if (file === undefined) {
    await updateRow((row) => ({ ...row, syncStatus: 'error', syncError: goneMessage }))
    return undefined
  }
  await updateRow(
    ({ syncError: _syncError, lacksRoom: _lacksRoom, hasCloudThumbnail: _hasCloudThumbnail, ...row }) => ({
      ...row,
      syncStatus: 'syncing',
    }),
  )
  const onProgress = (share: number) => notify({ kind: 'uploading', mediaId, share })
  onProgress(0)
  try {
    const response = await uploadFile(api, { asset, file }, { signal, onProgress })
    switch (response.kind) {
      case 'ok': {
        const cloud = response.value
        // The account's file must be these bytes, whole; else it is not synced [F40].
        const isWhole = cloud.size === file.size && (cloud.sha256 ?? asset.sha256) === asset.sha256
        if (!isWhole) {
          await waitAgain()
          return { kind: 'later' }
        }
        await updateRow((row) => {
          const { isRenamed: _isRenamed, ...named } = row
          // Renamed while its bytes were on their way, or the account had it already: this name is pushed next.
          const isNamed = row.updatedAt === asset.updatedAt && cloud.fileName === asset.fileName
          return recordInCloud(isNamed ? named : row, cloud, time.nowMs())
        })
        return undefined
      }
      case 'refused':
        await updateRow((row) => ({
          ...row,
          syncStatus: 'error',
          syncError: response.message,
          ...(response.code === 'insufficient_storage' ? { lacksRoom: true } : {}),
        }))
        if (response.code === 'insufficient_storage') await holdBackLarger(context, asset, response.message)
        return undefined
      case 'missing':
        await waitAgain()
        return { kind: 'later' }
      default:
        await waitAgain()
        return response
    }
  } finally {
    notify({ kind: 'uploading', mediaId, share: undefined })
  }
}

/** Where a file found no room, no larger one will: those wait with it, unsent (S25). */
async function holdBackLarger(
  { store, notify }: MediaSyncContext,
  refused: MediaAsset,
  syncError: string,
): Promise<void> {
  for (const { cloudId, size } of (await store.listAssets()).filter(isWaiting)) {
    if (size < refused.size) continue
    await store.update(cloudId, (row) =>
      row.syncStatus === 'pending' ? { ...row, syncStatus: 'error', syncError, lacksRoom: true } : undefined,
    )
    notify({ kind: 'changed', mediaId: cloudId })
  }
}

const goneMessage =
  'The original is no longer on this device: the browser has removed it. Add the file again to bring it into your account.'
