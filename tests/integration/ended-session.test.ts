import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BrowserWithoutJavaScript, signUpFreshAccount } from './setup/browser-without-javascript.ts'
import { startTestServer, type TestServer } from './setup/test-server.ts'

const pages = ['/', '/media', `/projects/${crypto.randomUUID()}`]
let server: TestServer
let sql: postgres.Sql
beforeAll(async () => {
  server = await startTestServer()
  sql = postgres(server.databaseUrl, { max: 1 })
})
afterAll(async () => {
  await sql.end()
  await server.stop()
})

/** Each page's data for the browser's own code, by the cookies that a browser had before. */
async function readAnswers(cookie: string): Promise<boolean[]> {
  const responses = pages.map(async (path) => {
    const page = await (await fetch(new URL(path, server.url), { headers: { cookie } })).text()
    const response = /isSessionEnded\\",(true|false)/.exec(page)?.[1]
    if (response === undefined) throw new Error(`${path} does not say whether the session was ended.`)
    return response === 'true'
  })
  return Promise.all(responses)
}

const none = [false, false, false]
const all = [true, true, true]

test('an ended session is distinguished from an expired one, on every page that opens projects', async () => {
  const { browser } = await signUpFreshAccount(server.url)
  const cookie = browser.cookieHeader
  await browser.submit('/sign-out', {})
  expect(await readAnswers(cookie)).toEqual(all)

  const expired = await signUpFreshAccount(server.url)
  await sql`update session set expires_at = now() - interval '1 second' where user_id = ${expired.accountId}`
  expect(await readAnswers(expired.browser.cookieHeader)).toEqual(none)
  // The first request has deleted the row; the response stays the same.
  expect(await readAnswers(expired.browser.cookieHeader)).toEqual(none)
})

test('a session that went with its account was ended; one that a restored backup does not know was not', async () => {
  const { browser, accountId } = await signUpFreshAccount(server.url)
  await sql`delete from "user" where id = ${accountId}`
  expect(await readAnswers(browser.cookieHeader)).toEqual(all)

  const unknown = await signUpFreshAccount(server.url)
  await sql`alter table session disable trigger session_ended`
  await sql`delete from session where user_id = ${unknown.accountId}`
  await sql`alter table session enable trigger session_ended`
  expect(await readAnswers(unknown.browser.cookieHeader)).toEqual(none)
  expect(await readAnswers(new BrowserWithoutJavaScript(server.url).cookieHeader)).toEqual(none)
})

test('records of ended sessions contain no secret and are deleted after 90 days', async () => {
  const { browser } = await signUpFreshAccount(server.url)
  await sql`insert into ended_sessions (token_hash, ended_at) values ('old', now() - interval '91 days')`
  const [{ token } = { token: '' }] = await sql<{ token: string }[]>`
    select token from session order by created_at desc limit 1`
  await browser.submit('/sign-out', {})
  const rows = await sql<{ token_hash: string }[]>`select token_hash from ended_sessions`
  const hashes = rows.map((row) => row.token_hash)
  expect(hashes).not.toContain('old')
  expect(hashes).not.toContain(token)
  expect(hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true)
})
