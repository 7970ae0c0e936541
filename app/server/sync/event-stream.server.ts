import type { SyncEvent } from '#app/sync/protocol/projects.ts'
import { REVIEWS_EVENT, type ReviewsEvent } from '#app/sync/protocol/reviews.ts'
import type { AccountId } from '#db/account-id.ts'
import { trackStream } from '../http/stream-registry.server.ts'
import type { Services } from '../services.server.ts'
import { toEventText } from './create-event.server.ts'
import type { Listener } from './event-hub.server.ts'
import { createSessionGate } from './session-gate.server.ts'
import { watchSession } from './session-watch.server.ts'

const HEARTBEAT_MS = 20_000
/** After this many heartbeats the session is checked again. */
const CHECK_EVERY_HEARTBEATS = 3
/** How long a browser waits before it comes back by itself. */
const RETRY_MS = 2_000
/** A client that reads nothing of this many bytes is gone, though its connection is not closed. */
export const MAX_WAITING_BYTES = 2_000_000

/** `data`: JSON. `name`: absent for writes. `id`: where a browser that comes back goes on. */
export type StreamEvent = { name?: string; id?: number; data: string }

/** The output of a stream: a response of Express, a stream of the web, or a WebSocket. */
export type EventSink = {
  send(event: StreamEvent): void
  /** Says that the connection lives. */
  beat(): void
  /** How long the browser is to wait before it comes back. */
  retryIn(delayMs: number): void
  /** Written and not taken yet. */
  countWaitingBytes(): number
  end(): void
  /** The browser went away, perhaps before this was asked. */
  onGone(close: () => void): void
}

type StreamOptions = {
  accountId: AccountId
  sessionId: string
  clientId: string | undefined
  cursor: number
  sink: EventSink
  /** Called once, when it has ended. */
  leave: () => void
  /** Whether the session is still valid. */
  isAllowed: () => Promise<boolean>
}

/**
 * The events of one device, until the browser, the session or the server ends it. Resolves when no
 * announcement is missed from now on.
 */
export async function openEventStream(services: Services, options: StreamOptions): Promise<void> {
  const { accountId, sessionId, clientId, cursor, sink, leave, isAllowed } = options
  let isOpen = true
  let heartbeats = 0
  const removals: (() => void)[] = []
  const gate = createSessionGate({ isAllowed, end: close })

  function write(put: () => void): void {
    if (!isOpen) return
    if (sink.countWaitingBytes() > MAX_WAITING_BYTES) close()
    else put()
  }

  const sendData = (event: StreamEvent) => gate.pass(() => write(() => sink.send(event)))

  /** The browser, the end of the session and the end of the server may all come, in any order. */
  function close(): void {
    if (!isOpen) return
    isOpen = false
    clearInterval(timer)
    untrack()
    for (const remove of removals) remove()
    leave()
    sink.end()
  }

  function beat(): void {
    write(sink.beat)
    heartbeats += 1
    if (heartbeats % CHECK_EVERY_HEARTBEATS === 0) gate.recheck()
  }

  const timer = setInterval(beat, HEARTBEAT_MS)
  timer.unref()
  const untrack = trackStream((retryDelayMs) => {
    write(() => sink.retryIn(retryDelayMs))
    close()
  })
  sink.onGone(close)
  write(() => sink.retryIn(RETRY_MS))
  const send = (event: SyncEvent) => sendData({ id: event.seq, data: toEventText(event) })
  // Without an id: it has no place in the stream of writes.
  const sendReviews = (event: ReviewsEvent) => sendData({ name: REVIEWS_EVENT, data: JSON.stringify(event) })
  const listener: Listener = { accountId, clientId, cursor, send }
  try {
    removals.push(await watchSession(services, { sessionId, end: close, recheck: gate.recheck }))
    removals.push(await services.events.add(listener))
    removals.push(await services.reviewHub.add({ accountId, send: sendReviews }))
    // Closed while it was being opened.
    if (!isOpen) for (const remove of removals) remove()
  } catch (error) {
    close()
    throw error
  }
}
