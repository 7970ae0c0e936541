import { parseCookies } from 'better-auth/cookies'
import { type AccountId, toAccountId } from '#db/account-id.ts'
import { createErrorResponse } from '../http/api-errors.server.ts'
import type { RequestHead } from '../http/request-head.server.ts'
import { requireWithinWrites } from '../http/request-limits.server.ts'
import { findCookieSetter, recordAccount } from '../http/request-observer.server.ts'
import type { Services } from '../services.server.ts'

import { type Auth, SESSION_DAYS, SESSION_UPDATE_DAYS } from './auth.server.ts'
import { type SessionProof, standingSession } from './session-proof.server.ts'

export type Account = { id: AccountId; name: string; email: string }

export type Session = {
  account: Account
  isEmailVerified: boolean
  id: string
  /** The secret in the cookie: never shown. */
  token: string
  startedAt: Date
}

/** The signed-in account, if any. */
export async function findAccount(services: Services, request: RequestHead): Promise<Account | undefined> {
  return (await findSession(services, request))?.account
}

export async function findSession(services: Services, request: RequestHead): Promise<Session | undefined> {
  const cookie = await readSessionCookie(services, request)
  if (cookie === undefined) return undefined
  const proven = getProvenTokens(services).get(cookie)
  const session =
    (proven === undefined ? undefined : await readSession(services, proven.token)) ??
    (await requestBetterAuth(services, request, cookie))
  if (session) recordAccount(request, session.account.id)
  return session
}

/**
 * By cookie, the token whose signature was verified: a valid signature stays valid. The row is read every time, because
 * a session may be ended at any moment, from anywhere.
 */
type ProvenToken = { token: string; accountId: AccountId }
const provenTokensOf = new WeakMap<Auth, Map<string, ProvenToken>>()
const MAX_PROVEN_TOKENS = 10_000

function getProvenTokens(services: Services): Map<string, ProvenToken> {
  const { auth } = services
  const known = provenTokensOf.get(auth) ?? new Map<string, ProvenToken>()
  provenTokensOf.set(auth, known)
  return known
}

/** As the browser sent it: the token, a full stop and the signature. */
export async function readSessionCookie(
  services: Services,
  { headers }: RequestHead,
): Promise<string | undefined> {
  const cookies = headers.get('cookie')
  if (cookies === null) return undefined
  const { authCookies } = await services.auth.$context
  return parseCookies(cookies).get(authCookies.sessionToken.name)
}

/**
 * Better Auth verifies the signature, drops expired sessions and prolongs those that are due, with their cookie: only for
 * a response that can take the cookie, since it would else end before the session.
 */
async function requestBetterAuth(
  services: Services,
  request: RequestHead,
  cookie: string,
): Promise<Session | undefined> {
  const setCookie = findCookieSetter(request)
  const { headers, response: found } = await services.auth.api.getSession({
    headers: request.headers,
    query: setCookie === undefined ? { disableRefresh: true } : {},
    returnHeaders: true,
  })
  if (!found) {
    getProvenTokens(services).delete(cookie)
    return undefined
  }
  const { id, name, email, emailVerified } = found.user
  const { token, createdAt } = found.session
  if (await isOverAge(services, token, createdAt)) return undefined
  for (const renewed of headers.getSetCookie()) setCookie?.(renewed)
  if (cookie.startsWith(`${token}.`)) recordProven(services, cookie, { token, accountId: toAccountId(id) })
  return {
    account: { id: toAccountId(id), name, email },
    isEmailVerified: emailVerified,
    id: found.session.id,
    token,
    startedAt: createdAt,
  }
}

const DAY_MS = 24 * 60 * 60 * 1000

/** However much it is used: a stolen cookie opens the account no longer than this. It expires like an unused one. */
async function isOverAge(services: Services, token: string, createdAt: Date): Promise<boolean> {
  const { environment, database } = services
  if (Date.now() - createdAt.getTime() < environment.sessionMaxDays * DAY_MS) return false
  await database.sql`update session set expires_at = now() where token = ${token}`
  return true
}

function recordProven(services: Services, cookie: string, proven: ProvenToken): void {
  const provenTokens = getProvenTokens(services)
  const [oldest] = provenTokens.keys()
  if (provenTokens.size >= MAX_PROVEN_TOKENS && oldest !== undefined) provenTokens.delete(oldest)
  provenTokens.set(cookie, proven)
}

type SessionRow = Account & { isEmailVerified: boolean; sessionId: string; startedAtMs: number }

const createProof = ({ environment }: Services, token: string): SessionProof => ({
  token,
  maxDays: environment.sessionMaxDays,
  minDaysLeft: SESSION_DAYS - SESSION_UPDATE_DAYS,
})

/**
 * The account of a cookie whose signature was verified before, without a query: the session must still be proven where
 * the account's rows are taken. `undefined`: it has to be read first.
 */
export async function findProvenSession(
  services: Services,
  request: RequestHead,
): Promise<{ accountId: AccountId; proof: SessionProof } | undefined> {
  const cookie = await readSessionCookie(services, request)
  const proven = cookie === undefined ? undefined : getProvenTokens(services).get(cookie)
  const expectedId = request.headers.get('x-appframes-account')
  if (proven === undefined || (expectedId !== null && expectedId !== proven.accountId)) return undefined
  const { token, accountId } = proven
  return { accountId, proof: createProof(services, token) }
}

/** One prepared statement. `undefined`: ended, expired, or due to be prolonged. */
async function readSession(services: Services, token: string): Promise<Session | undefined> {
  const [row] = await services.database.sql<SessionRow[]>`
    select u.id, u.name, u.email, u.email_verified as "isEmailVerified", s.id as "sessionId",
      floor(extract(epoch from s.created_at) * 1000)::float8 as "startedAtMs"
    from session s join "user" u on u.id = s.user_id
    where ${standingSession(services.database.sql, createProof(services, token))}`
  if (row === undefined) return undefined
  const { isEmailVerified, sessionId, startedAtMs, ...account } = row
  return { account, isEmailVerified, id: sessionId, token, startedAt: new Date(startedAtMs) }
}

export async function endSession(services: Services, token: string): Promise<void> {
  const { internalAdapter } = await services.auth.$context
  await internalAdapter.deleteSession(token)
}

/** The signed-in account, or a thrown 401; 429 when it writes too much at once. */
export async function requireAccount(services: Services, request: RequestHead): Promise<Account> {
  return (await requireSession(services, request)).account
}

/**
 * The session, or a thrown 401. A client names the account whose edits it sends in `x-appframes-account`; under another
 * account's session they are rejected [F34].
 */
export async function requireSession(services: Services, request: RequestHead): Promise<Session> {
  const session = await findSession(services, request)
  if (!session) throw createErrorResponse('unauthorized', 'Sign in to reach your projects.')
  const expectedId = request.headers.get('x-appframes-account')
  if (expectedId !== null && expectedId !== session.account.id) {
    throw createErrorResponse('forbidden', 'This work belongs to another account than the one signed in.')
  }
  await requireWithinWrites(services, request, session.account.id)
  return session
}
