import type { HttpCall, HttpResponse, Transport } from '#app/sync/api/transport.ts'
import { readSocketFrame, SOCKET_BODY_MAX, writeSocketRequest } from '#app/sync/protocol/socket.ts'
import type { Time } from '#app/sync/time.ts'
import { readResponse } from './read-response.ts'

/** A proxy that neither lets it through nor refuses it. */
const OPEN_WITHIN_MS = 5_000

export type SyncSocketOptions = {
  query: URLSearchParams
  signal: AbortSignal
  onOpen: (socket: SyncSocket) => void
  /** Anything came: the connection lives. */
  onAlive: () => void
  /** `event`: its name, absent for writes. */
  onEvent: (message: { event?: string | undefined; data: string }) => void
  time: Time
}

/** A connection to GET /api/socket. */
export interface SyncSocket {
  isOpen(): boolean
  /** As if the body were posted to /api/sync. The response rejects when the connection ends before it. */
  request(body: string): HttpCall
}

type Waiting = { resolve: (response: HttpResponse) => void; reject: (error: Error) => void }

/**
 * Resolves when the connection is over: `refused` when it never was, because a proxy, the server or the network does not
 * let it through.
 */
export function openSyncSocket(options: SyncSocketOptions): Promise<'refused' | 'ended'> {
  const { query, signal, onOpen, onAlive, onEvent, time } = options
  const waiting = new Map<number, Waiting>()
  const webSocket = createWebSocket(query)
  if (webSocket === undefined) return Promise.resolve('refused')
  let lastId = 0
  let isOpened = false

  const socket: SyncSocket = {
    isOpen: () => webSocket.readyState === webSocket.OPEN,
    request(body) {
      lastId += 1
      const id = lastId
      const response = new Promise<HttpResponse>((resolve, reject) => waiting.set(id, { resolve, reject }))
      webSocket.send(writeSocketRequest(id, body))
      // What has been sent is on its way: a request that hangs takes the connection with it.
      return { response, cancel: () => waiting.has(id) && webSocket.close() }
    },
  }

  function receive(text: string): void {
    onAlive()
    const frame = readSocketFrame(text)
    if (frame?.kind === 'event') onEvent({ event: frame.name, data: frame.text })
    if (frame?.kind !== 'response') return
    waiting.get(frame.id)?.resolve(toResponse(frame))
    waiting.delete(frame.id)
  }

  return new Promise((resolve) => {
    const giveUp = time.schedule(OPEN_WITHIN_MS, () => webSocket.close())
    webSocket.onopen = () => {
      giveUp()
      isOpened = true
      onOpen(socket)
    }
    webSocket.onmessage = ({ data }: MessageEvent<unknown>) => receive(String(data))
    const leave = () => webSocket.close()
    // The close after it says the same.
    webSocket.onerror = () => undefined
    webSocket.onclose = () => {
      giveUp()
      removeEventListener('offline', leave)
      for (const { reject } of waiting.values()) reject(new Error('The connection ended.'))
      waiting.clear()
      resolve(isOpened ? 'ended' : 'refused')
    }
    signal.addEventListener('abort', leave)
    // An open connection may outlive its network for minutes.
    addEventListener('offline', leave)
    if (signal.aborted) leave()
  })
}

/** `undefined`: not in this browser, without a network, or its policy forbids it. */
function createWebSocket(query: URLSearchParams): WebSocket | undefined {
  if (typeof WebSocket === 'undefined' || !navigator.onLine) return undefined
  try {
    // Browsers of before 2024 take no relative address.
    return new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/socket?${query}`)
  } catch (error) {
    console.info('Changes arrive by HTTP: a WebSocket cannot be opened.', error)
    return undefined
  }
}

function toResponse({ status, retryAfterSeconds, text }: SocketResponse): HttpResponse {
  const headers: Readonly<Record<string, string | null>> = {
    'content-type': 'application/json',
    'retry-after': retryAfterSeconds === undefined ? null : String(retryAfterSeconds),
  }
  return readResponse(status, { header: (name) => headers[name] ?? null, text })
}

type SocketResponse = Extract<ReturnType<typeof readSocketFrame>, { kind: 'response' }>

/**
 * Small pushes go over the open socket, without the headers of HTTP; all others, and all without a socket, by HTTP. So do
 * requests that push nothing: what they pull may be megabytes, which HTTP compresses better and stops when nobody reads.
 */
export function preferSocket(http: Transport, findSocket: () => SyncSocket | undefined): Transport {
  const transport: Transport = (request) => {
    const { path, bodyLength = Number.POSITIVE_INFINITY } = request
    const isSmallPush = path === '/api/sync' && bodyLength > 0 && bodyLength <= SOCKET_BODY_MAX
    const socket = isSmallPush ? findSocket() : undefined
    return socket?.isOpen() !== true ? http(request) : socket.request(JSON.stringify(request.body))
  }
  return http.prepare === undefined ? transport : Object.assign(transport, { prepare: http.prepare })
}
