import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SmtpServer, startSmtpServer } from '../fakes/smtp-server.ts'
import { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { readText } from './setup/read-text.ts'
import { getSharedServer } from './setup/shared-server.ts'
import { startTestServer, type TestServer } from './setup/test-server.ts'

const password = 'correct horse'
let smtp: SmtpServer
let server: TestServer
let sql: postgres.Sql
beforeAll(async () => {
  smtp = await startSmtpServer()
  server = await startTestServer({
    SMTP_URL: smtp.url,
    MAIL_FROM: 'AppFrames <frames@example.com>',
    MAIL_MAX_PER_HOUR: '1000',
    SIGN_IN_MAX_PER_EMAIL_PER_HOUR: '1000',
  })
  sql = postgres(server.databaseUrl, { max: 1 })
})
afterAll(async () => {
  await sql.end()
  await server.stop()
  await smtp.stop()
})

/** Without a mail server. */
const plain = getSharedServer()
const open = () => new BrowserWithoutJavaScript(server.url)
const isSignedIn = async (browser: BrowserWithoutJavaScript) =>
  (await browser.open('/api/projects')).status === 200
const readLink = (text: string) => {
  const url = /https?:\/\/\S+/.exec(text)?.[0] ?? ''
  return new URL(url)
}
const readToken = (url: URL) => url.searchParams.get('token') ?? ''

/** Signed up, but not signed in yet: the link comes by mail. */
async function askForAccount(email: string) {
  const browser = open()
  const response = await browser.submit('/sign-up', { name: 'Ada', email, password })
  expect([response.status, response.headers.getSetCookie()]).toEqual([200, []])
  expect(readText(await response.text())).toContain(`A mail is on its way to ${email}.`)
  return { browser, link: readLink((await smtp.nextMailTo(email)).text) }
}

async function signUp(email: string) {
  const { browser, link } = await askForAccount(email)
  const response = await browser.submit('/verify-email', { token: readToken(link), password })
  expect([response.status, response.headers.get('location')]).toEqual([303, '/'])
  return browser
}

/** From the time before mail was set up: signed in, with an unconfirmed address. */
async function signUpUnconfirmed(email: string) {
  const browser = await signUp(email)
  await sql`update "user" set email_verified = false where email = ${email}`
  return browser
}

test('a forgotten password is replaced by a link in a mail; every device is signed out and the link works once', async () => {
  const email = 'forgetful@example.com'
  const device = await signUp(email)
  expect(await (await device.open('/sign-in')).status).toBe(303)

  const browser = open()
  expect(await (await browser.open('/sign-in')).text()).toContain('href="/forgot-password"')
  const asked = await browser.submit('/forgot-password', { email })
  expect(asked.status).toBe(200)
  expect(readText(await asked.text())).toContain(`If there is an account for ${email}, a link`)
  const mail = await smtp.nextMailTo(email)
  expect(mail.from).toBe('frames@example.com')
  const link = readLink(mail.text)
  expect(link.origin).toBe(server.url)

  const page = await browser.open(link.pathname + link.search)
  expect(page.headers.get('cache-control')).toBe('no-store')
  expect(readText(await page.text())).toContain('Choose a new password')
  const short = await browser.submit('/reset-password', { token: readToken(link), newPassword: 'short' })
  expect(short.status).toBe(400)
  expect(readText(await short.text())).toContain('A password needs at least 8 characters.')
  const changed = await browser.submit('/reset-password', {
    token: readToken(link),
    newPassword: 'new password',
  })
  expect(changed.status).toBe(200)
  expect(readText(await changed.text())).toContain('Your password is changed')
  expect(await isSignedIn(device)).toBe(false)

  const again = await browser.submit('/reset-password', {
    token: readToken(link),
    newPassword: 'a third one',
  })
  expect(again.status).toBe(400)
  expect(readText(await again.text())).toContain('This link does not work any more')
  expect((await open().submit('/sign-in', { email, password })).status).toBe(401)
  expect((await open().submit('/sign-in', { email, password: 'new password' })).status).toBe(303)
})

test('an unknown address gets the same response, and no mail', async () => {
  const before = smtp.mails.length
  const response = await open().submit('/forgot-password', { email: 'nobody@example.com' })
  expect(response.status).toBe(200)
  expect(readText(await response.text())).toContain('If there is an account for nobody@example.com')
  expect(smtp.mails.slice(before)).toEqual([])
})

test('a made-up link changes nothing', async () => {
  const response = await open().submit('/reset-password', { token: 'made-up', newPassword: 'new password' })
  expect(response.status).toBe(400)
})

test('an address is confirmed by a button behind a link in a mail, and only by the session of its account', async () => {
  const email = 'careful@example.com'
  const browser = await signUpUnconfirmed(email)
  await browser.submit('/account', { intent: 'send-verification' })
  const link = readLink((await smtp.nextMailTo(email)).text)
  const path = link.pathname + link.search
  const isVerified = async () =>
    (await (await browser.open('/api/auth/get-session')).json()).user.emailVerified

  // A mail scanner: it follows the link, without the cookie.
  const scanned = await open().open(path)
  expect(readText(await scanned.text())).toContain('Give the password')
  const other = await signUp('other@example.com')
  expect((await other.submit('/verify-email', { token: readToken(link) })).status).toBe(400)
  await browser.open(path)
  expect(await isVerified()).toBe(false)

  const response = await browser.submit('/verify-email', { token: readToken(link) })
  expect(response.status).toBe(200)
  expect(readText(await response.text())).toContain('Your address is confirmed')
  expect(await isVerified()).toBe(true)
})

test('a modified link confirms nothing', async () => {
  const email = 'forged@example.com'
  const browser = await signUpUnconfirmed(email)
  await browser.submit('/account', { intent: 'send-verification' })
  const token = readToken(readLink((await smtp.nextMailTo(email)).text))
  const [header, payload] = token.split('.')
  for (const forged of ['', 'x', `${header}.${payload}.`, `${header}.${payload}.${'A'.repeat(43)}`]) {
    expect((await browser.submit('/verify-email', { token: forged })).status).toBe(400)
  }
})

test('the mail can be sent again from the account page', async () => {
  const email = 'again@example.com'
  const browser = await signUpUnconfirmed(email)
  const response = await browser.submit('/account', { intent: 'send-verification' })
  expect(readText(await response.text())).toContain(`A mail is on its way to ${email}.`)
  expect((await smtp.nextMailTo(email)).text).toContain('/verify-email?token=')
})

test('without a mail server none of it exists, and signing up works', async () => {
  const browser = new BrowserWithoutJavaScript(plain.url)
  expect(await (await browser.open('/sign-in')).text()).not.toContain('href="/forgot-password"')
  for (const path of ['/forgot-password', '/reset-password?token=1', '/verify-email?token=1']) {
    expect((await browser.open(path)).status).toBe(404)
  }
  const email = `${crypto.randomUUID()}@example.com`
  expect((await browser.submit('/forgot-password', { email })).status).toBe(404)
  expect((await browser.submit('/sign-up', { name: 'A', email, password })).status).toBe(303)
  const page = await (await browser.open('/account')).text()
  expect(readText(page)).not.toContain('Send the mail again')
})

const tellSignUp = async (fields: { name: string; email: string; password: string }) => {
  const page = await open().submit('/sign-up', fields)
  const api = await open().sendJson('/api/auth/sign-up/email', 'POST', fields, { origin: server.url })
  const { user, ...rest } = await api.json()
  const described = { ...user, id: typeof user.id, createdAt: '', updatedAt: '', email: '' }
  return {
    page: [
      page.status,
      page.headers.getSetCookie(),
      readText(await page.text()).replaceAll(fields.email, ''),
    ],
    api: [api.status, api.headers.getSetCookie(), described, rest],
  }
}
const tellSignIn = async (email: string, typed: string) => {
  const page = await open().submit('/sign-in', { email, password: typed })
  const api = await open().sendJson(
    '/api/auth/sign-in/email',
    'POST',
    { email, password: typed },
    { origin: server.url },
  )
  const text = readText(await page.text()).replaceAll(email, '')
  return { page: [page.status, text], api: [api.status, await api.json()] }
}

test('signing up responds alike whether or not the address has an account, and its owner gets a mail', async () => {
  await signUp('known@example.com')
  const before = smtp.mails.length
  const known = await tellSignUp({ name: 'X', email: 'known@example.com', password: 'a guessed one' })
  const fresh = await tellSignUp({ name: 'X', email: 'fresh@example.com', password: 'a guessed one' })
  expect(known).toEqual(fresh)
  const mail = await smtp.nextMailTo('known@example.com')
  expect(mail.text).toContain('There is one already.')
  expect(mail.text).toContain('/forgot-password')
  await smtp.nextMailTo('fresh@example.com')
  expect(smtp.mails.length).toBeGreaterThanOrEqual(before + 2)
  // Nor does signing in with the password just chosen.
  const tried = await tellSignIn('known@example.com', 'a guessed one')
  expect(tried).toEqual(await tellSignIn('fresh@example.com', 'a guessed one'))
  expect(tried.page[0]).toBe(401)
})

test('signing up with a stranger’s address gives no access, even when the stranger follows the link', async () => {
  const email = 'stranger@example.com'
  const { browser: thief, link } = await askForAccount(email)
  const stranger = open()
  await stranger.open(link.pathname + link.search)
  const refused = await stranger.submit('/verify-email', { token: readToken(link), password: 'not theirs' })
  expect(refused.status).toBe(401)
  expect(readText(await refused.text())).toContain('choose a password of your own')
  expect((await thief.submit('/sign-in', { email, password })).status).toBe(401)
  expect(await isSignedIn(thief)).toBe(false)
})

test('a new password of an unconfirmed address confirms it and removes every other sign-in method', async () => {
  const email = 'taken-over@example.com'
  const thief = await signUpUnconfirmed(email)
  const [row] = await sql`select id from "user" where email = ${email}`
  const id = row?.id
  await sql`insert into account (id, user_id, account_id, provider_id) values (${`g-${id}`}, ${id}, 'thief', 'google')`
  await sql`insert into passkey (id, user_id, public_key, credential_id, counter, device_type, backed_up)
    values (${`p-${id}`}, ${id}, 'key', 'thief', 0, 'singleDevice', false)`
  const owner = open()
  await owner.submit('/forgot-password', { email })
  const token = readToken(readLink((await smtp.nextMailTo(email)).text))
  const reset = await owner.submit('/reset-password', { token, newPassword: 'new password' })
  expect(reset.status).toBe(200)
  expect(await sql`select provider_id as provider from account where user_id = ${id}`).toEqual([
    { provider: 'credential' },
  ])
  expect(await sql`select 1 from passkey where user_id = ${id}`).toHaveLength(0)
  expect(await isSignedIn(thief)).toBe(false)
  expect((await owner.submit('/sign-in', { email, password: 'new password' })).status).toBe(303)
  expect((await (await owner.open('/api/auth/get-session')).json()).user.emailVerified).toBe(true)
})

test('a new password of a confirmed address keeps the other sign-in methods, shows them and asks', async () => {
  const email = 'confirmed@example.com'
  await signUp(email)
  const [row] = await sql`select id from "user" where email = ${email}`
  const id = row?.id
  await sql`insert into account (id, user_id, account_id, provider_id) values (${`g-${id}`}, ${id}, 'own', 'google')`
  const owner = open()
  await owner.submit('/forgot-password', { email })
  const token = readToken(readLink((await smtp.nextMailTo(email)).text))
  const reset = await owner.submit('/reset-password', { token, newPassword: 'new password' })
  expect(readText(await reset.text())).toContain(
    'can also be entered with a Google account: are they all yours?',
  )
  expect(await sql`select 1 from account where user_id = ${id}`).toHaveLength(2)
})

test('an unconfirmed address takes no passkey and no Google account', async () => {
  const browser = await signUpUnconfirmed('unsure@example.com')
  const response = await browser.open('/api/auth/passkey/generate-register-options')
  expect(response.status).toBe(403)
  expect((await response.json()).error.message).toContain('Confirm your e-mail address first')
  const page = readText(await (await browser.open('/account')).text())
  expect(page).toContain('neither Google nor a passkey can be added')
})

test('a mail to an unconfirmed address contains no text typed by a stranger', async () => {
  const email = 'target@example.com'
  const name = 'You won! https://evil.example'
  const response = await open().submit('/sign-up', { name, email, password })
  expect(response.status).toBe(200)
  const first = await smtp.nextMailTo(email)
  await open().submit('/sign-up', { name, email, password })
  const second = await smtp.nextMailTo(email)
  await open().submit('/forgot-password', { email })
  const third = await smtp.nextMailTo(email)
  for (const { text } of [first, second, third]) {
    expect(text).toMatch(/^Hello,$/m)
    expect(text).not.toContain('evil')
  }
})
