import { z } from 'zod'
import type { Time } from '../time.ts'
import type { Outcome } from './outcome.ts'
import type { HttpCall, HttpRequest, HttpResponse, Transport } from './transport.ts'

/** Requests to our server as outcomes, for projects, media and versions alike; the transport adds the account's header. */
export interface HttpClient {
  /** What comes with a status of 2xx must be of the schema; else whoever answered is not our server (S23). */
  send<Value>(request: HttpRequest, schema: z.ZodType<Value>): Promise<Outcome<Value>>
  /** The response as it came; a request that is over its deadline is given up. */
  ask(request: HttpRequest, deadlineMs?: number): Promise<HttpResponse | NoResponse>
}

/** `hung`: the deadline passed, which a smaller request may avoid. */
export type NoResponse = { kind: 'offline'; hung?: true }

const DEADLINE_MS = 15_000

export function createHttpClient(transport: Transport, time: Time): HttpClient {
  const ask = (request: HttpRequest, deadlineMs = DEADLINE_MS) =>
    waitForResponse(transport(request), { time, deadlineMs })
  return {
    ask,
    async send(request, schema) {
      return readOutcome(await ask(request), (json) => schema.safeParse(json))
    },
  }
}

/** Every request has a deadline (S24) [F43]. */
export function waitForResponse<Response extends HttpResponse>(
  call: HttpCall<Response>,
  { time, deadlineMs }: { time: Time; deadlineMs: number },
): Promise<Response | NoResponse> {
  return new Promise((resolve) => {
    const forgetDeadline = time.schedule(deadlineMs, () => {
      call.cancel()
      resolve({ kind: 'offline', hung: true })
    })
    const settle = (response: Response | NoResponse) => {
      forgetDeadline()
      resolve(response)
    }
    call.answer.then(settle, () => settle({ kind: 'offline' }))
  })
}

type Parse<Value> = (json: unknown) => { success: true; data: Value } | { success: false }

const errorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

/** The one reading of a status: what is not JSON of the expected shape is no response of our server (S23) [F42]. */
export function readOutcome<Value>(response: HttpResponse | NoResponse, parse: Parse<Value>): Outcome<Value> {
  if ('kind' in response) return { kind: 'offline' }
  const { status, json, retryAfterMs } = response
  if (status >= 200 && status < 300) {
    const parsed = json === undefined ? undefined : parse(json)
    return parsed?.success === true ? { kind: 'ok', value: parsed.data } : { kind: 'offline' }
  }
  const refusal = errorSchema.safeParse(json)
  if (!refusal.success) return { kind: 'offline' }
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
    default:
      return retryAfterMs === undefined ? { kind: 'later' } : { kind: 'later', retryAfterMs }
  }
}
