import type { z } from 'zod'
import { logFailure } from '../observability/logs.server.ts'
import { findRetryAfter } from './busy-error.server.ts'
import {
  findOutage,
  isOutageLogDue,
  OUTAGE_SENTENCES,
  type Outage,
  RETRY_AFTER_SECONDS,
} from './outage.server.ts'
import type { RequestHead } from './request-head.server.ts'
import { describeRequest } from './request-observer.server.ts'
import { REQUEST_ID_HEADER } from './request-origin.server.ts'

export type ApiErrorCode =
  | 'unauthorized'
  | 'not_found'
  | 'gone'
  | 'invalid'
  | 'conflict'
  | 'too_large'
  | 'unsupported_media_type'
  | 'rate_limited'
  | 'upgrade_required'
  | 'forbidden'
  | 'method_not_allowed'
  | 'request_timeout'
  | 'internal'
  | 'unavailable'
  | 'insufficient_storage'

const STATUS: Record<ApiErrorCode, number> = {
  unauthorized: 401,
  not_found: 404,
  gone: 410,
  invalid: 400,
  conflict: 409,
  too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  upgrade_required: 426,
  forbidden: 403,
  method_not_allowed: 405,
  request_timeout: 408,
  internal: 500,
  unavailable: 503,
  insufficient_storage: 507,
}

export type ApiIssue = { path: PropertyKey[]; message: string }

type ErrorDetails = {
  issues?: ApiIssue[] | undefined
  requestId?: string | undefined
  /** Members beside `error`, for example the server's copy of a 409. */
  body?: Record<string, unknown>
  headers?: Record<string, string>
}

/** The one shape of every error: `{ error: { code, message, … } }`. */
export function createErrorResponse(
  code: ApiErrorCode,
  message: string,
  { issues, requestId, body, headers }: ErrorDetails = {},
): Response {
  const error = { code, message, ...(issues && { issues }), ...(requestId && { requestId }) }
  return createJsonResponse({ error, ...body }, { status: STATUS[code], headers: headers ?? {} })
}

/** Responses belong to one account and one moment: no cache may keep them without revalidation. */
export function createJsonResponse(
  body: unknown,
  options: { status?: number; headers?: Record<string, string> } = {},
): Response {
  const text = JSON.stringify(body)
  return new Response(text, {
    status: options.status ?? 200,
    headers: {
      'content-type': 'application/json',
      // Marks the response as small, so that it is not compressed: that would cost more than the rest of most
      // responses.
      'content-length': String(Buffer.byteLength(text)),
      'cache-control': 'private, no-cache',
      vary: 'Cookie',
      ...options.headers,
    },
  })
}

export function createInvalidResponse(error: z.core.$ZodError): Response {
  const issues = error.issues.map(({ path, message }) => ({ path, message }))
  const first = issues[0]
  const place = first && first.path.length > 0 ? `${first.path.join('.')}: ` : ''
  return createErrorResponse('invalid', `${place}${first?.message ?? 'The request is not valid'}.`, {
    issues,
  })
}

/** Runs a resource route: refusals arrive as thrown Responses; other errors are logged and reported as `internal`. */
export async function handleApi<Result>(
  request: RequestHead,
  respond: () => Promise<Result>,
): Promise<Result | Response> {
  try {
    return await respond()
  } catch (error) {
    if (error instanceof Response) return error
    // The client is gone, and nothing here has failed.
    if (isHangUp(error)) return createErrorResponse('invalid', 'The request ended in the middle of its body.')
    const retryAfterSeconds = findRetryAfter(error)
    if (retryAfterSeconds !== undefined) return createUnavailable(retryAfterSeconds)
    const outage = findOutage(error)
    if (outage !== undefined) return handleOutage(request, error, outage)
    const requestId = request.headers.get(REQUEST_ID_HEADER) ?? crypto.randomUUID()
    logFailure(`${describeRequest(request)} failed (request ${requestId})`, error)
    return createErrorResponse('internal', 'Something went wrong on the server. Try again in a moment.', {
      requestId,
    })
  }
}

function handleOutage(request: RequestHead, error: unknown, outage: Outage): Response {
  if (isOutageLogDue(outage))
    logFailure(`${describeRequest(request)} failed: ${OUTAGE_SENTENCES[outage]}`, error)
  return createOutageResponse(outage)
}

export function createOutageResponse(outage: Outage): Response {
  return createErrorResponse(
    outage === 'away' ? 'unavailable' : 'insufficient_storage',
    OUTAGE_SENTENCES[outage],
    { headers: outage === 'away' ? { 'retry-after': String(RETRY_AFTER_SECONDS) } : {} },
  )
}

export const createUnavailable = (retryAfterSeconds: number): Response =>
  createErrorResponse(
    'unavailable',
    'The server has too much to do; nothing was changed. Try again in a moment.',
    {
      headers: { 'retry-after': String(retryAfterSeconds) },
    },
  )

/** Node's error for a body whose sender is gone; a database that closes its connection has another. */
function isHangUp(error: unknown): boolean {
  return (
    error instanceof Error && error.message === 'aborted' && 'code' in error && error.code === 'ECONNRESET'
  )
}
