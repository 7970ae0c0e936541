import { z } from 'zod'
import type { AccountId } from '#db/account-id.ts'
import { findAccount, requireSession } from '../auth/session.server.ts'
import { createErrorResponse, createInvalidResponse } from '../http/api-errors.server.ts'
import type { RequestHead } from '../http/request-head.server.ts'
import { createEventPacker, type EventPacker, plainEvents } from './pack-events.server.ts'
import { takeStreamPlace } from './stream-places.server.ts'

const querySchema = z.object({
  cursor: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
  clientId: z.guid().optional(),
})

export type Admitted = {
  accountId: AccountId
  sessionId: string
  clientId: string | undefined
  cursor: number
  /** Gives its place back; the stream calls it when it ends. */
  leave: () => void
  isAllowed: () => Promise<boolean>
  headers: Record<string, string>
  packer: EventPacker
}

/** GET /api/events, whichever door it came through: who listens and how it is answered, or a thrown Response. */
export async function receiveListener(request: RequestHead): Promise<Admitted> {
  const { account, id: sessionId } = await requireSession(request)
  const { cursor, clientId } = requireQuery(request)
  const leave = takeStreamPlace(account.id)
  if (leave === undefined) {
    throw createErrorResponse('rate_limited', 'Too many devices of this account listen at once.', {
      headers: { 'retry-after': '60' },
    })
  }
  const takesGzip = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')
  return {
    accountId: account.id,
    sessionId,
    clientId,
    cursor,
    leave,
    isAllowed: async () => (await findAccount(request))?.id === account.id,
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // `no-transform`: a compressing proxy, and our own middleware, would hold small events back.
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      vary: 'Cookie, Accept-Encoding',
      ...(takesGzip ? { 'content-encoding': 'gzip' } : {}),
    },
    packer: takesGzip ? createEventPacker() : plainEvents,
  }
}

/** A browser that comes back by itself names the last event it got; that is later than where it began. */
function requireQuery(request: RequestHead) {
  const { searchParams } = new URL(request.url)
  const cursor = request.headers.get('last-event-id') ?? searchParams.get('cursor') ?? undefined
  const parsed = querySchema.safeParse({ cursor, clientId: searchParams.get('clientId') ?? undefined })
  if (!parsed.success) throw createInvalidResponse(parsed.error)
  return parsed.data
}
