import { createErrorResponse } from './api-errors.server.ts'
import { requireWithinWrites } from './request-limits.server.ts'
import { noteAccount } from './request-observer.server.ts'
import { getRuntime } from './runtime.server.ts'

export type Account = { id: string; name: string; email: string }

export type Session = {
  account: Account
  isEmailVerified: boolean
  id: string
  /** The secret in the cookie: never shown. */
  token: string
  startedAt: Date
}

/** Who is signed in, if anyone. */
export async function findAccount(request: Request): Promise<Account | undefined> {
  return (await findSession(request))?.account
}

export async function findSession(request: Request): Promise<Session | undefined> {
  if (!request.headers.has('cookie')) return undefined
  const found = await getRuntime().auth.api.getSession({ headers: request.headers })
  if (!found) return undefined
  const { id, name, email, emailVerified } = found.user
  noteAccount(request, id)
  return {
    account: { id, name, email },
    isEmailVerified: emailVerified,
    id: found.session.id,
    token: found.session.token,
    startedAt: found.session.createdAt,
  }
}

export async function endSession(token: string): Promise<void> {
  const { internalAdapter } = await getRuntime().auth.$context
  await internalAdapter.deleteSession(token)
}

/** The signed-in account, or a thrown 401; 429 when it writes too much at once. */
export async function requireAccount(request: Request): Promise<Account> {
  return (await requireSession(request)).account
}

/**
 * The session, or a thrown 401. A client names the account whose edits it carries in `x-appframes-account`; under another
 * account's session they are refused [F34].
 */
export async function requireSession(request: Request): Promise<Session> {
  const session = await findSession(request)
  if (!session) throw createErrorResponse('unauthorized', 'Sign in to reach your projects.')
  const expectedId = request.headers.get('x-appframes-account')
  if (expectedId !== null && expectedId !== session.account.id) {
    throw createErrorResponse('forbidden', 'This work belongs to another account than the one signed in.')
  }
  await requireWithinWrites(request, session.account.id)
  return session
}
