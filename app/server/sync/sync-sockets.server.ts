import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { ACCOUNT_HEADER } from '#app/sync/protocol/projects.ts'
import { readSocketRequest, writeSocketEvent, writeSocketResponse } from '#app/sync/protocol/socket.ts'
import { createErrorResponse, handleApi } from '../http/api-errors.server.ts'
import { createTooLarge } from '../http/request-guards.server.ts'
import { createRequestHead, type RequestHead } from '../http/request-head.server.ts'
import { CLIENT_IP_HEADER, isFromOwnOrigin, REQUEST_ID_HEADER } from '../http/request-origin.server.ts'
import { isDraining } from '../http/stream-registry.server.ts'
import { logRequest } from '../observability/logs.server.ts'
import { observeRequest } from '../observability/metrics.server.ts'
import type { Services } from '../services.server.ts'
import { deflateFramesAtOnce } from './deflate-frames.server.ts'
import { type EventSink, MAX_WAITING_BYTES, openEventStream } from './event-stream.server.ts'
import { type Admitted, receiveListener } from './receive-listener.server.ts'
import { receiveSync } from './receive-sync.server.ts'

const PATH = '/api/socket'
/** Edits are small; documents go by POST, which compresses them. */
const MAX_FRAME_BYTES = 64_000
/** A device sends one and prepares the next. */
const MAX_IN_FLIGHT = 4
/** More would hold the event loop for everybody; the response to an edit is smaller. */
const MAX_DEFLATED_CHARACTERS = 64_000
/** Of RFC 6455: the server is stopping; the client does not keep to the protocol. */
const CLOSE_RESTART = 1012
const CLOSE_POLICY = 1008

/** Ids and names repeat from one edit to the next: with what came before, a frame is a fraction of its text. */
const deflate = {
  // Nothing is asked of the client: `ws` refuses all who cannot be asked, Firefox among them.
  serverMaxWindowBits: 12,
  threshold: 64,
}

export type SyncSockets = {
  /** `false`: another address, which somebody else may know. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean
  /** Ends those whose browser does not answer any more. */
  terminate(): void
}

/**
 * POST /api/sync and GET /api/events over one connection, without the headers of either (decision 0026). Admitted as a
 * listener is; each request is then checked as if it had been posted.
 */
export function createSyncSockets(services: Services): SyncSockets {
  deflateFramesAtOnce()
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: deflate,
  })
  return {
    upgrade(request, socket, head) {
      if (!new RegExp(`^${PATH}(\\?|$)`).test(request.url ?? '')) return false
      // A connection that breaks before it is a WebSocket has nobody else to tell.
      socket.on('error', () => socket.destroy())
      admit(services, request)
        .then((admitted) => {
          if (admitted instanceof Response) return refuse(socket, admitted)
          // The handshake itself may still be refused.
          socket.once('close', admitted.listener.leave)
          if (socket.destroyed) return admitted.listener.leave()
          sockets.handleUpgrade(request, socket, head, (webSocket) => serve(services, webSocket, admitted))
        })
        .catch(() => socket.destroy())
      return true
    },
    terminate() {
      for (const webSocket of sockets.clients) webSocket.terminate()
    },
  }
}

type Guest = { head: RequestHead; listener: Admitted }

async function admit(services: Services, request: IncomingMessage): Promise<Guest | Response> {
  const { publicUrl } = services.environment
  if (!isFromOwnOrigin(request.headers, publicUrl))
    return createErrorResponse('forbidden', 'This request came from another site and was refused.')
  if (isDraining())
    return createErrorResponse('unavailable', 'The server is stopping. Try again in a moment.')
  const head = createTrustedHead(request)
  const listener = await handleApi(head, () => receiveListener(services, head))
  return listener instanceof Response ? listener : { head, listener }
}

/** A browser cannot give a WebSocket headers of its own: the account is in the address. */
function createTrustedHead(request: IncomingMessage): RequestHead {
  const head = createRequestHead(request)
  const account = new URL(head.url).searchParams.get('account')
  // No account's id has a sign that a header cannot have.
  if (account !== null) head.headers.set(ACCOUNT_HEADER, encodeURIComponent(account))
  head.headers.delete(CLIENT_IP_HEADER)
  head.headers.delete('content-encoding')
  head.headers.set(REQUEST_ID_HEADER, randomUUID())
  return head
}

