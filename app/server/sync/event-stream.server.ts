import type { SyncEvent } from '#app/sync/protocol/projects.ts'
import type { AccountId } from '#db/account-id.ts'
import { trackStream } from '../http/stream-registry.server.ts'
import type { Services } from '../services.server.ts'
import type { Listener } from './event-hub.server.ts'
import { createSessionGate } from './session-gate.server.ts'
import { watchSession } from './session-watch.server.ts'

const HEARTBEAT_MS = 20_000
/** After this many heartbeats the session is checked again. */
const CHECK_EVERY_HEARTBEATS = 3
/** How long a browser waits before it comes back by itself. */
const RETRY_MS = 2_000
/** A client that reads nothing of this many bytes is gone, though its connection is not closed. */
const MAX_WAITING_BYTES = 2_000_000

/** The output of a stream: a response of Express, or a stream of the web. */
export type EventSink = {
  write(text: string): void
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
 * The events of one device as text/event-stream, until the browser, the session or the server ends it. Resolves when no
 * announcement is missed from now on.
 */
export async function openEventStream(services: Services, options: StreamOptions): Promise<void> {
  const { accountId, sessionId, clientId, cursor, sink, leave, isAllowed } = options
  let isOpen = true
  let heartbeats = 0
  const removals: (() => void)[] = []
  const gate = createSessionGate({ isAllowed, end: close })

  function write(text: string): void {
    if (!isOpen) return
    if (sink.countWaitingBytes() > MAX_WAITING_BYTES) close()
    else sink.write(text)
  }

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
    write(':\n\n')
    heartbeats += 1
    if (heartbeats % CHECK_EVERY_HEARTBEATS === 0) gate.recheck()
  }

  const timer = setInterval(beat, HEARTBEAT_MS)
  timer.unref()
  const untrack = trackStream((retryDelayMs) => {
    write(`retry: ${retryDelayMs}\n\n`)
    close()
  })
  sink.onGone(close)
  write(`retry: ${RETRY_MS}\n\n`)
  const send = (event: SyncEvent) => gate.pass(() => write(toText(event)))
  const listener: Listener = { accountId, clientId, cursor, send }
  try {
    removals.push(await watchSession(services, { sessionId, end: close, recheck: gate.recheck }))
    removals.push(await services.events.add(listener))
    // Closed while it was being opened.
    if (!isOpen) for (const remove of removals) remove()
  } catch (error) {
    close()
    throw error
  }
}

const toText = (event: SyncEvent) => `id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`
