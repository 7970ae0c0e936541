import type { FileRequest, FileResponse } from '#app/sync/api/file-transport.ts'
import { type CompressedBody, completeBody, compressBody, type compressPushes } from './compress-body.ts'
import { planHeaders } from './plan-headers.ts'
import { isJson, readResponse } from './read-response.ts'
import { watchStall } from './watch-stall.ts'

/** Pushes that were packed before their request was known. */
export type PackedPushes = WeakMap<readonly object[], ReturnType<typeof compressPushes>>

export type Sending = { accountId: string; signal: AbortSignal; packed: PackedPushes; isSlow: boolean }

export async function sendByFetch(request: FileRequest, sending: Sending): Promise<FileResponse> {
  const encoded = await encodeBody(request, sending.packed)
  if (request.expect === 'blob') return fetchFile(request, sending)
  const response = await fetch(request.path, createInit(request, { ...sending, encoded }))
  const header = (name: string) => response.headers.get(name)
  const text = isJson(header) ? await (await openText(response, request, sending)).text() : undefined
  return readResponse(response.status, { header, text })
}

/** On a line that was too slow in pieces, each of which begins the deadline anew (S24). */
function openText(response: Response, { isBulk, onReceived }: FileRequest, { isSlow }: Sending) {
  if (isSlow) return readBlob(response, onReceived)
  // As a Blob the browser returns a large page in one piece, and the main thread reads no chunks.
  return isBulk ? response.blob() : response
}

/** How long it takes depends on the file: the connection is given up when nothing moves. */
async function fetchFile(request: FileRequest, sending: Sending): Promise<FileResponse> {
  const stall = watchStall()
  try {
    const signal = AbortSignal.any([sending.signal, stall.signal])
    const response = await fetch(request.path, createInit(request, { ...sending, signal }))
    const header = (name: string) => response.headers.get(name)
    if (!response.ok) return readResponse(response.status, { header, text: await response.text() })
    const blob = await readBlob(response, stall.touch, request.onProgress)
    return { ...readResponse(response.status, { header, text: undefined }), blob }
  } finally {
    stall.stop()
  }
}

type Init = { accountId: string; signal: AbortSignal; encoded?: CompressedBody | undefined }

function createInit(request: FileRequest, { accountId, signal, encoded }: Init): RequestInit {
  return {
    method: request.method,
    signal,
    cache: 'no-store',
    credentials: request.isSigned === true ? 'omit' : 'same-origin',
    // Our server knows the page by the origin; the address of the page is a tenth of an edit's request.
    referrerPolicy: request.isSigned === true ? '' : 'no-referrer',
    headers: {
      ...planHeaders(request, accountId),
      ...(encoded === undefined ? {} : { 'content-type': 'application/json' }),
      ...(encoded?.encoding === undefined ? {} : { 'content-encoding': encoded.encoding }),
    },
    ...(encoded === undefined ? {} : { body: encoded.body }),
  }
}

/** Only the route of sync inflates; the others take plain JSON. */
async function encodeBody({ body }: FileRequest, packed: PackedPushes): Promise<CompressedBody | undefined> {
  if (body === undefined) return undefined
  if (typeof body !== 'object' || body === null || !('pushes' in body) || !Array.isArray(body.pushes)) {
    return { body: JSON.stringify(body), encoding: undefined }
  }
  const { pushes, ...rest } = body
  const ready = await packed.get(pushes)
  return ready === undefined ? compressBody(JSON.stringify(body)) : completeBody(ready, rest)
}

async function readBlob(
  response: Response,
  touch: (() => void) | undefined,
  onProgress?: (bytes: number) => void,
): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  let got = 0
  const reader = response.body?.getReader()
  for (;;) {
    const next = await reader?.read()
    if (next === undefined || next.done) break
    touch?.()
    chunks.push(next.value)
    got += next.value.length
    onProgress?.(got)
  }
  return new Blob(chunks, { type: response.headers.get('content-type') ?? '' })
}