async function refuse(socket: Duplex, refusal: Response): Promise<void> {
  const body = await refusal.text()
  refusal.headers.set('content-length', String(Buffer.byteLength(body)))
  const headers = [...refusal.headers].map(([name, value]) => `${name}: ${value}\r\n`).join('')
  socket.end(`HTTP/1.1 ${refusal.status} Refused\r\n${headers}connection: close\r\n\r\n${body}`)
}

function serve(services: Services, webSocket: WebSocket, { head, listener }: Guest): void {
  const requests = createRequests(services, webSocket, head)
  // `ws` closes it by itself after an error.
  webSocket.on('error', () => undefined)
  webSocket.on('message', requests.receive)
  const sink: EventSink = {
    send: ({ name, data }) => send(webSocket, writeSocketEvent(name, data)),
    beat: () => webSocket.send(''),
    // The browser chooses its own delay.
    retryIn: () => undefined,
    countWaitingBytes: () => webSocket.bufferedAmount,
    end: requests.endWhenIdle,
    onGone(close) {
      webSocket.once('close', close)
      if (webSocket.readyState === webSocket.CLOSED) close()
    },
  }
  openEventStream(services, { ...listener, sink }).catch(() => webSocket.terminate())
}

/** The requests of one socket, until it is to end: those in flight are still answered. */
function createRequests(services: Services, webSocket: WebSocket, head: RequestHead) {
  let inFlight = 0
  let isEnding = false
  // Its limits are those of the route that it stands for.
  const url = new URL('/api/sync', head.url).href
  /** Copies of the head's, one for each request in flight: making one costs more than naming it anew. */
  const idle: Headers[] = []

  async function respond(id: number, body: Buffer): Promise<void> {
    inFlight += 1
    const headers = idle.pop() ?? new Headers(head.headers)
    const response = await handleRequest(services, { method: 'POST', url, headers }, body)
    idle.push(headers)
    inFlight -= 1
    if (webSocket.readyState === webSocket.OPEN) send(webSocket, writeSocketResponse({ id, ...response }))
    if (isEnding) endWhenIdle()
  }

  function endWhenIdle(): void {
    isEnding = true
    if (inFlight === 0) webSocket.close(CLOSE_RESTART)
  }

  return {
    endWhenIdle,
    receive(data: RawData): void {
      if (isEnding) return
      const frame = data as Buffer
      const request = readSocketRequest(frame)
      // One that asks on and does not read is closed as a listener is.
      const isReading = inFlight < MAX_IN_FLIGHT && webSocket.bufferedAmount < MAX_WAITING_BYTES
      if (request !== undefined && isReading) {
        void respond(request.id, frame.subarray(request.bodyStart))
        return
      }
      isEnding = true
      webSocket.close(CLOSE_POLICY)
    },
  }
}

function send(webSocket: WebSocket, text: string): void {
  webSocket.send(text, { compress: text.length <= MAX_DEFLATED_CHARACTERS })
}

type SocketResponse = { status: number; retryAfter: string | null; text: string }

async function handleRequest(
  services: Services,
  request: RequestHead,
  body: Buffer,
): Promise<SocketResponse> {
  const startedMs = performance.now()
  const id = randomUUID()
  request.headers.set(REQUEST_ID_HEADER, id)
  const result = await handleApi(request, () =>
    receiveSync(services, request, async (maxBytes) => {
      if (body.byteLength > maxBytes) throw createTooLarge(maxBytes)
      return body
    }),
  )
  const response: SocketResponse =
    result instanceof Response
      ? { status: result.status, retryAfter: result.headers.get('retry-after'), text: await result.text() }
      : { status: 200, retryAfter: null, text: JSON.stringify(result) }
  const ms = performance.now() - startedMs
  const record = { method: 'POST', route: PATH, status: response.status }
  logRequest({ id, ...record, ms: Math.round(ms * 10) / 10 })
  observeRequest(record, ms)
  return response
}
