import { createErrorResponse } from './api-errors.server.ts'
import { noteAccount } from './request-observer.server.ts'
import { getRuntime } from './runtime.server.ts'

export type Account = { id: string; name: string; email: string }

/** Who is signed in, if anyone. */
export async function findAccount(request: Request): Promise<Account | undefined> {
  if (!request.headers.has('cookie')) return undefined
  const session = await getRuntime().auth.api.getSession({ headers: request.headers })
  if (!session) return undefined
  const { id, name, email } = session.user
  noteAccount(request, id)
  return { id, name, email }
}

/**
 * The signed-in account, or a thrown 401. A client names the account whose edits it carries in
 * `x-appframes-account`; under another account's session they are refused [F34].
 */
export async function requireAccount(request: Request): Promise<Account> {
  const account = await findAccount(request)
  if (!account) throw createErrorResponse('unauthorized', 'Sign in to reach your projects.')
  const expectedId = request.headers.get('x-appframes-account')
  if (expectedId !== null && expectedId !== account.id) {
    throw createErrorResponse('forbidden', 'This work belongs to another account than the one signed in.')
  }
  return account
}
