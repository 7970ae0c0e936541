// The frames of GET /api/socket, as text. A request and its response carry what POST /api/sync carries; what comes
// without being asked for is an event of GET /api/events. An empty frame is a heartbeat.

/** The largest body sent here, in characters; larger ones go by POST, which compresses them. */
export const SOCKET_BODY_MAX = 16_000

export type SocketFrame =
  /** `text`: the body, as JSON. */
  | { kind: 'response'; id: number; status: number; retryAfterSeconds: number | undefined; text: string }
  /** `name`: absent for writes. `text`: JSON. */
  | { kind: 'event'; name: string | undefined; text: string }
  | { kind: 'heartbeat' }

export const writeSocketRequest = (id: number, body: string): string => `${id} ${body}`

/** `undefined`: not a request. `bodyStart`: the offset of the body. */
export function readSocketRequest(frame: Uint8Array): { id: number; bodyStart: number } | undefined {
  let id = 0
  for (let at = 0; at < MAX_DIGITS; at += 1) {
    const code = frame[at]
    if (code === SPACE && at > 0) return { id, bodyStart: at + 1 }
    if (code === undefined || code < ZERO || code > NINE) return undefined
    id = id * 10 + code - ZERO
  }
  return undefined
}

export function writeSocketResponse(response: {
  id: number
  status: number
  retryAfter: string | null
  text: string
}): string {
  return `${response.id} ${response.status} ${response.retryAfter ?? '-'} ${response.text}`
}

export const writeSocketEvent = (name: string | undefined, text: string): string =>
  name === undefined ? text : `${name} ${text}`

/** `undefined`: not of this protocol. */
export function readSocketFrame(frame: string): SocketFrame | undefined {
  if (frame === '') return { kind: 'heartbeat' }
  const event = /^(?:([a-z-]{1,40}) )?(?=\{)/.exec(frame)
  if (event !== null) return { kind: 'event', name: event[1], text: frame.slice(event[0].length) }
  const parts = /^(\d{1,15}) (\d{3}) (\S+) /.exec(frame)
  if (parts === null) return undefined
  const retryAfter = Number(parts[3])
  return {
    kind: 'response',
    id: Number(parts[1]),
    status: Number(parts[2]),
    retryAfterSeconds: Number.isFinite(retryAfter) ? retryAfter : undefined,
    text: frame.slice(parts[0].length),
  }
}

const MAX_DIGITS = 16
const SPACE = 32
const ZERO = 48
const NINE = 57
