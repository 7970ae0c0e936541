import { createParser } from 'eventsource-parser'
import { planRetryDelayMs } from '#app/sync/back-off.ts'
import { ACCOUNT_HEADER, type SyncEvent, syncEventSchema } from '#app/sync/protocol/projects.ts'
import type { Random, Time } from '#app/sync/time.ts'
import { openSyncSocket, type SyncSocket } from './sync-socket.ts'

/** The server sends a heartbeat every 20 s: after more than two of them the connection hangs [F43]. */
const SILENCE_MS = 45_000
/** A connection of this age was good: the back-off starts over. */
const GOOD_MS = 10_000

export type EventStreamOptions = {
  accountId: string
  /** This device's cursor; read anew for every connection. */
  findPosition: () => Promise<{ cursor: number | null; clientId: string }>
  onEvent: (event: SyncEvent) => void
  /** An event about review links, as it came. */
  onReviews: (data: string) => void
  /** The stream is open: events sent before must be pulled [F44]. */
  onOpen: () => void
  time: Time
  random: Random
}

export interface EventStream {
  /** Connects now, despite the back-off: the network is back, the tab became visible. */
  hurry(): void
  /** `undefined`: not open, or events come by HTTP because nothing lets a WebSocket through. */
  findSocket(): SyncSocket | undefined
  close(): void
}

/**
 * One stream of events per browser, opened by the leader: a WebSocket, or text/event-stream where a WebSocket is
 * refused and that is not. fetch and not EventSource: EventSource cannot send the
 * account header [F34], hides heartbeats and prints every lost connection as an error.
 */
export function openEventStream(options: EventStreamOptions): EventStream {
  const { accountId, findPosition, onEvent, onReviews, onOpen, time, random } = options
  let failures = 0
  let abort: AbortController | undefined
  let cancelRetry: (() => void) | undefined
  let isClosed = false
  let socket: SyncSocket | undefined
  /** A WebSocket was refused where a stream was not: by a proxy, until the network changes. */
  let isSocketRefused = false

  async function connect(): Promise<void> {
    cancelRetry?.()
    cancelRetry = undefined
    const mine = new AbortController()
    abort = mine
    const openedAtMs = time.nowMs()
    try {
      await read(mine)
    } catch (error) {
      // No network, a server that restarts, a proxy that cuts: polling goes on meanwhile, and the next try is planned below.
      if (!mine.signal.aborted) console.info('The stream of changes was cut; it is opened again.', error)
    }
    if (isClosed || abort !== mine) return
    abort = undefined
    failures = time.nowMs() - openedAtMs > GOOD_MS ? 1 : failures + 1
    cancelRetry = time.schedule(planRetryDelayMs(failures, random), () => void connect())
  }

  async function read(mine: AbortController): Promise<void> {
    let forgetSilence = watchSilence(mine)
    try {
      const { cursor, clientId } = await findPosition()
      const query = new URLSearchParams({ cursor: String(cursor ?? 0), clientId })
      const touch = () => {
        forgetSilence()
        forgetSilence = watchSilence(mine)
      }
      if (!isSocketRefused && (await readSocket(query, mine.signal, touch)) === 'ended') return
      if (mine.signal.aborted) return
      const response = await fetch(`/api/events?${query}`, {
        signal: mine.signal,
        cache: 'no-store',
        credentials: 'same-origin',
        headers: { accept: 'text/event-stream', [ACCOUNT_HEADER]: accountId },
      })
      const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true
      // Signed out, a captive portal, a server of another version: a round of sync finds the cause and reports it.
      if (!response.ok || !isStream || response.body === null) return
      isSocketRefused = true
      onOpen()
      const parser = createParser({ onEvent: deliver })
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
      while (true) {
        const { done, value } = await reader.read()
        if (done || mine.signal.aborted) return
        touch()
        parser.feed(value)
      }
    } finally {
      forgetSilence()
    }
  }

  async function readSocket(query: URLSearchParams, signal: AbortSignal, onAlive: () => void) {
    const withAccount = new URLSearchParams(query)
    withAccount.set('account', accountId)
    const end = await openSyncSocket({
      query: withAccount,
      signal,
      time,
      onAlive,
      onOpen(opened) {
        socket = opened
        onOpen()
      },
      onEvent: deliver,
    })
    socket = undefined
    return end
  }

  function watchSilence(mine: AbortController): () => void {
    return time.schedule(SILENCE_MS, () => mine.abort())
  }

  function deliver({ event, data }: { event?: string | undefined; data: string }): void {
    const parsed = event === 'reviews' ? undefined : syncEventSchema.safeParse(parseJson(data))
    if (parsed === undefined) onReviews(data)
    else if (parsed.success) onEvent(parsed.data)
  }

  void connect()

  return {
    hurry() {
      isSocketRefused = false
      if (!isClosed && cancelRetry !== undefined) void connect()
    },
    findSocket: () => socket,
    close() {
      isClosed = true
      socket = undefined
      cancelRetry?.()
      abort?.abort()
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not ours; the next round of sync reads the truth.
    return undefined
  }
}
