import type { HttpRequest, HttpResponse, Transport } from '#app/sync/api/transport.ts'
import { ACCOUNT_HEADER } from '#app/sync/protocol/projects.ts'
import { type CompressedBody, completeBody, compressBody, compressPushes } from './compress-body.ts'

/** The real transport, for one account: the server refuses these requests under anybody else's session [F34]. */
export function createFetchTransport(accountId: string): Transport {
  const packed: PackedPushes = new WeakMap()
  const transport: Transport = (request) => {
    const abort = new AbortController()
    const encoded = encodeBody(request, packed)
    return {
      answer: send(request, { accountId, signal: abort.signal, encoded }),
      cancel: () => abort.abort(),
    }
  }
  return Object.assign(transport, {
    // What could not be packed ahead is packed when it is sent.
    prepare(pushes: readonly object[]) {
      packed.set(
        pushes,
        compressPushes(pushes).catch(() => undefined),
      )
    },
  })
}

type PackedPushes = WeakMap<readonly object[], ReturnType<typeof compressPushes>>
type Sending = { accountId: string; signal: AbortSignal; encoded: Promise<CompressedBody | undefined> }

async function send(
  { method, path, isBulk = false }: HttpRequest,
  { accountId, signal, encoded }: Sending,
): Promise<HttpResponse> {
  const compressed = await encoded
  const response = await fetch(path, {
    method,
    signal,
    cache: 'no-store',
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      [ACCOUNT_HEADER]: accountId,
      ...(compressed === undefined ? {} : { 'content-type': 'application/json' }),
      ...(compressed?.encoding === undefined ? {} : { 'content-encoding': compressed.encoding }),
    },
    ...(compressed === undefined ? {} : { body: compressed.body }),
  })
  return readResponse(response, isBulk)
}

/** The sync route inflates; the others take plain JSON. */
async function encodeBody(
  { method, body }: HttpRequest,
  packed: PackedPushes,
): Promise<CompressedBody | undefined> {
  if (body === undefined) return undefined
  if (typeof body === 'object' && body !== null && 'pushes' in body && Array.isArray(body.pushes)) {
    const { pushes, ...rest } = body
    const ready = await packed.get(pushes)
    if (ready !== undefined) return completeBody(ready, rest)
  }
  const json = JSON.stringify(body)
  return method === 'POST' ? compressBody(json) : { body: json, encoding: undefined }
}

async function readResponse(response: Response, isBulk: boolean): Promise<HttpResponse> {
  const isJson = response.headers.get('content-type')?.includes('json') === true
  // By way of a blob the browser hands over a large page in one piece, and the main thread reads nothing bit by bit.
  const text = isJson ? await (isBulk ? await response.blob() : response).text() : undefined
  const json = text === undefined ? undefined : parseJson(text)
  const retryAfterMs = parseRetryAfterMs(response.headers.get('retry-after'))
  return {
    status: response.status,
    ...(json === undefined ? {} : { json }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A captive portal that lies about its type; the caller treats it as no network [F42].
    return undefined
  }
}

/** Seconds or a date, as HTTP has it. */
function parseRetryAfterMs(value: string | null): number | undefined {
  if (value === null) return undefined
  const seconds = Number(value)
  const delayMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now()
  return Number.isFinite(delayMs) && delayMs > 0 ? delayMs : undefined
}
