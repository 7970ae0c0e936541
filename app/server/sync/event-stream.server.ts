import type { SyncEvent } from '#app/sync/protocol/projects.ts'
import { trackStream } from '../http/stream-registry.server.ts'
import { logFailure } from '../observability/logs.server.ts'
import { getEventHub, type Listener } from './event-hub.server.ts'

const HEARTBEAT_MS = 20_000
/** After this many heartbeats it is asked whether the session still stands. */
const CHECK_EVERY_HEARTBEATS = 3
/** How long a browser waits before it comes back by itself. */
const RETRY_MS = 2_000
/** A reader that takes nothing of so much is gone, though its connection is not closed. */
const MAX_WAITING_BYTES = 2_000_000

/** Where the text of a stream goes: a response of Express, or a stream of the web. */
export type EventSink = {
  write(text: string): void
  /** Written and not taken yet. */
  countWaitingBytes(): number
  end(): void
  /** The browser went away, perhaps before this was asked. */
  onGone(close: () => void): void
}

type StreamOptions = {
  accountId: string
  clientId: string | undefined
  cursor: number
  sink: EventSink
  /** Whether the session still stands. */
  isAllowed: () => Promise<boolean>
}

/**
 * The events of one device as text/event-stream, until the browser, the session or the server ends it. Resolves when nothing that
 * is announced from now on is missed.
 */
export async function openEventStream(options: StreamOptions): Promise<void> {
  const { accountId, clientId, cursor, sink, isAllowed } = options
  let isOpen = true
  let heartbeats = 0
  let remove: () => void = () => undefined

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
    remove()
    sink.end()
  }

  async function beat(): Promise<void> {
    write(':\n\n')
    heartbeats += 1
    if (heartbeats % CHECK_EVERY_HEARTBEATS === 0 && !(await isAllowed())) close()
  }

  const timer = setInterval(() => {
    beat().catch((error: unknown) => logFailure('An event stream could not be kept up.', error))
  }, HEARTBEAT_MS)
  timer.unref()
  const untrack = trackStream((retryDelayMs) => {
    write(`retry: ${retryDelayMs}\n\n`)
    close()
  })
  sink.onGone(close)
  write(`retry: ${RETRY_MS}\n\n`)
  const listener: Listener = { accountId, clientId, cursor, send: (event) => write(toText(event)) }
  try {
    const removeListener = await getEventHub().add(listener)
    if (isOpen) remove = removeListener
    else removeListener()
  } catch (error) {
    close()
    throw error
  }
}

const toText = (event: SyncEvent) => `id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`
