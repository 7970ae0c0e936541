import * as z from 'zod/mini'
import type { Time } from '../time.ts'
import type { Outcome } from './outcome.ts'
import type { HttpCall, HttpRequest, HttpResponse, Transport } from './transport.ts'

/** Requests to our server as outcomes, for projects, media and versions alike; the transport adds the account's header. */
export interface HttpClient {
  /** The body of a 2xx status must match the schema; otherwise the response is not our server's (S23). */
  send<Value>(
    request: HttpRequest,
    schema: z.ZodMiniType<Value>,
    cancellation?: Cancellation,
  ): Promise<Outcome<Value>>
  /** The response as it came. */
  request(request: HttpRequest, limits?: { deadlineMs?: number }): Promise<HttpResponse | NoResponse>
}

/** An AbortSignal, in the words of a module without DOM types. */
export type Cancellation = {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** `hung`: the deadline passed, which a smaller request may avoid. */
export type NoResponse = { kind: 'offline'; hung?: true }

/** Every request has a deadline, which begins anew with every piece of the response (S24) [F43]. */
export const DEADLINE_MS = 15_000

export function createHttpClient(transport: Transport, time: Time): HttpClient {
  type AskLimits = { deadlineMs?: number; cancellation?: Cancellation | undefined }
  function send(request: HttpRequest, { deadlineMs = DEADLINE_MS, cancellation }: AskLimits = {}) {
    let onReceived: () => void
    return waitForResponse(transport({ ...request, onReceived: () => onReceived() }), {
      onDeadline(run) {
        let cancel = time.schedule(deadlineMs, run)
        onReceived = () => {
          cancel()
          cancel = time.schedule(deadlineMs, run)
        }
        return () => cancel()
      },
      cancellation,
    })
  }

  return {
    request: send,
    async send(request, schema, cancellation) {
      const response = await send(request, { cancellation })
      return readOutcome(response, (json) => schema.safeParse(json))
    },
  }
}

type Limits = {
  /** Says when it is over its deadline; absent: the transport sees to it. */
  onDeadline?: (run: () => void) => () => void
  cancellation?: Cancellation | undefined
}

/** A request that fails, is over its deadline or is cancelled had no response. */
export function waitForResponse<Response extends HttpResponse>(
  call: HttpCall<Response>,
  { onDeadline, cancellation }: Limits,
): Promise<Response | NoResponse> {
  return new Promise((resolve) => {
    const giveUp = (response: NoResponse) => {
      call.cancel()
      settle(response)
    }
    const cancel = () => giveUp({ kind: 'offline' })
    const forgetDeadline = onDeadline?.(() => giveUp({ kind: 'offline', hung: true }))
    function settle(response: Response | NoResponse): void {
      forgetDeadline?.()
      cancellation?.removeEventListener('abort', cancel)
      resolve(response)
    }
    cancellation?.addEventListener('abort', cancel)
    call.response.then(settle, () => settle({ kind: 'offline' }))
    if (cancellation?.aborted === true) cancel()
  })
}

type Parse<Value> = (json: unknown) => { success: true; data: Value } | { success: false }

const errorSchema = z.object({
  error: z.object({ code: z.string(), message: z.string() }),
  reason: z.optional(z.unknown()),
})

/** The one mapping of a status: a response that is not JSON of the expected shape is not our server's (S23) [F42]. */
export function readOutcome<Value>(response: HttpResponse | NoResponse, parse: Parse<Value>): Outcome<Value> {
  if ('kind' in response) return { kind: 'offline' }
  const { status, json, retryAfterMs } = response
  if (status >= 200 && status < 300) {
    const parsed = json === undefined ? undefined : parse(json)
    return parsed?.success === true ? { kind: 'ok', value: parsed.data } : { kind: 'offline' }
  }
  const refusal = errorSchema.safeParse(json)
  if (!refusal.success) {
    const mustWait = retryAfterMs !== undefined && (status === 429 || status === 503)
    return mustWait ? { kind: 'offline', retryAfterMs } : { kind: 'offline' }
  }
  switch (status) {
    case 401:
    case 403:
      return { kind: 'signed-out' }
    case 404:
      return { kind: 'missing' }
    case 426:
      return { kind: 'outdated' }
    case 400:
    case 409:
    case 413:
    case 415:
    case 422:
      return { kind: 'refused', status, ...refusal.data.error }
    case 507:
      // Of the account it is a decision about this file; the server's own disk may have room in a moment.
      if (refusal.data.reason === 'quota') return { kind: 'refused', status, ...refusal.data.error }
      return { kind: 'later' }
    default:
      return retryAfterMs === undefined ? { kind: 'later' } : { kind: 'later', retryAfterMs }
  }
}
