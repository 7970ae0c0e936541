import { createHash } from 'node:crypto'
import type { BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthMiddleware } from 'better-auth/api'
import type { Sql } from 'postgres'
import type { Environment } from '../config/env.server.ts'
import { takeFromLimit } from '../http/rate-limit.server.ts'
import { CLIENT_IP_HEADER } from '../http/request-origin.server.ts'
import { countRateLimited } from '../observability/metrics.server.ts'

const MINUTE_SECONDS = 60
const HOUR_SECONDS = 60 * MINUTE_SECONDS

type Counted = { limit: string; subject: string; max: number; windowSeconds: number }
type Attempt = { path: string; address: string; email: string | undefined }

/**
 * Counts attempts to get in by visitor and by e-mail address: many visitors guessing at one account are one attempt too many,
 * as one visitor guessing at many accounts is. It sees forms and API calls alike. Better Auth's own limit reads and then
 * writes, so that many processes at once let more pass.
 */
export function createAuthLimits(environment: Environment, sql: Sql): BetterAuthPlugin {
  return {
    id: 'appframes-limits',
    hooks: {
      before: [
        {
          matcher: () => true,
          handler: createAuthMiddleware(async ({ path, headers, body }) => {
            const address = headers?.get(CLIENT_IP_HEADER) ?? ''
            const email = typeof body?.email === 'string' ? body.email.trim().toLowerCase() : undefined
            for (const counted of listCounted({ path, address, email }, environment)) await take(counted, sql)
          }),
        },
      ],
    },
  }
}

/** All that this attempt counts against. */
export function listCounted({ path, address, email }: Attempt, environment: Environment): Counted[] {
  const { rates, signInMaxPerMinute } = environment
  const kind = findKind(path)
  if (kind === undefined) return []
  const byAddress = {
    'sign-in': { max: signInMaxPerMinute, windowSeconds: MINUTE_SECONDS },
    'sign-up': { max: rates.signUpMaxPerHour, windowSeconds: HOUR_SECONDS },
    mail: { max: rates.mailMaxPerHour, windowSeconds: HOUR_SECONDS },
  }[kind]
  const byEmail = {
    'sign-in': rates.signInMaxPerEmailPerHour,
    'sign-up': undefined,
    mail: rates.mailMaxPerEmailPerHour,
  }[kind]
  return [
    { limit: `${kind}-address`, subject: address, ...byAddress },
    ...(email === undefined || byEmail === undefined
      ? []
      : [{ limit: `${kind}-email`, subject: email, max: byEmail, windowSeconds: HOUR_SECONDS }]),
  ]
}

function findKind(path: string): 'sign-in' | 'sign-up' | 'mail' | undefined {
  if (path.startsWith('/sign-in/')) return 'sign-in'
  if (path.startsWith('/sign-up/')) return 'sign-up'
  return path === '/request-password-reset' || path === '/send-verification-email' ? 'mail' : undefined
}

async function take({ limit, subject, max, windowSeconds }: Counted, sql: Sql): Promise<void> {
  // A hash: the table of counts is no place for a list of who tried.
  const key = `${limit}:${createHash('sha256').update(subject).digest('hex').slice(0, 32)}`
  const taken = await takeFromLimit({ key, max, windowSeconds }, sql)
  if (taken.kind === 'ok') return
  countRateLimited(limit)
  // The header in which Better Auth's own limit says it, so that there is one way to read it.
  throw new APIError(
    'TOO_MANY_REQUESTS',
    { message: 'Too many attempts. Try again later.', code: 'TOO_MANY_REQUESTS' },
    { 'x-retry-after': String(taken.retryAfterSeconds) },
  )
}
