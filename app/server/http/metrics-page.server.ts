import { createHash, timingSafeEqual } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { type PoolUse, renderMetrics } from '../observability/metrics.server.ts'
import type { Services } from '../services.server.ts'

import { createErrorResponse, handleApi } from './api-errors.server.ts'

const DEADLINE_MS = 2_000

export const handleMetrics = (services: Services, request: Request): Promise<Response> =>
  handleApi(request, async () => {
    const token = services.environment.metricsToken
    if (token === undefined) return createErrorResponse('not_found', 'There is nothing at this address.')
    if (!isSame(request.headers.get('authorization') ?? '', `Bearer ${token}`)) {
      return createErrorResponse('unauthorized', 'The metrics need the token of METRICS_TOKEN.', {
        headers: { 'www-authenticate': 'Bearer' },
      })
    }
    const { text, contentType } = await renderMetrics(await findPoolUse(services))
    return new Response(text, { headers: { 'content-type': contentType, 'cache-control': 'no-store' } })
  })

const digest = (text: string) => createHash('sha256').update(text).digest()
const isSame = (given: string, expected: string) => timingSafeEqual(digest(given), digest(expected))

/** The pool does not expose its state; Postgres knows every connection and its activity. */
async function findPoolUse(services: Services): Promise<PoolUse | undefined> {
  const counting = services.database.db
    .execute<{ state: string; count: number }>(sql`
      select coalesce(state, 'unknown') as "state", count(*)::int as "count" from pg_stat_activity
      where application_name = current_setting('application_name') and datname = current_database()
      group by 1
    `)
    .catch(() => undefined)
  const rows = await Promise.race([counting, giveUpAfter(DEADLINE_MS)])
  if (!rows) return undefined
  return {
    byState: new Map([...rows].map(({ state, count }) => [state, count])),
    maxConnections: services.database.maxConnections,
  }
}

const giveUpAfter = (delayMs: number) =>
  new Promise<undefined>((resolve) => {
    setTimeout(() => resolve(undefined), delayMs).unref()
  })
