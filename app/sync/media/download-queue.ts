import type { MediaId } from '#app/document/model/ids.ts'
import type { MediaFailure } from '../api/media-request.ts'
import { planRetryDelayMs } from '../back-off.ts'
import type { MediaSyncContext } from './media-sync-context.ts'

const lanes = 3

export type FetchEnd = 'here' | 'unknown' | 'unreachable'
export type DownloadEnd =
  | { kind: 'here' | 'unknown' }
  /** It does not come this way: nobody waits for it any longer. */
  | { kind: 'given-up' }
  /** Nobody was reached, or nobody who would say anything of this file. */
  | { kind: 'unreachable'; retryAfterMs?: number | undefined }
  /** Somebody was reached: what came was not the file, or there was no room for it. */
  | { kind: 'unusable' }

/** What somebody wants to see, fetched a few at a time, each once however many ask. */
export interface FetchQueue {
  request(mediaId: MediaId): void
  /** Before what is only wanted; ends with the first try. */
  fetch(mediaId: MediaId): Promise<FetchEnd>
  /** Tries everything that is wanted again: the account has news, or the network is back. */
  retry(): void
  close(): void
}

export type FetchQueueOptions = {
  /** One try. */
  bring: (mediaId: MediaId) => Promise<DownloadEnd>
  onHere: (mediaId: MediaId) => void
  lookAtAccount: () => void
}

export function createFetchQueue(
  context: Pick<MediaSyncContext, 'store' | 'time' | 'random' | 'signal' | 'onFault'>,
  { bring, onHere, lookAtAccount }: FetchQueueOptions,
): FetchQueue {
  const { store, time, random, signal } = context
  /** In the order they were wanted; kept until they are here. */
  const requested = new Set<MediaId>()
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
    for (const mediaId of [...waiting.keys(), ...requested]) {
      if (isPaused || signal.aborted || active.size >= (isProbing ? 1 : lanes)) return
      if (!active.has(mediaId) && !resting.has(mediaId)) void run(mediaId)
    }
  }

  async function run(mediaId: MediaId): Promise<void> {
    active.add(mediaId)
    const end = await bring(mediaId).catch((error: unknown): DownloadEnd => {
      if (!signal.aborted) context.onFault(error)
      return { kind: 'unusable' }
    })
    active.delete(mediaId)
    settle(mediaId, end)
  }

  function settle(mediaId: MediaId, end: DownloadEnd): void {
    response(mediaId, describeEnd(end))
    if (signal.aborted) return
    // Behind the others: one that never comes must not hold them up.
    requested.delete(mediaId)
    if (end.kind !== 'here' && end.kind !== 'given-up') {
      requested.add(mediaId)
      resting.add(mediaId)
    }
    switch (end.kind) {
      case 'here':
      case 'given-up':
        failures = 0
        isPaused = false
        isProbing = false
        if (end.kind === 'here') onHere(mediaId)
        break
      case 'unreachable':
        isPaused = true
        isProbing = true
        for (const other of [...waiting.keys()]) if (!active.has(other)) response(other, 'unreachable')
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

  function response(mediaId: MediaId, end: FetchEnd): void {
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
    request(mediaId) {
      if (requested.has(mediaId)) return
      requested.add(mediaId)
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
        requested.add(mediaId)
        waiting.set(mediaId, [...(waiting.get(mediaId) ?? []), resolve])
        resting.delete(mediaId)
        // Somebody asks: worth a try whatever the last one said.
        isPaused = false
        pump()
      })
    },
    close() {
      cancelTimer?.()
      for (const mediaId of [...waiting.keys()]) response(mediaId, 'unreachable')
    },
  }
}

function describeEnd({ kind }: DownloadEnd): FetchEnd {
  switch (kind) {
    case 'here':
      return 'here'
    case 'unknown':
    case 'given-up':
      return 'unknown'
    case 'unreachable':
    case 'unusable':
      return 'unreachable'
  }
}

export function planUnreachable(failure: MediaFailure): DownloadEnd {
  return { kind: 'unreachable', retryAfterMs: 'retryAfterMs' in failure ? failure.retryAfterMs : undefined }
}
