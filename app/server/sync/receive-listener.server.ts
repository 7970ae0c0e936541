import { z } from 'zod'
import type { AccountId } from '#db/account-id.ts'
import { findAccount, requireSession } from '../auth/session.server.ts'
import { createErrorResponse, createInvalidResponse } from '../http/api-errors.server.ts'
import type { RequestHead } from '../http/request-head.server.ts'
import type { Services } from '../services.server.ts'
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
  /** Frees its place; the stream calls it when it ends. */
  leave: () => void
  isAllowed: () => Promise<boolean>
  headers: Record<string, string>
  packer: EventPacker
}

/** GET /api/events, in Express and in the resource route: the listener and its response, or a thrown Response. */
export async function receiveListener(services: Services, request: RequestHead): Promise<Admitted> {
  const { account, id: sessionId } = await requireSession(services, request)
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
    isAllowed: async () => (await findAccount(services, request))?.id === account.id,
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // `no-transform`: a compressing proxy, and our own middleware, would delay small events.
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      vary: 'Cookie, Accept-Encoding',
      ...(takesGzip ? { 'content-encoding': 'gzip' } : {}),
    },
    packer: takesGzip ? createEventPacker() : plainEvents,
  }
}

/** A browser that reconnects by itself names the last event it got; that is later than its first cursor. */
function requireQuery(request: RequestHead) {
  const { searchParams } = new URL(request.url)
  const cursor = request.headers.get('last-event-id') ?? searchParams.get('cursor') ?? undefined
  const parsed = querySchema.safeParse({ cursor, clientId: searchParams.get('clientId') ?? undefined })
  if (!parsed.success) throw createInvalidResponse(parsed.error)
  return parsed.data
}
