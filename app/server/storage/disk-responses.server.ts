import { createErrorResponse, createJsonResponse } from '../http/api-errors.server.ts'
import { drainRequest, readBody } from '../http/discard-body.server.ts'
import { createContentDisposition } from './content-disposition.server.ts'
import { WrongSizeError } from './disk-files.server.ts'
import type { DiskMediaStorage } from './disk-media-storage.server.ts'
import type { DiskGrant, UploadGrant } from './disk-signature.server.ts'

type Download = Extract<DiskGrant, { kind: 'download' }>

export type SignedAddress = {
  token: string
  /** Checked before the first byte and after the last: the upload may have been aborted, or its account deleted. */
  isExpected: (grant: UploadGrant) => Promise<boolean>
}

/** Serves the signed addresses of the disk driver, as a bucket would: no session, only the signature counts. */
export async function handleSignedRequest(
  storage: DiskMediaStorage,
  { token, isExpected }: SignedAddress,
  request: Request,
): Promise<Response> {
  const grant = storage.findGrant(token)
  if (!grant || (grant.kind === 'download') !== (request.method === 'GET' || request.method === 'HEAD')) {
    return createErrorResponse('forbidden', 'This address has expired or allows something else.')
  }
  if (grant.kind === 'download') return handleDownload(storage, grant, request)
  return handleUpload(storage, { grant, isExpected }, request)
}

async function handleDownload(
  storage: DiskMediaStorage,
  grant: Download,
  request: Request,
): Promise<Response> {
  const head = await storage.head(grant.key)
  if (!head) return createErrorResponse('not_found', 'This file is gone.')
  const { sizeBytes } = head
  const etag = `"${head.updatedAt.getTime().toString(36)}-${sizeBytes.toString(36)}"`
  const secondsLeft = Math.max(0, Math.floor((grant.expiresAtMs - Date.now()) / 1000))
  const headers = new Headers({
    'accept-ranges': 'bytes',
    'cache-control': `private, max-age=${secondsLeft}, immutable`,
    'content-disposition': createContentDisposition(grant.fileName),
    // Nothing in the bytes can run; `nosniff` and `same-origin` are on every response of this server.
    'content-security-policy': "default-src 'none'; sandbox",
    'content-type': grant.mimeType,
    etag,
  })
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })

  const range = findRange(request.headers, { sizeBytes, etag })
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${sizeBytes}`)
    return new Response(null, { status: 416, headers })
  }
  const { start, end } = range ?? { start: 0, end: sizeBytes - 1 }
  headers.set('content-length', String(end - start + 1))
  if (range) headers.set('content-range', `bytes ${start}-${end}/${sizeBytes}`)
  const hasBody = request.method === 'GET' && sizeBytes > 0
  return new Response(hasBody ? toWebStream(storage.openRange(grant.key, { start, end })) : null, {
    status: range ? 206 : 200,
    headers,
  })
}

/** One range (RFC 9110); several, or one of a file that has changed since, get the whole. */
function findRange(
  headers: Headers,
  { sizeBytes, etag }: { sizeBytes: number; etag: string },
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const ifRange = headers.get('if-range')
  if (ifRange !== null && ifRange !== etag) return undefined
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(headers.get('range') ?? '') ?? []
  if (first === undefined || last === undefined || first + last === '') return undefined
  const start = first === '' ? Math.max(0, sizeBytes - Number(last)) : Number(first)
  const end = first === '' || last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1)
  if (first !== '' && last !== '' && Number(last) < start) return undefined
  return start > end ? 'unsatisfiable' : { start, end }
}

async function handleUpload(
  storage: DiskMediaStorage,
  { grant, isExpected }: { grant: UploadGrant; isExpected: SignedAddress['isExpected'] },
  request: Request,
): Promise<Response> {
  const length = request.headers.get('content-length')
  if (request.method !== 'PUT' || !request.body) {
    return createErrorResponse('method_not_allowed', `${request.method} is not possible here.`, {
      headers: { allow: 'PUT' },
    })
  }
  try {
    if (length !== null && Number(length) !== grant.sizeBytes) return createWrongSize(grant.sizeBytes)
    if (!(await isExpected(grant))) return createUnexpected()
    const result = await storage.receive(grant, readBody(request))
    if (result.kind === 'gone') return createUnexpected()
    if (!(await isExpected(grant))) {
      await storage.forget(grant)
      return createUnexpected()
    }
    return createJsonResponse({ size: grant.sizeBytes })
  } catch (error) {
    if (error instanceof WrongSizeError) return createWrongSize(grant.sizeBytes)
    throw error
  } finally {
    void drainRequest(request)
  }
}

const createUnexpected = () => createErrorResponse('not_found', 'This upload is no longer expected.')

const createWrongSize = (sizeBytes: number) =>
  createErrorResponse('invalid', `This address takes exactly ${sizeBytes} bytes; nothing was stored.`)

/** Cancelling (the reader went away) ends the iteration, which closes the file. */
function toWebStream(body: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await iterator.return?.()
    },
  })
}
