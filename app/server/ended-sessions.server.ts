import { readSessionCookie } from './auth/session.server.ts'
import type { Services } from './services.server.ts'

/** `isAccountDeleted`: it ended with its account, which nobody can sign in to again. */
export type EndedSession = { isAccountDeleted: boolean }

/**
 * The session that the browser names, if it was ended: by a sign-out, from another device, with its account. A trigger
 * records every session that ends early (db/migrations), so `undefined` also covers one that expired, was never known
 * here, or is unknown to a restored backup: the device then keeps the account's projects open [F35].
 */
export async function findEndedSession(
  services: Services,
  request: Request,
): Promise<EndedSession | undefined> {
  const cookie = await readSessionCookie(services, request)
  const [token] = cookie?.split('.') ?? []
  if (token === undefined || token === '') return undefined
  const [row] = await services.database.sql<EndedSession[]>`
    select account_deleted as "isAccountDeleted" from ended_sessions
    where token_hash = encode(sha256(convert_to(${token}, 'UTF8')), 'hex')`
  return row
}
