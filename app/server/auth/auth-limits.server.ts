import { createHash } from 'node:crypto'
import type { BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthMiddleware } from 'better-auth/api'
import type { Sql } from 'postgres'
import type { Environment } from '../config/env.server.ts'
import { type Taken, takeFromLimit } from '../http/rate-limit.server.ts'
import { CLIENT_IP_HEADER } from '../http/request-origin.server.ts'
import { listVisitorNetworks } from '../http/visitor-networks.server.ts'
import { countRateLimited } from '../observability/metrics.server.ts'

const MINUTE_SECONDS = 60
const HOUR_SECONDS = 60 * MINUTE_SECONDS

type Counted = { limit: string; subject: string; max: number; windowSeconds: number }
type Kind = 'sign-in' | 'sign-up' | 'mail'
type Attempt = { path: string; address: string; email: string | undefined }

/**
 * Counts sign-in attempts by visitor and by e-mail address: many visitors guessing at one account are limited like one
 * visitor guessing at many accounts. Applies to forms and API calls alike. Better Auth's own limit reads and then
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
            for (const counted of listCounted({ path, address, email }, environment)) {
              const taken = await takeCounted(counted, sql)
              if (taken.kind === 'limited') throw createTooMany(taken.retryAfterSeconds)
            }
          }),
        },
      ],
    },
  }
}

/** All that this attempt counts against. */
export function listCounted({ path, address, email }: Attempt, environment: Environment): Counted[] {
  return findKinds(path, environment).flatMap((kind) => listOfKind(kind, { address, email }, environment))
}

function listOfKind(
  kind: Kind,
  { address, email }: Omit<Attempt, 'path'>,
  { rates, signInMaxPerMinute }: Environment,
): Counted[] {
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
    ...listVisitorNetworks(address).map(({ network, factor }) => ({
      limit: `${kind}-address`,
      subject: network,
      max: byAddress.max * factor,
      windowSeconds: byAddress.windowSeconds,
    })),
    ...(email === undefined || byEmail === undefined
      ? []
      : [{ limit: `${kind}-email`, subject: email, max: byEmail, windowSeconds: HOUR_SECONDS }]),
  ]
}

/** A sign-up sends a mail to an address that somebody typed: it counts as one. */
function findKinds(path: string, { mail }: Environment): Kind[] {
  if (path.startsWith('/sign-in/') || PASSWORD_PATHS.includes(path)) return ['sign-in']
  if (path.startsWith('/sign-up/')) return mail === undefined ? ['sign-up'] : ['sign-up', 'mail']
  return MAIL_PATHS.includes(path) ? ['mail'] : []
}

/** A request that checks a password is a guess, signed in or not. */
const PASSWORD_PATHS = ['/change-password', '/verify-password']
const MAIL_PATHS = ['/request-password-reset', '/send-verification-email']

/** Counts a guess at the password of an account whose address the request itself does not name. */
export async function countPasswordGuess(email: string, environment: Environment, sql: Sql): Promise<Taken> {
  const { signInMaxPerEmailPerHour: max } = environment.rates
  return takeCounted(
    { limit: 'sign-in-email', subject: email.toLowerCase(), max, windowSeconds: HOUR_SECONDS },
    sql,
  )
}

async function takeCounted({ limit, subject, max, windowSeconds }: Counted, sql: Sql): Promise<Taken> {
  // A hash: the table of counts must not list addresses.
  const key = `${limit}:${createHash('sha256').update(subject).digest('hex').slice(0, 32)}`
  const taken = await takeFromLimit({ key, max, windowSeconds }, sql)
  if (taken.kind === 'limited') countRateLimited(limit)
  return taken
}

/** The header of Better Auth's own limit, so that there is one way to read it. */
const createTooMany = (retryAfterSeconds: number) =>
  new APIError(
    'TOO_MANY_REQUESTS',
    { message: 'Too many attempts. Try again later.', code: 'TOO_MANY_REQUESTS' },
    { 'x-retry-after': String(retryAfterSeconds) },
  )
