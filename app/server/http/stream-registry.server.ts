import { countOpenStream } from '../observability/metrics.server.ts'

// Streams never end by themselves, so a stopping server must end them. Each gets its reconnect delay.

type EndStream = (retryDelayMs: number) => void
type State = { isDraining: boolean; streams: Set<EndStream> }

/** Spread, so that the streams of a stopped server do not all reconnect to the next one in the same moment. */
const RETRY_MIN_MS = 500
const RETRY_SPREAD_MS = 2_500

// As in metrics.server.ts: hot reload must keep the streams of the module before.
const stateKey: unique symbol = Symbol.for('appframes.open-streams')
const store = globalThis as { [stateKey]?: State }
const getState = () => (store[stateKey] ??= { isDraining: false, streams: new Set() })

/** The server is stopping: it finishes its requests and is not ready for more. */
export const isDraining = () => getState().isDraining

/**
 * Counts a stream as open until the returned function is called (calling that twice does no harm). `end` is called when the
 * server stops: send `retry: <delay>` and close.
 */
export function trackStream(end: EndStream): () => void {
  const { streams } = getState()
  const uncount = countOpenStream()
  const untrack = () => {
    streams.delete(end)
    uncount()
  }
  streams.add(end)
  if (isDraining()) endStream(end)
  return untrack
}

export function startDraining(): void {
  getState().isDraining = true
}

export function endStreams(): void {
  for (const end of [...getState().streams]) endStream(end)
}

/** A server that starts in the same process after another one (development, tests) begins afresh. */
export function resetStreams(): void {
  store[stateKey] = { isDraining: false, streams: new Set() }
}

const endStream = (end: EndStream) => end(RETRY_MIN_MS + Math.round(Math.random() * RETRY_SPREAD_MS))
