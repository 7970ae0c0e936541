import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { createSessionCookie } from '#tests/factories/session-cookie.ts'

export type LoadAccount = { accountId: string; cookie: string }

/** Signed-in accounts, written straight into the tables: hashing hundreds of passwords would be measured instead. */
export async function createLoadAccounts(
  databaseUrl: string,
  secret: string,
  count: number,
): Promise<LoadAccount[]> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined })
  const accounts = Array.from({ length: count }, () => {
    const accountId = `load-${randomUUID()}`
    return { accountId, token: randomUUID().replaceAll('-', '') }
  })
  const expiresAt = new Date(Date.now() + 24 * 60 * 60 * 1_000)
  await sql`insert into "user" ${sql(accounts.map(({ accountId: id }) => ({ id, name: id, email: `${id}@example.com` })))}`
  await sql`insert into session ${sql(
    accounts.map(({ accountId, token }) => ({ id: token, token, user_id: accountId, expires_at: expiresAt })),
  )}`
  await sql.end()
  return accounts.map(({ accountId, token }) => ({
    accountId,
    cookie: createSessionCookie(token, secret),
  }))
}
