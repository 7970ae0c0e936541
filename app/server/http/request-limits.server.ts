import type { AccountId } from '#db/account-id.ts'
import { countRateLimited } from '../observability/metrics.server.ts'
import type { Services } from '../services.server.ts'

import { createErrorResponse } from './api-errors.server.ts'
import { takeFromLimit } from './rate-limit.server.ts'
import type { RequestHead } from './request-head.server.ts'

const WINDOW_SECONDS = 60

/** Counts a request with side effects, or throws the 429. Sync has a limit of its own (routes/api/sync.ts). */
export async function requireWithinWrites(
  services: Services,
  request: RequestHead,
  accountId: AccountId,
): Promise<void> {
  if (request.method === 'GET' || request.method === 'HEAD' || new URL(request.url).pathname === '/api/sync')
    return
  const delaySeconds = await findWriteDelay(services, accountId)
  if (delaySeconds !== undefined) throw createLimitedResponse(delaySeconds)
}

/**
 * Counts one against the account's writes, whose limit is far above the needs of a user who edits on four devices at
 * once; returns the seconds to wait when it is exceeded. For forms, which respond with a page.
 */
export async function findWriteDelay(services: Services, accountId: AccountId): Promise<number | undefined> {
  const max = services.environment.rates.writesMaxPerMinute
  const taken = await takeFromLimit(
    { key: `writes:${accountId}`, max, windowSeconds: WINDOW_SECONDS },
    services.database.sql,
  )
  if (taken.kind === 'ok') return undefined
  countRateLimited('writes')
  return taken.retryAfterSeconds
}

export const describeLimited = (delaySeconds: number) =>
  `That was too much at once. Try again in ${delaySeconds} seconds.`

export function createLimitedResponse(delaySeconds: number): Response {
  return createErrorResponse('rate_limited', describeLimited(delaySeconds), {
    headers: { 'retry-after': String(delaySeconds) },
  })
}
