import { readSessionCookie } from './auth/session.server.ts'
import type { Services } from './services.server.ts'

/**
 * Returns whether the session that the browser names was ended: by a sign-out, from another device, with its account. A
 * trigger records every session that ends early (db/migrations), so `false` also covers one that expired, was never
 * known here, or is unknown to a restored backup: the device then keeps the account's projects open [F35].
 */
export async function hasEndedSession(services: Services, request: Request): Promise<boolean> {
  const cookie = await readSessionCookie(services, request)
  const [token] = cookie?.split('.') ?? []
  if (token === undefined || token === '') return false
  const rows = await services.database.sql`
    select 1 from ended_sessions where token_hash = encode(sha256(convert_to(${token}, 'UTF8')), 'hex')`
  return rows.length > 0
}
