import type { MediaId } from '#app/document/ids.ts'
import { planRetryDelayMs } from '#app/sync/back-off.ts'
import type { MediaAsset } from '#app/sync/ports.ts'
import type { MediaStop } from './media-api.ts'
import type { MediaSyncContext } from './media-sync-context.ts'

const lanes = 3
/** Signed addresses are good for one hour; one that old may run out on the way. */
const urlGoodForMs = 50 * 60_000

export type FetchEnd = 'here' | 'unknown' | 'unreachable'
type BringEnd =
  | { kind: 'here' | 'unknown' }
  /** Nobody was reached, or nobody who would say anything of this file. */
  | { kind: 'unreachable'; retryAfterMs?: number | undefined }
  /** Somebody was reached: what came was not the file, or there was no room for it. */
  | { kind: 'unusable' }

/** Originals that somebody wants to see, fetched a few at a time, each once however many ask. */
export interface Downloads {
  want(mediaId: MediaId): void
  /** Before what is only wanted; ends with the first try. */
  fetch(mediaId: MediaId): Promise<FetchEnd>
  /** Tries everything that is wanted again: the account has news, or the network is back. */
  retry(): void
  close(): void
}

export function createDownloads(context: MediaSyncContext, lookAtAccount: () => void): Downloads {
  const { store, time, random, signal, tell } = context
  /** In the order they were wanted; kept until they are here. */
  const wanted = new Set<MediaId>()
  /** Whoever waits for the end of a try. */
  const waiting = new Map<MediaId, ((end: FetchEnd) => void)[]>()
  const active = new Set<MediaId>()
  /** Not tried again before something changes. */
  const resting = new Set<MediaId>()
  /** The network failed one: the others would only fail after it, so all wait for the back-off or a wake-up. */
  let isPaused = false
  /** After a failure one goes ahead of the others, until something has arrived. */
  let isProbing = false
  let failures = 0
  let cancelTimer: (() => void) | undefined

  function pump(): void {
    for (const mediaId of [...waiting.keys(), ...wanted]) {
      if (isPaused || signal.aborted || active.size >= (isProbing ? 1 : lanes)) return
      if (!active.has(mediaId) && !resting.has(mediaId)) void run(mediaId)
    }
  }

  async function run(mediaId: MediaId): Promise<void> {
    active.add(mediaId)
    const end = await bring(context, mediaId).catch((error: unknown): BringEnd => {
      if (!signal.aborted) context.onFault(error)
      return { kind: 'unusable' }
    })
    active.delete(mediaId)
    tell({ kind: 'downloading', mediaId, share: undefined })
    settle(mediaId, end)
  }

  function settle(mediaId: MediaId, end: BringEnd): void {
    answer(mediaId, end.kind === 'unusable' ? 'unreachable' : end.kind)
    if (signal.aborted) return
    // Behind the others: one that never comes must not hold them up.
    wanted.delete(mediaId)
    if (end.kind !== 'here') {
      wanted.add(mediaId)
      resting.add(mediaId)
    }
    switch (end.kind) {
      case 'here':
        failures = 0
        isPaused = false
        isProbing = false
        tell({ kind: 'arrived', mediaId })
        break
      case 'unreachable':
        isPaused = true
        isProbing = true
        for (const other of [...waiting.keys()]) if (!active.has(other)) answer(other, 'unreachable')
        scheduleRetry(end.retryAfterMs)
        break
      case 'unusable':
        isProbing = false
        scheduleRetry()
        break
      case 'unknown':
        break
    }
    pump()
  }

  function answer(mediaId: MediaId, end: FetchEnd): void {
    const resolves = waiting.get(mediaId) ?? []
    waiting.delete(mediaId)
    for (const resolve of resolves) resolve(end)
  }

  function scheduleRetry(retryAfterMs?: number): void {
    if (cancelTimer !== undefined) return
    failures += 1
    cancelTimer = time.schedule(retryAfterMs ?? planRetryDelayMs(failures, random), () => {
      cancelTimer = undefined
      retry()
    })
  }

  function retry(): void {
    resting.clear()
    isPaused = false
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
      if (signal.aborted) return Promise.resolve('unreachable')
      return new Promise((resolve) => {
        wanted.add(mediaId)
        waiting.set(mediaId, [...(waiting.get(mediaId) ?? []), resolve])
        resting.delete(mediaId)
        // Somebody asks: worth a try whatever the last one said.
        isPaused = false
        pump()
      })
    },
    close() {
      cancelTimer?.()
      for (const mediaId of [...waiting.keys()]) answer(mediaId, 'unreachable')
    },
  }
}

/** Row → fresh address → bytes → checked → store. */
async function bring(context: MediaSyncContext, mediaId: MediaId): Promise<BringEnd> {
  const { store, tell } = context
  const asset = await store.findAsset(mediaId)
  if (asset === undefined) return { kind: 'unknown' }
  if ((await store.findFile(mediaId)) !== undefined) {
    if (asset.isRemote) await store.update(mediaId, ({ isRemote: _isRemote, ...row }) => row)
    return { kind: 'here' }
  }
  if (asset.syncStatus !== 'synced') return { kind: 'unknown' }
  const fetched = await download(context, asset)
  if (!(fetched instanceof Blob)) return fetched
  // A short or damaged answer is thrown away: nothing half is ever shown as the picture [F40].
  const isWhole =
    fetched.size === asset.size && (asset.sha256 === '' || (await context.hash(fetched)) === asset.sha256)
  if (!isWhole) return { kind: 'unusable' }
  if (!(await keep(context, asset, fetched))) return { kind: 'unusable' }
  if ((await store.findThumbnail(mediaId)) === undefined) {
    const thumbnail = await context.createThumbnail(asset, fetched)
    if (thumbnail !== undefined) await store.putThumbnail(mediaId, thumbnail)
    tell({ kind: 'thumbnail', mediaId })
  }
  return { kind: 'here' }
}

async function download(context: MediaSyncContext, asset: MediaAsset): Promise<Blob | BringEnd> {
  const { api, store, time, signal, tell } = context
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
    const answer = await api.download(url, {
      signal,
      onProgress: (bytes) =>
        tell({ kind: 'downloading', mediaId, share: Math.min(1, bytes / Math.max(1, asset.size)) }),
    })
    if (answer.kind === 'ok') return answer.value
    if (answer.kind !== 'expired') return planUnreachable(answer)
    url = undefined
  }
  // Two fresh signatures in a row that open nothing: the storage's clock or this file is wrong, not the network.
  return { kind: 'unusable' }
}

function planUnreachable(stop: MediaStop): BringEnd {
  return { kind: 'unreachable', retryAfterMs: stop.kind === 'later' ? stop.retryAfterMs : undefined }
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
