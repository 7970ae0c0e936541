import { randomBytes, randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { inject } from 'vitest'
import { createSessionCookie } from '#tests/factories/session-cookie.ts'
import { BrowserWithoutJavaScript } from './browser-without-javascript.ts'
import { TEST_SECRET } from './server-process.ts'

export type FreshAccount = { browser: BrowserWithoutJavaScript; accountId: string; email: string }

/** Idle connections close by themselves: nothing must be ended, and their databases can be dropped. */
const connections = new Map<string, postgres.Sql>()
function connect(databaseUrl: string): postgres.Sql {
  const known = connections.get(databaseUrl)
  if (known) return known
  const sql = postgres(databaseUrl, { max: 1, idle_timeout: 1 })
  connections.set(databaseUrl, sql)
  return sql
}

/**
 * A browser signed in to a fresh account, whose password is "correct horse": written straight into the tables, because
 * hashing a password takes longer than most tests. `signUpByForm` where the form is part of what is tested.
 */
export async function createFreshAccount({
  url,
  databaseUrl,
}: {
  url: string
  databaseUrl: string
}): Promise<FreshAccount> {
  const [accountId, token] = [randomToken(), randomToken()]
  const email = `account-${randomUUID()}@example.com`
  await connect(databaseUrl)`
    with person as (
      insert into "user" (id, name, email) values (${accountId}, 'A person', ${email}) returning id
    ), password as (
      insert into account (id, account_id, provider_id, user_id, password)
      select ${randomToken()}, id, 'credential', id, ${inject('passwordHash')} from person
    )
    insert into session (id, token, user_id, expires_at)
    select ${randomToken()}, ${token}, id, now() + interval '60 days' from person`
  const browser = new BrowserWithoutJavaScript(url, createSessionCookie(token, TEST_SECRET))
  return { browser, accountId, email }
}

/** In the form of Better Auth's ids. */
const randomToken = () => randomBytes(16).toString('hex')

/** The same through the form and its rules. */
export async function signUpByForm(origin: string): Promise<FreshAccount> {
  const browser = new BrowserWithoutJavaScript(origin)
  const email = `account-${randomUUID()}@example.com`
  const response = await browser.submit('/sign-up', { name: 'A person', email, password: 'correct horse' })
  if (response.status !== 303) throw new Error(`Signing up answered ${response.status}.`)
  const session: { user: { id: string } } = await (await browser.open('/api/auth/get-session')).json()
  return { browser, accountId: session.user.id, email }
}
