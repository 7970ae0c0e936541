import type { SyncEvent } from '#app/sync/protocol/projects.ts'
import { trackStream } from '../http/stream-registry.server.ts'
import { logFailure } from '../observability/logs.server.ts'
import { getEventHub, type Listener } from './event-hub.server.ts'

const HEARTBEAT_MS = 20_000
/** After this many heartbeats it is asked whether the session still stands. */
const CHECK_EVERY_HEARTBEATS = 3
/** How long a browser waits before it comes back by itself. */
const RETRY_MS = 2_000
/** A reader that takes nothing for so long is gone, though its connection is not closed. */
const MAX_WAITING_CHUNKS = 256

type StreamOptions = {
  accountId: string
  clientId: string | undefined
  cursor: number
  /** The browser went away. */
  signal: AbortSignal
  /** Whether the session still stands. */
  isAllowed: () => Promise<boolean>
}

/** The events of one device as text/event-stream, until the browser, the session or the server ends it. */
export function openEventStream(options: StreamOptions): ReadableStream<Uint8Array> {
  let close: () => void = () => undefined
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      close = await attach(options, controller)
    },
    cancel: () => close(),
  })
}

async function attach(
  { accountId, clientId, cursor, signal, isAllowed }: StreamOptions,
  controller: ReadableStreamDefaultController<Uint8Array>,
): Promise<() => void> {
  const encoder = new TextEncoder()
  let isOpen = true
  let heartbeats = 0
  let remove: () => void = () => undefined

  function write(text: string): void {
    if (!isOpen) return
    if ((controller.desiredSize ?? 0) < -MAX_WAITING_CHUNKS) close()
    else controller.enqueue(encoder.encode(text))
  }

  /** Abort, cancel, sign-out and the end of the server may all come, in any order. */
  function close(): void {
    if (!isOpen) return
    isOpen = false
    clearInterval(timer)
    signal.removeEventListener('abort', close)
    untrack()
    remove()
    // An aborted response has closed it already.
    if (controller.desiredSize !== null) closeQuietly(controller)
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
  signal.addEventListener('abort', close)
  if (signal.aborted) close()
  write(`retry: ${RETRY_MS}\n\n`)
  const listener: Listener = { accountId, clientId, cursor, send: (event) => write(toText(event)) }
  const removeListener = await getEventHub().add(listener)
  if (isOpen) remove = removeListener
  else removeListener()
  return close
}

function closeQuietly(controller: ReadableStreamDefaultController<Uint8Array>): void {
  try {
    controller.close()
  } catch {
    // The reader was faster.
  }
}

const toText = (event: SyncEvent) => `id: ${event.seq}\ndata: ${JSON.stringify(event)}\n\n`
