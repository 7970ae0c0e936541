import { z } from 'zod'
import { findAccount, requireAccount } from '#app/server/auth/session.server.ts'
import { answerApi, createErrorResponse, createInvalidResponse } from '#app/server/http/api-errors.server.ts'
import { requireMethod } from '#app/server/http/request-guards.server.ts'
import { compressEvents } from '#app/server/sync/compress-events.server.ts'
import { getEventHub } from '#app/server/sync/event-hub.server.ts'
import { openEventStream } from '#app/server/sync/event-stream.server.ts'
import type { Route } from './+types/events'

/** More devices than anybody has, and fewer than would hurt. */
const MAX_STREAMS_PER_ACCOUNT = 50

const querySchema = z.object({
  cursor: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  clientId: z.guid().optional(),
})

export const loader = ({ request }: Route.LoaderArgs) =>
  answerApi(request, async () => {
    const account = await requireAccount(request)
    const { cursor, clientId } = requireQuery(request)
    if (getEventHub().countOf(account.id) >= MAX_STREAMS_PER_ACCOUNT) {
      return createErrorResponse('rate_limited', 'Too many devices of this account listen at once.', {
        headers: { 'retry-after': '60' },
      })
    }
    const isAllowed = async () => (await findAccount(request))?.id === account.id
    const stream = openEventStream({
      accountId: account.id,
      clientId,
      cursor,
      signal: request.signal,
      isAllowed,
    })
    const takesGzip = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')
    return new Response(takesGzip ? compressEvents(stream) : stream, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        // `no-transform`: a compressing proxy, and our own middleware, would hold small events back.
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
        vary: 'Cookie, Accept-Encoding',
        ...(takesGzip ? { 'content-encoding': 'gzip' } : {}),
      },
    })
  })

export const action = ({ request }: Route.ActionArgs) =>
  answerApi(request, async () => {
    requireMethod(request, 'GET', 'HEAD')
    throw new Error('React Router sends GET and HEAD to the loader.')
  })

/** A browser that comes back by itself names the last event it got; that is later than where it began. */
function requireQuery(request: Request) {
  const { searchParams } = new URL(request.url)
  const cursor = request.headers.get('last-event-id') ?? searchParams.get('cursor') ?? undefined
  const parsed = querySchema.safeParse({ cursor, clientId: searchParams.get('clientId') ?? undefined })
  if (!parsed.success) throw createInvalidResponse(parsed.error)
  return parsed.data
}
