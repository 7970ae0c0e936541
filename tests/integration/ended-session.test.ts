import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { createFreshAccount } from './setup/fresh-account.ts'
import { getSharedServer } from './setup/shared-server.ts'

const pages = ['/', '/media', `/projects/${crypto.randomUUID()}`]
const server = getSharedServer()
let sql: postgres.Sql
beforeAll(async () => {
  sql = postgres(server.databaseUrl, { max: 1 })
})
afterAll(async () => {
  await sql.end()
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

/** Whether they report that the account is gone. */
async function readDeletions(cookie: string): Promise<boolean[]> {
  const responses = pages.map(async (path) =>
    (await (await fetch(new URL(path, server.url), { headers: { cookie } })).text()).includes(
      'isAccountDeleted',
    ),
  )
  return Promise.all(responses)
}

const none = [false, false, false]
const all = [true, true, true]

test('an ended session is distinguished from an expired one, on every page that opens projects', async () => {
  const { browser } = await createFreshAccount(server)
  const cookie = browser.cookieHeader
  await browser.submit('/sign-out', {})
  expect(await readAnswers(cookie)).toEqual(all)
  expect(await readDeletions(cookie)).toEqual(none)

  const expired = await createFreshAccount(server)
  await sql`update session set expires_at = now() - interval '1 second' where user_id = ${expired.accountId}`
  expect(await readAnswers(expired.browser.cookieHeader)).toEqual(none)
  // The first request has deleted the row; the response stays the same.
  expect(await readAnswers(expired.browser.cookieHeader)).toEqual(none)
})

test('a session that went with its account was ended; one that a restored backup does not know was not', async () => {
  const { browser, accountId } = await createFreshAccount(server)
  await sql`delete from "user" where id = ${accountId}`
  expect(await readAnswers(browser.cookieHeader)).toEqual(all)
  expect(await readDeletions(browser.cookieHeader)).toEqual(all)

  const unknown = await createFreshAccount(server)
  // In one transaction: no other test's session ends without its trigger.
  await sql.begin(async (tx) => {
    await tx`alter table session disable trigger session_ended`
    await tx`delete from session where user_id = ${unknown.accountId}`
    await tx`alter table session enable trigger session_ended`
  })
  expect(await readAnswers(unknown.browser.cookieHeader)).toEqual(none)
  expect(await readAnswers(new BrowserWithoutJavaScript(server.url).cookieHeader)).toEqual(none)
})

test('records of ended sessions contain no secret and are deleted after 90 days', async () => {
  const { browser, accountId } = await createFreshAccount(server)
  await sql`insert into ended_sessions (token_hash, ended_at) values ('old', now() - interval '91 days')`
  const [{ token } = { token: '' }] = await sql<{ token: string }[]>`
    select token from session where user_id = ${accountId}`
  await browser.submit('/sign-out', {})
  const rows = await sql<{ token_hash: string }[]>`select token_hash from ended_sessions`
  const hashes = rows.map((row) => row.token_hash)
  expect(hashes).not.toContain('old')
  expect(hashes).not.toContain(token)
  expect(hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true)
})
