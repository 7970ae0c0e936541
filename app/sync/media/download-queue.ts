import type { MediaId } from '#app/document/model/ids.ts'
import type { MediaFailure } from '../api/media-request.ts'
import { planRetryDelayMs } from '../back-off.ts'
import type { MediaSyncContext } from './media-sync-context.ts'

const lanes = 3

export type FetchEnd = 'here' | 'unknown' | 'unreachable'
export type DownloadEnd =
  | { kind: 'here' | 'unknown' }
  /** It is not available this way: no caller waits for it any longer. */
  | { kind: 'given-up' }
  /** No server was reached, or none that decided about this file. */
  | { kind: 'unreachable'; retryAfterMs?: number | undefined }
  /** The server was reached: the file was wrong, or there was no space for it. */
  | { kind: 'unusable' }

/** Requested files, downloaded a few at a time, each once for any number of requests. */
export interface FetchQueue {
  request(mediaId: MediaId): void
  /** Ahead of background requests; ends with the first try. */
  fetch(mediaId: MediaId): Promise<FetchEnd>
  /** Retries all requests: the account has news, or the network is back. */
  retry(): void
  /** What has begun goes on, nothing more is begun. */
  pause(): void
  resume(): void
  close(): void
}

export type FetchQueueOptions = {
  /** One try. */
  download: (mediaId: MediaId) => Promise<DownloadEnd>
  onHere: (mediaId: MediaId) => void
  requestPull: () => void
}

type QueueContext = Pick<MediaSyncContext, 'store' | 'time' | 'random' | 'signal' | 'onFault'>

/**
 * Whether files are fetched at present.
 *
 *   open ── nobody reached ──► paused ── back-off over, network back, somebody asks ──► probing
 *     ▲                                                                                   │
 *     └──── a file arrived, or somebody was reached ──────────────────────────────────────┘
 *
 * Paused: the others would only fail after the first. Probing: one goes ahead of the others.
 */
type Line = 'open' | 'paused' | 'probing'

type Queue = {
  readonly context: QueueContext
  readonly options: FetchQueueOptions
  /** In the order they were requested; kept until they are here. */
  readonly requested: Set<MediaId>
  /** Callers waiting for the end of a try. */
  readonly waiting: Map<MediaId, ((end: FetchEnd) => void)[]>
  readonly active: Set<MediaId>
  /** Not tried again before something changes. */
  readonly resting: Set<MediaId>
  line: Line
  isPaused: boolean
  failures: number
  cancelTimer: (() => void) | undefined
}

export function createFetchQueue(context: QueueContext, options: FetchQueueOptions): FetchQueue {
  const queue: Queue = {
    context,
    options,
    requested: new Set(),
    waiting: new Map(),
    active: new Set(),
    resting: new Set(),
    line: 'open',
    isPaused: false,
    failures: 0,
    cancelTimer: undefined,
  }
  return {
    retry: () => retry(queue),
    request: (mediaId) => request(queue, mediaId),
    fetch: (mediaId) => fetchNow(queue, mediaId),
    pause() {
      queue.isPaused = true
    },
    resume() {
      queue.isPaused = false
      retry(queue)
    },
    close() {
      queue.cancelTimer?.()
      for (const mediaId of [...queue.waiting.keys()]) respond(queue, mediaId, 'unreachable')
    },
  }
}

function request(queue: Queue, mediaId: MediaId): void {
  const { requested, context, options } = queue
  if (requested.has(mediaId)) return
  requested.add(mediaId)
  pump(queue)
  // Named by a project and not known here: the account may have got it a moment ago.
  void context.store.findAsset(mediaId).then(
    (asset) => asset === undefined && options.requestPull(),
    (error: unknown) => context.onFault(error),
  )
}

function fetchNow(queue: Queue, mediaId: MediaId): Promise<FetchEnd> {
  const { requested, waiting, resting, context } = queue
  if (context.signal.aborted) return Promise.resolve('unreachable')
  return new Promise((resolve) => {
    requested.add(mediaId)
    waiting.set(mediaId, [...(waiting.get(mediaId) ?? []), resolve])
    resting.delete(mediaId)
    // A direct request: worth a try whatever the last outcome was.
    resume(queue)
    pump(queue)
  })
}

function retry(queue: Queue): void {
  queue.resting.clear()
  resume(queue)
  pump(queue)
}

function resume(queue: Queue): void {
  if (queue.line === 'paused') queue.line = 'probing'
}

function pump(queue: Queue): void {
  const { waiting, requested, active, resting, context } = queue
  if (queue.isPaused) return
  for (const mediaId of [...waiting.keys(), ...requested]) {
    const isFull = active.size >= (queue.line === 'probing' ? 1 : lanes)
    if (queue.line === 'paused' || context.signal.aborted || isFull) return
    if (!active.has(mediaId) && !resting.has(mediaId)) void tryOne(queue, mediaId)
  }
}

async function tryOne(queue: Queue, mediaId: MediaId): Promise<void> {
  const { active, context, options } = queue
  active.add(mediaId)
  const end = await options.download(mediaId).catch((error: unknown): DownloadEnd => {
    if (!context.signal.aborted) context.onFault(error)
    return { kind: 'unusable' }
  })
  active.delete(mediaId)
  respond(queue, mediaId, describeEnd(end))
  if (context.signal.aborted) return
  recordEnd(queue, mediaId, end)
  pump(queue)
}

function recordEnd(queue: Queue, mediaId: MediaId, end: DownloadEnd): void {
  const { requested, resting, waiting, active, options } = queue
  const isOver = end.kind === 'here' || end.kind === 'given-up'
  // Behind the others: a download that never completes must not block the queue.
  requested.delete(mediaId)
  if (!isOver) {
    requested.add(mediaId)
    resting.add(mediaId)
  }
  switch (end.kind) {
    case 'here':
    case 'given-up':
      queue.failures = 0
      queue.line = 'open'
      if (end.kind === 'here') options.onHere(mediaId)
      break
    case 'unreachable':
      queue.line = 'paused'
      for (const other of [...waiting.keys()]) if (!active.has(other)) respond(queue, other, 'unreachable')
      scheduleRetry(queue, end.retryAfterMs)
      break
    case 'unusable':
      if (queue.line === 'probing') queue.line = 'open'
      scheduleRetry(queue)
      break
    case 'unknown':
      break
  }
}

function respond({ waiting }: Queue, mediaId: MediaId, end: FetchEnd): void {
  const resolves = waiting.get(mediaId) ?? []
  waiting.delete(mediaId)
  for (const resolve of resolves) resolve(end)
}

function scheduleRetry(queue: Queue, retryAfterMs?: number): void {
  if (queue.cancelTimer !== undefined) return
  const { time, random } = queue.context
  queue.failures += 1
  queue.cancelTimer = time.schedule(retryAfterMs ?? planRetryDelayMs(queue.failures, random), () => {
    queue.cancelTimer = undefined
    retry(queue)
  })
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
