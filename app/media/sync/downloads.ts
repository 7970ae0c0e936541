import type { MediaId } from '#app/document/ids.ts'
import { planRetryDelayMs } from '#app/sync/back-off.ts'
import type { MediaAsset } from '#app/sync/ports.ts'
import type { MediaSyncContext } from './media-sync-context.ts'

const lanes = 3
/** Signed addresses are good for one hour; one that old may run out on the way. */
const urlGoodForMs = 50 * 60_000

export type FetchEnd = 'here' | 'unknown' | 'unreachable'

/** Originals that somebody wants to see, fetched a few at a time, each once however many ask. */
export interface Downloads {
  want(mediaId: MediaId): void
  fetch(mediaId: MediaId): Promise<FetchEnd>
  /** Tries everything that is wanted again: the account has news, or the network is back. */
  retry(): void
  close(): void
}

export function createDownloads(context: MediaSyncContext, lookAtAccount: () => void): Downloads {
  const { store, time, random, signal, tell } = context
  /** In the order they were wanted; kept until they are here. */
  const wanted = new Set<MediaId>()
  const active = new Map<MediaId, Promise<FetchEnd>>()
  /** Not tried again before something changes. */
  const resting = new Set<MediaId>()
  let failures = 0
  let cancelTimer: (() => void) | undefined

  function pump(): void {
    for (const mediaId of wanted) {
      if (active.size >= lanes || signal.aborted) return
      if (!active.has(mediaId) && !resting.has(mediaId)) void run(mediaId)
    }
  }

  function run(mediaId: MediaId): Promise<FetchEnd> {
    const known = active.get(mediaId)
    if (known !== undefined) return known
    const work = bring(context, mediaId)
      .catch((error: unknown): FetchEnd => {
        if (!signal.aborted) context.onFault(error)
        return 'unreachable'
      })
      .then((end) => {
        active.delete(mediaId)
        tell({ kind: 'downloading', mediaId, share: undefined })
        settle(mediaId, end)
        return end
      })
    active.set(mediaId, work)
    return work
  }

  function settle(mediaId: MediaId, end: FetchEnd): void {
    if (signal.aborted) return
    if (end === 'here') {
      wanted.delete(mediaId)
      failures = 0
      tell({ kind: 'arrived', mediaId })
    } else {
      resting.add(mediaId)
      if (end === 'unreachable') scheduleRetry()
    }
    pump()
  }

  function scheduleRetry(): void {
    if (cancelTimer !== undefined) return
    failures += 1
    cancelTimer = time.schedule(planRetryDelayMs(failures, random), () => {
      cancelTimer = undefined
      retry()
    })
  }

  function retry(): void {
    resting.clear()
    pump()
  }

  return {
    retry,
    want(mediaId) {
      if (wanted.has(mediaId)) return
      wanted.add(mediaId)
      pump()
      // Named by a project and not known here: the account may have got it a moment ago.
      void store.findAsset(mediaId).then(
        (asset) => asset === undefined && lookAtAccount(),
        (error: unknown) => context.onFault(error),
      )
    },
    fetch(mediaId) {
      wanted.add(mediaId)
      resting.delete(mediaId)
      return run(mediaId)
    },
    close: () => cancelTimer?.(),
  }
}

/** Row → fresh address → bytes → checked → store. */
async function bring(context: MediaSyncContext, mediaId: MediaId): Promise<FetchEnd> {
  const { store, tell } = context
  const asset = await store.findAsset(mediaId)
  if (asset === undefined) return 'unknown'
  if ((await store.findFile(mediaId)) !== undefined) {
    if (asset.isRemote) await store.update(mediaId, ({ isRemote: _isRemote, ...row }) => row)
    return 'here'
  }
  if (asset.syncStatus !== 'synced') return 'unknown'
  const fetched = await download(context, asset)
  if (typeof fetched === 'string') return fetched
  // A short or damaged answer is thrown away: nothing half is ever shown as the picture [F40].
  const isWhole =
    fetched.size === asset.size && (asset.sha256 === '' || (await context.hash(fetched)) === asset.sha256)
  if (!isWhole) return 'unreachable'
  if (!(await keep(context, asset, fetched))) return 'unreachable'
  if ((await store.findThumbnail(mediaId)) === undefined) {
    const thumbnail = await context.createThumbnail(asset, fetched)
    if (thumbnail !== undefined) await store.putThumbnail(mediaId, thumbnail)
    tell({ kind: 'thumbnail', mediaId })
  }
  return 'here'
}

async function download(context: MediaSyncContext, asset: MediaAsset): Promise<Blob | FetchEnd> {
  const { api, store, time, signal, tell } = context
  const mediaId = asset.cloudId
  const isFresh = time.nowMs() - (asset.syncedAt ?? 0) < urlGoodForMs
  let url = isFresh ? asset.cloudUrl : undefined
  for (let signing = 0; signing < 2; signing += 1) {
    if (url === undefined) {
      const fresh = await api.get(mediaId, signal)
      if (fresh.kind === 'missing' || (fresh.kind === 'ok' && fresh.value.deletedAt != null)) return 'unknown'
      if (fresh.kind !== 'ok') return 'unreachable'
      url = fresh.value.cloudUrl ?? undefined
      if (url === undefined) return 'unknown'
      const cloudUrl = url
      await store.update(mediaId, (row) => ({ ...row, cloudUrl, syncedAt: time.nowMs() }))
    }
    const answer = await api.download(url, {
      signal,
      onProgress: (bytes) =>
        tell({ kind: 'downloading', mediaId, share: Math.min(1, bytes / Math.max(1, asset.size)) }),
    })
    if (answer.kind === 'ok') return answer.value
    if (answer.kind !== 'expired') return 'unreachable'
    url = undefined
  }
  return 'unreachable'
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
