import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GoogleServer, startGoogleServer } from '../fakes/google-server.ts'
import { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { readText } from './setup/read-text.ts'
import { startTestServer, type TestServer } from './setup/test-server.ts'

const password = 'correct horse'
let google: GoogleServer
let server: TestServer
let sql: postgres.Sql
beforeAll(async () => {
  google = await startGoogleServer()
  server = await startTestServer(google.environment)
  sql = postgres(server.databaseUrl, { max: 1 })
})
afterAll(async () => {
  await sql.end()
  await server.stop()
  await google.stop()
})

let people = 0
const open = () => new BrowserWithoutJavaScript(server.url)
const mintEmail = () => {
  people += 1
  return `person-${people}@example.com`
}
const isSignedIn = async (browser: BrowserWithoutJavaScript) =>
  (await browser.open('/api/projects')).status === 200
const readAccount = async (browser: BrowserWithoutJavaScript) =>
  (await (await browser.open('/api/auth/get-session')).json())?.user
const submit = async (browser: BrowserWithoutJavaScript, fields: Record<string, string>) => {
  const response = await browser.submit('/account', fields)
  return { status: response.status, text: readText(await response.text()) }
}
const readStatus = async (browser: BrowserWithoutJavaScript, provider: string) =>
  (await (await browser.open(`/api/auth/${provider}/accounts`)).json()).connected

async function signUp(email = mintEmail()) {
  const browser = open()
  expect((await browser.submit('/sign-up', { name: 'Ada', email, password })).status).toBe(303)
  return { browser, email, accountId: String((await readAccount(browser)).id) }
}

async function signIn(email: string) {
  const browser = open()
  expect((await browser.submit('/sign-in', { email, password })).status).toBe(303)
  return browser
}

async function passGoogle(browser: BrowserWithoutJavaScript, errand: string) {
  const started = await browser.submit('/auth/google', { errand, redirectTo: '/account' })
  return browser.open(await google.authorize(started.headers.get('location') ?? ''))
}

async function signUpWithGoogle() {
  const email = mintEmail()
  google.person = { sub: `sub-of-${email}`, email, email_verified: true, name: 'Grace' }
  const browser = open()
  expect((await passGoogle(browser, 'sign-in')).status).toBe(303)
  return { browser, email, accountId: String((await readAccount(browser)).id) }
}

const growOld = (accountId: string) =>
  sql`update session set created_at = now() - interval '2 days' where user_id = ${accountId}`

test('the page requires a session, and is not cached', async () => {
  const stranger = await open().open('/account')
  expect([stranger.status, stranger.headers.get('location')]).toEqual([303, '/sign-in?redirectTo=/account'])
  const { browser, email } = await signUp()
  const page = await browser.open('/account')
  expect(page.headers.get('cache-control')).toBe('no-store')
  expect(readText(await page.text())).toContain(email)
})

test('a name is changed, and an invalid name is explained', async () => {
  const { browser } = await signUp()
  expect(await submit(browser, { intent: 'set-name', name: '  Ada L.  ' })).toMatchObject({ status: 200 })
  expect((await readAccount(browser)).name).toBe('Ada L.')
  for (const name of ['', ' ', 'x'.repeat(101), 'a\0b']) {
    expect(await submit(browser, { intent: 'set-name', name })).toMatchObject({ status: 400 })
  }
  expect((await readAccount(browser)).name).toBe('Ada L.')
})

test('an unknown form is rejected with a sentence', async () => {
  const { browser } = await signUp()
  const response = await submit(browser, { intent: 'become-admin' })
  expect(response.status).toBe(400)
})

describe('the password', () => {
  test('is changed with the old one, and the other devices are signed out', async () => {
    const { browser, email } = await signUp()
    const other = await signIn(email)
    const wrong = await submit(browser, {
      intent: 'change-password',
      currentPassword: 'wrong horse',
      newPassword: 'new password',
    })
    expect(wrong).toMatchObject({ status: 403 })
    expect(wrong.text).toContain('The current password is not right; nothing has changed.')
    expect(await isSignedIn(other)).toBe(true)
    const right = await submit(browser, {
      intent: 'change-password',
      currentPassword: password,
      newPassword: 'new password',
    })
    expect(right).toMatchObject({ status: 303 })
    const page = readText(await (await browser.open('/account?done=change-password')).text())
    expect(page).toContain('Your password is changed, and your other devices are signed out.')
    expect(await isSignedIn(other)).toBe(false)
    expect(await isSignedIn(browser)).toBe(true)
    expect((await open().submit('/sign-in', { email, password })).status).toBe(401)
  })

  test('is set once by an account that signed up with Google', async () => {
    const { browser, email } = await signUpWithGoogle()
    expect(readText(await (await browser.open('/account')).text())).toContain('Set a password')
    expect(await submit(browser, { intent: 'set-password', newPassword: password })).toMatchObject({
      status: 200,
    })
    expect(await submit(browser, { intent: 'set-password', newPassword: 'another one' })).toMatchObject({
      status: 409,
    })
    expect(await isSignedIn(await signIn(email))).toBe(true)
  })
})

describe('Google', () => {
  test('is connected to an account with a password, signs in to it, and is disconnected again', async () => {
    const { browser, accountId } = await signUp()
    google.person = { sub: 'ada-at-google', email: 'ada@gmail.example', email_verified: true, name: 'A' }
    expect(await readStatus(browser, 'google')).toBe(false)
    const linked = await passGoogle(browser, 'link')
    expect([linked.status, linked.headers.get('location')]).toEqual([303, '/account'])
    expect(await readStatus(browser, 'google')).toBe(true)
    const byGoogle = open()
    await passGoogle(byGoogle, 'sign-in')
    expect((await readAccount(byGoogle)).id).toBe(accountId)
    expect(await submit(browser, { intent: 'disconnect-google' })).toMatchObject({ status: 200 })
    expect(await readStatus(browser, 'google')).toBe(false)
  })

  test('is not connected to a second account', async () => {
    await signUpWithGoogle()
    const { browser } = await signUp()
    const response = await passGoogle(browser, 'link')
    expect(response.status).toBe(409)
    expect(readText(await response.text())).toContain('connected to another AppFrames account')
  })

  test('is not connected when another account has signed in here meanwhile', async () => {
    const { browser } = await signUp()
    google.person = { sub: 'late', email: 'late@gmail.example', email_verified: true, name: 'L' }
    const started = await browser.submit('/auth/google', { errand: 'link' })
    await browser.submit('/sign-out', {})
    const { email } = await signUp()
    await browser.submit('/sign-in', { email, password })
    const response = await browser.open(await google.authorize(started.headers.get('location') ?? ''))
    expect(response.status).toBe(401)
    expect(await readStatus(browser, 'google')).toBe(false)
  })

  test('stays when it is the only sign-in method', async () => {
    const { browser } = await signUpWithGoogle()
    expect(await submit(browser, { intent: 'disconnect-google' })).toMatchObject({ status: 409 })
    const response = await browser.send('/api/auth/google/accounts', { method: 'DELETE' })
    expect(response.status).toBe(409)
    expect(await response.json()).toMatchObject({ error: { code: 'conflict' } })
    expect(await readStatus(browser, 'google')).toBe(true)
  })

  test('two concurrent requests never remove the last sign-in method', async () => {
    const { browser } = await signUpWithGoogle()
    await submit(browser, { intent: 'set-password', newPassword: password })
    const responses = await Promise.all(
      ['google', 'credential', 'google', 'credential'].map((provider) =>
        browser.send(`/api/auth/${provider}/accounts`, { method: 'DELETE' }),
      ),
    )
    expect(responses.some(({ status }) => status === 409)).toBe(true)
    const [left] =
      await sql`select count(*)::int as count from account where user_id = ${(await readAccount(browser)).id}`
    expect(left?.count).toBe(1)
  })

  test('Better Auth’s own, laxer routes are closed', async () => {
    const { browser } = await signUp()
    for (const path of ['/api/auth/unlink-account', '/api/auth/delete-user']) {
      expect((await browser.sendJson(path, 'POST', {}, { origin: server.url })).status).toBe(404)
    }
  })
})

describe('the API of connected providers', () => {
  test('responds in our API’s form, and knows two providers', async () => {
    const { browser } = await signUp()
    const response = await browser.open('/api/auth/credential/accounts')
    expect(await response.json()).toMatchObject({
      provider: 'credential',
      connected: true,
      accounts: [{ connectedAt: expect.stringMatching(/^\d{4}-.*Z$/) }],
    })
    expect((await browser.open('/api/auth/github/accounts')).status).toBe(404)
    expect((await open().open('/api/auth/google/accounts')).status).toBe(401)
    expect((await browser.sendJson('/api/auth/google/accounts', 'PUT', {})).status).toBe(405)
    expect((await browser.send('/api/auth/google/accounts', { method: 'DELETE' })).status).toBe(200)
  })
})

describe('after a day', () => {
  test('the sign-in methods are not changed before a confirmation with the password', async () => {
    const { browser, accountId } = await signUp()
    await growOld(accountId)
    expect(readText(await (await browser.open('/account')).text())).toContain('Confirm that it is you')
    const linking = await browser.submit('/auth/google', { errand: 'link' })
    expect(linking.headers.get('location')).toBe('/account')
    expect((await browser.send('/api/auth/google/accounts', { method: 'DELETE' })).status).toBe(403)
    const wrong = await submit(browser, { intent: 'confirm-password', password: 'wrong horse' })
    expect(wrong.status).toBe(403)
    const right = await submit(browser, { intent: 'confirm-password', password })
    expect(right.status).toBe(303)
    expect(readText(await (await browser.open('/account')).text())).not.toContain('Confirm that it is you')
    expect((await browser.send('/api/auth/google/accounts', { method: 'DELETE' })).status).toBe(200)
    const [sessions] = await sql`select count(*)::int as count from session where user_id = ${accountId}`
    expect(sessions?.count).toBe(1)
  })

  test('a Google account confirms with Google, and only with the Google account it belongs to', async () => {
    const { browser, accountId } = await signUpWithGoogle()
    const own = google.person
    await growOld(accountId)
    expect(await submit(browser, { intent: 'set-password', newPassword: password })).toMatchObject({
      status: 403,
    })
    google.person = { ...own, sub: 'somebody-else', email: 'else@gmail.example' }
    const other = await passGoogle(browser, 'confirm')
    expect(other.status).toBe(403)
    expect((await readAccount(browser)).id).toBe(accountId)
    const [made] = await sql`select count(*)::int as count from "user" where email = 'else@gmail.example'`
    expect(made?.count).toBe(0)
    google.person = own
    expect((await passGoogle(browser, 'confirm')).headers.get('location')).toBe('/account')
    expect(await submit(browser, { intent: 'set-password', newPassword: password })).toMatchObject({
      status: 200,
    })
  })
})

describe('devices', () => {
  test('are listed by what they are, and one or all others are signed out', async () => {
    const { browser, email, accountId } = await signUp()
    const phone = open()
    await phone.submit(
      '/sign-in',
      { email, password },
      { 'user-agent': 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0' },
    )
    const laptop = await signIn(email)
    const page = readText(await (await browser.open('/account')).text())
    expect(page).toContain('Firefox on Android')
    expect(page).toContain('This device')
    const [row] =
      await sql`select id from session where user_id = ${accountId} and user_agent like '%Android%'`
    await submit(browser, { intent: 'sign-out-device', id: row?.id })
    expect([await isSignedIn(phone), await isSignedIn(laptop)]).toEqual([false, true])
    await submit(browser, { intent: 'sign-out-others' })
    expect([await isSignedIn(laptop), await isSignedIn(browser)]).toEqual([false, true])
  })

  test('of another account cannot be signed out, and no page holds a session’s secret', async () => {
    const victim = await signUp()
    const { browser } = await signUp()
    const [row] = await sql`select id, token from session where user_id = ${victim.accountId}`
    await submit(browser, { intent: 'sign-out-device', id: row?.id })
    expect(await isSignedIn(victim.browser)).toBe(true)
    const page = await (await victim.browser.open('/account')).text()
    expect(page).not.toContain(row?.token)
  })
})

test('the policy for conflicts is chosen among four', async () => {
  const { browser, accountId } = await signUp()
  const read = async () => {
    const [row] = await sql`select conflict_policy from sync_accounts where user_id = ${accountId}`
    return row?.conflict_policy
  }
  expect(await submit(browser, { intent: 'set-conflict-policy', conflictPolicy: 'ask' })).toMatchObject({
    status: 200,
  })
  expect(await read()).toBe('ask')
  const page = await (await browser.open('/account')).text()
  expect(/<input[^>]*value="ask"[^>]*>/.exec(page)?.[0]).toContain('checked')
  expect(await submit(browser, { intent: 'set-conflict-policy', conflictPolicy: 'shrug' })).toMatchObject({
    status: 400,
  })
  expect(await read()).toBe('ask')
})

describe('deleting the account', () => {
  const put = (browser: BrowserWithoutJavaScript, id: string) =>
    browser.sendJson(`/api/projects/${id}`, 'PUT', {
      name: 'Mine',
      data: { schemaVersion: 1, screensByCanvasSize: {} },
      baseRevision: 0,
    })
  const countRows = async (accountId: string) => {
    const tables = await sql`
      select table_name as name from information_schema.columns
      where column_name = 'user_id' and table_schema = 'public'`
    const counts: Record<string, number> = {}
    for (const { name } of tables) {
      const [row] = await sql`select count(*)::int as count from ${sql(name)} where user_id = ${accountId}`
      counts[name] = row?.count
    }
    const [users] = await sql`select count(*)::int as count from "user" where id = ${accountId}`
    return { ...counts, user: users?.count }
  }

  test('needs the password; then its rows and sessions are deleted, and no other account’s', async () => {
    const { browser, email, accountId } = await signUp()
    const bystander = await signUp()
    const id = crypto.randomUUID()
    for (const one of [browser, bystander.browser]) expect((await put(one, id)).status).toBe(201)
    const other = await signIn(email)
    expect(await submit(browser, { intent: 'delete-account', password: 'wrong horse' })).toMatchObject({
      status: 403,
    })
    expect(await submit(browser, { intent: 'delete-account' })).toMatchObject({ status: 403 })
    expect(await isSignedIn(browser)).toBe(true)

    const response = await browser.submit('/account', { intent: 'delete-account', password })
    expect([response.status, response.headers.get('location')]).toEqual([303, '/account-deleted'])
    expect(browser.cookieHeader).toMatch(/^appframes-signed-out=deleted-[\w-]{36}$/)
    expect(readText(await (await browser.open('/account-deleted')).text())).toContain(
      'What is on this device stays here',
    )
    expect(await isSignedIn(other)).toBe(false)
    expect(Object.entries(await countRows(accountId)).filter(([, count]) => count > 0)).toEqual([])
    expect((await bystander.browser.open(`/api/projects/${id}`)).status).toBe(200)
    expect((await open().submit('/sign-in', { email, password })).status).toBe(401)
  })

  test('by the API: DELETE /api/account', async () => {
    const { browser, accountId } = await signUp()
    expect((await open().send('/api/account', { method: 'DELETE' })).status).toBe(401)
    expect((await browser.send('/api/account', { method: 'DELETE' })).status).toBe(403)
    const foreign = await browser.sendJson(
      '/api/account',
      'DELETE',
      { password },
      { origin: 'https://evil.example' },
    )
    expect(foreign.status).toBe(403)
    const response = await browser.sendJson('/api/account', 'DELETE', { password })
    expect([response.status, await response.json()]).toEqual([200, { deleted: true }])
    expect((await countRows(accountId)).user).toBe(0)
  })

  test('an account without a password needs a sign-in of the last ten minutes', async () => {
    const { browser, accountId } = await signUpWithGoogle()
    await sql`update session set created_at = now() - interval '11 minutes' where user_id = ${accountId}`
    expect(await submit(browser, { intent: 'delete-account' })).toMatchObject({ status: 403 })
    await passGoogle(browser, 'confirm')
    const response = await browser.submit('/account', { intent: 'delete-account' })
    expect(response.headers.get('location')).toBe('/account-deleted')
  })
})
