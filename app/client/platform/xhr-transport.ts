import type { MediaBody, MediaRequest, MediaResponse, MediaTransport } from '#app/sync/api/media-transport.ts'
import { ACCOUNT_HEADER } from '#app/sync/protocol/projects.ts'

/** A connection on which nothing moves for so long is given up [F43]. */
const stallMs = 30_000
/** A service worker on the way may keep the progress of an upload to itself: then the whole must be done in this time. */
const silentUploadMs = 300_000

/** The real transport, for one account: the server refuses its requests under anybody else's session [F34]. */
export function createMediaTransport(accountId: string): MediaTransport {
  // Only XMLHttpRequest tells how much of an upload is through.
  return (request, signal) => {
    const send = request.body === undefined || request.body.kind === 'json' ? sendByFetch : sendByXhr
    return send(request, signal, planHeaders(request, accountId))
  }
}

function planHeaders(request: MediaRequest, accountId: string): Record<string, string> {
  return {
    ...request.headers,
    ...(request.isOwn ? { accept: 'application/json', [ACCOUNT_HEADER]: accountId } : {}),
    ...(request.body?.kind === 'json' ? { 'content-type': 'application/json' } : {}),
  }
}

async function sendByFetch(
  request: MediaRequest,
  signal: AbortSignal,
  headers: Record<string, string>,
): Promise<MediaResponse> {
  const stall = watchStall()
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers,
      signal: AbortSignal.any([signal, stall.signal]),
      cache: 'no-store',
      credentials: request.isOwn ? 'same-origin' : 'omit',
      ...(request.body?.kind === 'json' ? { body: JSON.stringify(request.body.value) } : {}),
    })
    const isJson = response.headers.get('content-type')?.includes('json') === true
    const answer = { status: response.status, ...readRetryAfter(response.headers.get('retry-after')) }
    if (request.expect === 'blob' && response.ok) {
      const blob = await readBlob(response, stall.touch, request.onProgress)
      return { ...answer, blob }
    }
    const text = await response.text()
    return { ...answer, ...(isJson ? readJson(text) : {}) }
  } finally {
    stall.stop()
  }
}

async function readBlob(
  response: Response,
  touch: () => void,
  onProgress: ((bytes: number) => void) | undefined,
): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let got = 0
  const reader = response.body?.getReader()
  for (;;) {
    const next = await reader?.read()
    if (next === undefined || next.done) break
    touch()
    chunks.push(next.value)
    got += next.value.length
    onProgress?.(got)
  }
  return new Blob(chunks, { type: response.headers.get('content-type') ?? '' })
}

function sendByXhr(
  request: MediaRequest,
  signal: AbortSignal,
  headers: Record<string, string>,
): Promise<MediaResponse> {
  return new Promise((resolve, reject) => {
    const stall = watchStall(silentUploadMs)
    const xhr = new XMLHttpRequest()
    const both = AbortSignal.any([signal, stall.signal])
    const abort = () => xhr.abort()
    const end = (settle: () => void) => {
      stall.stop()
      both.removeEventListener('abort', abort)
      settle()
    }
    xhr.open(request.method, request.url)
    for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value)
    xhr.upload.onprogress = ({ loaded }) => {
      stall.touch()
      request.onProgress?.(loaded)
    }
    xhr.onload = () =>
      end(() => {
        const isJson = xhr.getResponseHeader('content-type')?.includes('json') === true
        const retryAfter = readRetryAfter(xhr.getResponseHeader('retry-after'))
        resolve({ status: xhr.status, ...retryAfter, ...(isJson ? readJson(xhr.responseText) : {}) })
      })
    xhr.onerror = () => end(() => reject(new Error('The network failed.')))
    xhr.onabort = () => end(() => reject(new Error('The request was given up.')))
    if (both.aborted) {
      end(() => reject(new Error('The request was given up.')))
      return
    }
    both.addEventListener('abort', abort)
    xhr.send(toXhrBody(request.body))
  })
}

function toXhrBody(body: MediaBody | undefined): FormData | Blob | null {
  if (body?.kind === 'form') return body.form
  // The type would be sent as a header that was not signed.
  if (body?.kind === 'blob') return body.blob.type === '' ? body.blob : new Blob([body.blob])
  return null
}

function watchStall(firstMs = stallMs) {
  const controller = new AbortController()
  let timer = setTimeout(() => controller.abort(), firstMs)
  return {
    signal: controller.signal,
    touch: () => {
      clearTimeout(timer)
      timer = setTimeout(() => controller.abort(), stallMs)
    },
    stop: () => clearTimeout(timer),
  }
}

function readJson(text: string): { json?: unknown } {
  try {
    return { json: JSON.parse(text) }
  } catch {
    // A captive portal that lies about its type: no answer of ours [F42].
    return {}
  }
}

/** Seconds or a date, as HTTP has it. */
function readRetryAfter(value: string | null): { retryAfterMs?: number } {
  if (value === null) return {}
  const seconds = Number(value)
  const delayMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(value) - Date.now()
  return Number.isFinite(delayMs) && delayMs > 0 ? { retryAfterMs: delayMs } : {}
}
