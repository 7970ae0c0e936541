import { parseCookies } from 'better-auth/cookies'
import { type AccountId, toAccountId } from '#db/account-id.ts'
import { createErrorResponse } from '../http/api-errors.server.ts'
import type { RequestHead } from '../http/request-head.server.ts'
import { requireWithinWrites } from '../http/request-limits.server.ts'
import { recordAccount } from '../http/request-observer.server.ts'
import { getRuntime } from '../runtime.server.ts'
import { type Auth, SESSION_DAYS, SESSION_UPDATE_DAYS } from './auth.server.ts'

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
export async function findAccount(request: RequestHead): Promise<Account | undefined> {
  return (await findSession(request))?.account
}

export async function findSession(request: RequestHead): Promise<Session | undefined> {
  const cookie = await readSessionCookie(request)
  if (cookie === undefined) return undefined
  const token = getProvenTokens().get(cookie)
  const session =
    (token === undefined ? undefined : await readSession(token)) ?? (await askBetterAuth(request, cookie))
  if (session) recordAccount(request, session.account.id)
  return session
}

/**
 * By cookie, the token whose signature was verified: a valid signature stays valid. The row is read every time, because
 * a session may be ended at any moment, from anywhere.
 */
const provenTokensOf = new WeakMap<Auth, Map<string, string>>()
const MAX_PROVEN_TOKENS = 10_000

function getProvenTokens(): Map<string, string> {
  const { auth } = getRuntime()
  const known = provenTokensOf.get(auth) ?? new Map<string, string>()
  provenTokensOf.set(auth, known)
  return known
}

/** As the browser sent it: the token, a full stop and the signature. */
export async function readSessionCookie({ headers }: RequestHead): Promise<string | undefined> {
  const cookies = headers.get('cookie')
  if (cookies === null) return undefined
  const { authCookies } = await getRuntime().auth.$context
  return parseCookies(cookies).get(authCookies.sessionToken.name)
}

/** Better Auth verifies the signature, drops expired sessions and prolongs those that are due. */
async function askBetterAuth(request: RequestHead, cookie: string): Promise<Session | undefined> {
  const found = await getRuntime().auth.api.getSession({ headers: request.headers })
  if (!found) {
    getProvenTokens().delete(cookie)
    return undefined
  }
  const { id, name, email, emailVerified } = found.user
  const { token, createdAt } = found.session
  if (await isOverAge(token, createdAt)) return undefined
  if (cookie.startsWith(`${token}.`)) recordProven(cookie, token)
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
async function isOverAge(token: string, createdAt: Date): Promise<boolean> {
  const { environment, database } = getRuntime()
  if (Date.now() - createdAt.getTime() < environment.sessionMaxDays * DAY_MS) return false
  await database.sql`update session set expires_at = now() where token = ${token}`
  return true
}

function recordProven(cookie: string, token: string): void {
  const provenTokens = getProvenTokens()
  const [oldest] = provenTokens.keys()
  if (provenTokens.size >= MAX_PROVEN_TOKENS && oldest !== undefined) provenTokens.delete(oldest)
  provenTokens.set(cookie, token)
}

type SessionRow = Account & { isEmailVerified: boolean; sessionId: string; startedAtMs: number }

/** One prepared statement. `undefined`: ended, expired, or due to be prolonged. */
async function readSession(token: string): Promise<Session | undefined> {
  const [row] = await getRuntime().database.sql<SessionRow[]>`
    select u.id, u.name, u.email, u.email_verified as "isEmailVerified", s.id as "sessionId",
      floor(extract(epoch from s.created_at) * 1000)::float8 as "startedAtMs"
    from session s join "user" u on u.id = s.user_id
    where s.token = ${token}
      and s.created_at > now() - make_interval(days => ${getRuntime().environment.sessionMaxDays})
      and s.expires_at > now() + make_interval(days => ${SESSION_DAYS - SESSION_UPDATE_DAYS})`
  if (row === undefined) return undefined
  const { isEmailVerified, sessionId, startedAtMs, ...account } = row
  return { account, isEmailVerified, id: sessionId, token, startedAt: new Date(startedAtMs) }
}

export async function endSession(token: string): Promise<void> {
  const { internalAdapter } = await getRuntime().auth.$context
  await internalAdapter.deleteSession(token)
}

/** The signed-in account, or a thrown 401; 429 when it writes too much at once. */
export async function requireAccount(request: RequestHead): Promise<Account> {
  return (await requireSession(request)).account
}

/**
 * The session, or a thrown 401. A client names the account whose edits it sends in `x-appframes-account`; under another
 * account's session they are rejected [F34].
 */
export async function requireSession(request: RequestHead): Promise<Session> {
  const session = await findSession(request)
  if (!session) throw createErrorResponse('unauthorized', 'Sign in to reach your projects.')
  const expectedId = request.headers.get('x-appframes-account')
  if (expectedId !== null && expectedId !== session.account.id) {
    throw createErrorResponse('forbidden', 'This work belongs to another account than the one signed in.')
  }
  await requireWithinWrites(request, session.account.id)
  return session
}
