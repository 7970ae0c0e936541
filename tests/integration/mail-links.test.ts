import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SmtpServer, startSmtpServer } from '../fakes/smtp-server.ts'
import { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { readText } from './setup/read-text.ts'
import { startTestServer, type TestServer } from './setup/test-server.ts'

const password = 'correct horse'
let smtp: SmtpServer
let server: TestServer
beforeAll(async () => {
  smtp = await startSmtpServer()
  server = await startTestServer({ SMTP_URL: smtp.url, MAIL_FROM: 'AppFrames <frames@example.com>' })
})
afterAll(async () => {
  await server.stop()
  await smtp.stop()
})

const open = () => new BrowserWithoutJavaScript(server.url)
const isSignedIn = async (browser: BrowserWithoutJavaScript) =>
  (await browser.open('/api/projects')).status === 200
const readLink = (text: string) => {
  const url = /https?:\/\/\S+/.exec(text)?.[0] ?? ''
  return new URL(url)
}
const readToken = (url: URL) => url.searchParams.get('token') ?? ''

async function signUp(email: string) {
  const browser = open()
  const answer = await browser.submit('/sign-up', { name: 'Ada', email, password })
  expect(answer.status).toBe(303)
  return browser
}

test('a forgotten password is replaced by a link in a mail; every device is signed out and the link works once', async () => {
  const email = 'forgetful@example.com'
  const device = await signUp(email)
  await smtp.nextMailTo(email)
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

test('an unknown address is answered in the same words, and gets no mail', async () => {
  const before = smtp.mails.length
  const answer = await open().submit('/forgot-password', { email: 'nobody@example.com' })
  expect(answer.status).toBe(200)
  expect(readText(await answer.text())).toContain('If there is an account for nobody@example.com')
  expect(smtp.mails.slice(before)).toEqual([])
})

test('a made-up link changes nothing', async () => {
  const answer = await open().submit('/reset-password', { token: 'made-up', newPassword: 'new password' })
  expect(answer.status).toBe(400)
})

test('an address is confirmed by a button behind a link in a mail, and only by whoever is signed in to its account', async () => {
  const email = 'careful@example.com'
  const browser = await signUp(email)
  const link = readLink((await smtp.nextMailTo(email)).text)
  const path = link.pathname + link.search
  const isVerified = async () =>
    (await (await browser.open('/api/auth/get-session')).json()).user.emailVerified

  // A program that looks through mail: it follows the link, without the cookie.
  const scanned = await open().open(path)
  expect(scanned.headers.get('location')).toContain('/sign-in?redirectTo=')
  const other = await signUp('other@example.com')
  expect((await other.submit('/verify-email', { token: readToken(link) })).status).toBe(400)
  await browser.open(path)
  expect(await isVerified()).toBe(false)

  const answer = await browser.submit('/verify-email', { token: readToken(link) })
  expect(answer.status).toBe(200)
  expect(readText(await answer.text())).toContain('Your address is confirmed')
  expect(await isVerified()).toBe(true)
})

test('a link that somebody changed confirms nothing', async () => {
  const email = 'forged@example.com'
  const browser = await signUp(email)
  const token = readToken(readLink((await smtp.nextMailTo(email)).text))
  const [header, payload] = token.split('.')
  for (const forged of ['', 'x', `${header}.${payload}.`, `${header}.${payload}.${'A'.repeat(43)}`]) {
    expect((await browser.submit('/verify-email', { token: forged })).status).toBe(400)
  }
})

test('the mail can be sent again from the account page', async () => {
  const email = 'again@example.com'
  const browser = await signUp(email)
  await smtp.nextMailTo(email)
  const answer = await browser.submit('/account', { intent: 'send-verification' })
  expect(readText(await answer.text())).toContain(`A mail is on its way to ${email}.`)
  expect((await smtp.nextMailTo(email)).text).toContain('/verify-email?token=')
})

test('without a mail server nothing of it is there, and signing up works', async () => {
  const plain = await startTestServer()
  const browser = new BrowserWithoutJavaScript(plain.url)
  expect(await (await browser.open('/sign-in')).text()).not.toContain('forgot-password')
  for (const path of ['/forgot-password', '/reset-password?token=1', '/verify-email?token=1']) {
    expect((await browser.open(path)).status).toBe(404)
  }
  expect((await browser.submit('/forgot-password', { email: 'a@example.com' })).status).toBe(404)
  expect((await browser.submit('/sign-up', { name: 'A', email: 'a@example.com', password })).status).toBe(303)
  const page = await (await browser.open('/account')).text()
  expect(readText(page)).not.toContain('Send the mail again')
  await plain.stop()
}, 60_000)
