import { readSessionCookie } from './auth/session.server.ts'
import { getRuntime } from './runtime.server.ts'

/**
 * Says whether the session that the browser names was ended: by a sign-out, from another device, with its account. A trigger notes
 * every session that goes before its time (db/migrations), so `false` also stands for one that merely expired, one that was
 * never known here and one that a restored backup has forgotten: the device keeps the account's work open then [F35].
 */
export async function hasEndedSession(request: Request): Promise<boolean> {
  const cookie = await readSessionCookie(request)
  const [token] = cookie?.split('.') ?? []
  if (token === undefined || token === '') return false
  const rows = await getRuntime().database.sql`
    select 1 from ended_sessions where token_hash = encode(sha256(convert_to(${token}, 'UTF8')), 'hex')`
  return rows.length > 0
}
