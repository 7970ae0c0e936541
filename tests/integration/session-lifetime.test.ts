import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isNightly } from '#tests/setup/is-nightly.ts'
import { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { createFreshAccount } from './setup/fresh-account.ts'
import { readText } from './setup/read-text.ts'
import { startTestServer, type TestServer } from './setup/test-server.ts'

const password = 'correct horse'
let server: TestServer
let sql: postgres.Sql
beforeAll(async () => {
  server = await startTestServer({
    TRUST_PROXY: '1',
    SIGN_IN_MAX_PER_MINUTE: '1',
    SIGN_IN_MAX_PER_EMAIL_PER_HOUR: '6',
  })
  sql = postgres(server.databaseUrl, { max: 1 })
})
afterAll(async () => {
  await sql.end()
  await server.stop()
})

const isSignedIn = async (browser: BrowserWithoutJavaScript) =>
  (await browser.open('/api/projects')).status === 200

/** From an address of its own, for the limits by visitor. */
let visitors = 0
function nextVisitor(): Record<string, string> {
  visitors += 1
  return { 'x-forwarded-for': `192.0.2.${visitors}` }
}

test('a session that is used every day ends after half a year, by expiry like an unused one', async () => {
  const { browser, accountId } = await createFreshAccount(server)
  await sql`update session set created_at = now() - interval '179 days' where user_id = ${accountId}`
  expect(await isSignedIn(browser)).toBe(true)
  await sql`update session set created_at = now() - interval '181 days' where user_id = ${accountId}`
  expect(await (await browser.open('/api/auth/get-session')).json()).toBeNull()
  expect(await isSignedIn(browser)).toBe(false)
  // Not deleted: the device must not take it for a sign-out.
  const rows = await sql`select 1 from session where user_id = ${accountId} and expires_at <= now()`
  expect(rows.length).toBeLessThanOrEqual(1)
})

test.each(['/', '/account', '/api/projects', '/api/events', '/api/auth/get-session'])(
  'the cookie is prolonged with its session by %s, at most once a day',
  async (path) => {
    const { browser, accountId } = await createFreshAccount(server)
    await sql`update session set expires_at = now() + interval '30 days' where user_id = ${accountId}`
    const open = async () => {
      const response = await browser.open(path)
      await response.body?.cancel()
      return response.headers.getSetCookie().filter((cookie) => cookie.includes('session_token='))
    }
    expect(await open()).toEqual([expect.stringMatching(/=[^;]+;.*Max-Age=5184000\b.*HttpOnly/)])
    const [session] = await sql`
      select expires_at > now() + interval '59 days' as prolonged from session where user_id = ${accountId}`
    expect(session?.prolonged).toBe(true)
    expect(await open()).toEqual([])
    expect(await isSignedIn(browser)).toBe(true)
  },
)

test('the page of an ended session leaves its cookie, by which the device is told', async () => {
  const { browser, accountId } = await createFreshAccount(server)
  await sql`delete from session where user_id = ${accountId}`
  expect((await browser.open('/')).headers.getSetCookie()).toEqual([])
})

test.each([
  [
    'the page',
    (browser: BrowserWithoutJavaScript, email: string) =>
      browser.submit('/sign-in', { email, password }, nextVisitor()),
  ],
  [
    'the API',
    (browser: BrowserWithoutJavaScript, email: string) =>
      browser.sendJson(
        '/api/auth/sign-in/email',
        'POST',
        { email, password },
        { origin: server.url, ...nextVisitor() },
      ),
  ],
])('signing in by %s over another session ends that one', async (_, signIn) => {
  const first = await createFreshAccount(server)
  const second = await createFreshAccount(server)
  const thief = first.browser.at(server.url)
  expect(await isSignedIn(thief)).toBe(true)
  expect((await signIn(first.browser, second.email)).status).toBeLessThan(400)
  expect(await isSignedIn(first.browser)).toBe(true)
  expect(await isSignedIn(thief)).toBe(false)
  expect(await isSignedIn(second.browser)).toBe(true)
})

test('a stolen cookie gives no more password attempts than a stranger has', async () => {
  const { browser, email } = await createFreshAccount(server)
  const guess = (headers: Record<string, string>) =>
    browser.submit(
      '/account',
      { intent: 'change-password', currentPassword: 'a guess', newPassword: 'another one' },
      headers,
    )
  for (let guesses = 0; guesses < 6; guesses += 1) {
    const response = await guess(nextVisitor())
    expect([
      response.status,
      readText(await response.text()).includes('current password is not right'),
    ]).toEqual([403, true])
  }
  expect(readText(await (await guess(nextVisitor())).text())).toContain('Too many attempts')
  // It is one count with signing in.
  const other = new BrowserWithoutJavaScript(server.url)
  expect((await other.submit('/sign-in', { email, password }, nextVisitor())).status).toBe(429)
  expect((await browser.sendJson('/api/auth/verify-password', 'POST', { password })).status).toBe(404)
})

test.runIf(isNightly)('all addresses of an IPv6 /64 are one visitor, and a /48 is ten', async () => {
  const tryFrom = async (address: string) => {
    const browser = new BrowserWithoutJavaScript(server.url)
    const email = `${visitors++}@nobody.example.com`
    const headers = { origin: server.url, 'x-forwarded-for': address }
    return (await browser.sendJson('/api/auth/sign-in/email', 'POST', { email, password }, headers)).status
  }
  const responses: number[] = []
  for (let host = 1; host <= 2; host += 1) responses.push(await tryFrom(`2001:db8:0:1::${host}`))
  expect(responses).toEqual([401, 429])
  expect(await tryFrom('2001:db8:0:2::1')).toBe(401)
  const ofSite: number[] = []
  // Ten in all: one was of the first network, one of the second, and one was refused after it was counted there.
  for (let network = 3; network <= 15; network += 1)
    ofSite.push(await tryFrom(`2001:db8:0:${network.toString(16)}::1`))
  expect(ofSite.filter((status) => status === 401).length).toBeGreaterThanOrEqual(5)
  expect(ofSite.at(-1)).toBe(429)
  expect(await tryFrom('2001:db8:1:1::1')).toBe(401)
})
