import { describe, expect, test } from 'vitest'
import { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { createFreshAccount } from './setup/fresh-account.ts'
import { readText } from './setup/read-text.ts'
import { getSharedServer } from './setup/shared-server.ts'

const password = 'correct horse'
const server = getSharedServer()

const open = () => new BrowserWithoutJavaScript(server.url)
const readInput = (html: string, name: string) =>
  new RegExp(`<input[^>]*\\bname="${name}"[^>]*>`).exec(html)?.[0] ?? ''
const isSignedIn = async (browser: BrowserWithoutJavaScript) =>
  (await browser.open('/api/projects')).status === 200

describe('without JavaScript', () => {
  test('a user signs up, is signed in, signs out and signs in again, by plain forms', async () => {
    const id = crypto.randomUUID()
    const browser = open()
    const page = await (await browser.open('/sign-up')).text()
    expect(readText(page)).toContain('Create an account')
    expect(page).toMatch(/<form[^>]*method="post"/)
    for (const name of ['name', 'email', 'password']) expect(readInput(page, name)).not.toBe('')

    const signedUp = await browser.submit('/sign-up', {
      name: 'Ada',
      email: `Ada-${id}@Example.com`,
      password,
    })
    expect([signedUp.status, signedUp.headers.get('location')]).toEqual([303, '/'])
    expect(signedUp.headers.getSetCookie().join()).toMatch(/HttpOnly.*SameSite=Lax/)
    expect(await isSignedIn(browser)).toBe(true)

    expect(readText(await (await browser.open('/sign-out')).text())).toContain(
      `You are signed in as ada-${id}@example.com`,
    )
    const oldCookie = browser.cookieHeader
    const signedOut = await browser.submit('/sign-out', {})
    expect([signedOut.status, signedOut.headers.get('location')]).toEqual([303, '/'])
    expect(await isSignedIn(browser)).toBe(false)
    // The session is gone on the server too, not only in this browser.
    const thief = await fetch(`${server.url}/api/projects`, { headers: { cookie: oldCookie } })
    expect(thief.status).toBe(401)

    const signedIn = await browser.submit('/sign-in', {
      email: `ada-${id}@example.com`,
      password,
      redirectTo: '/projects/1',
    })
    expect([signedIn.status, signedIn.headers.get('location')]).toEqual([303, '/projects/1'])
    expect(await isSignedIn(browser)).toBe(true)
  })

  test('a signed-in user is redirected', async () => {
    const { browser } = await createFreshAccount(server)
    const response = await browser.open('/sign-in?redirectTo=/projects/2')
    expect([response.status, response.headers.get('location')]).toEqual([303, '/projects/2'])
  })

  test('wrong fields are named in plain English beside them, typed values are kept, the password is not', async () => {
    const answer = await open().submit('/sign-up', { name: '', email: 'ada at example', password: 'hunter2' })
    expect(answer.status).toBe(400)
    const page = await answer.text()
    expect(readText(page)).toContain('Enter your name.')
    expect(readText(page)).toContain('This is not a complete e-mail address; it looks like name@example.com.')
    expect(readText(page)).toContain('A password needs at least 8 characters.')
    expect(readInput(page, 'email')).toContain('value="ada at example"')
    expect(page).not.toContain('hunter2')
  })

  test.each([
    ['a wrong password', { hasAccount: true, password: 'wrong horse' }],
    ['an unknown address', { hasAccount: false, password }],
  ])(
    '%s: one sentence that does not reveal which of the two is wrong',
    async (_case, { hasAccount, ...rest }) => {
      const known = await createFreshAccount(server)
      const fields = { email: hasAccount ? known.email : `no-${known.email}`, ...rest }
      const answer = await open().submit('/sign-in', fields)
      expect(answer.status).toBe(401)
      const page = await answer.text()
      expect(readText(page)).toContain(
        'No account has this e-mail address with this password. Check both, or create an account.',
      )
      expect(readInput(page, 'email')).toContain(`value="${fields.email}"`)
    },
  )

  test('an address that has an account already is reported at the field', async () => {
    const { email } = await createFreshAccount(server)
    const answer = await open().submit('/sign-up', { name: 'Twin', email, password })
    expect(answer.status).toBe(422)
    expect(readText(await answer.text())).toContain('There is already an account with this e-mail address.')
  })

  test('two concurrent sign-ups with one address make one account', async () => {
    const fields = { name: 'Twin', email: `twins-${crypto.randomUUID()}@example.com`, password }
    const responses = await Promise.all([
      open().submit('/sign-up', fields),
      open().submit('/sign-up', fields),
    ])
    expect(responses.map(({ status }) => status).filter((status) => status === 303)).toHaveLength(1)
    expect(responses.map(({ status }) => status)).not.toContain(500)
  })

  test('characters that cannot be stored are rejected at the field', async () => {
    const answer = await open().submit('/sign-up', { name: 'a\0b', email: 'nul@example.com', password })
    expect(answer.status).toBe(400)
    expect(readText(await answer.text())).toContain('This holds a character that cannot be stored.')
  })

  test('an external link cannot make the sign-in redirect to another site', async () => {
    const { email } = await createFreshAccount(server)
    for (const redirectTo of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '/.//evil.example',
    ]) {
      const answer = await open().submit('/sign-in', { email, password, redirectTo })
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/'])
    }
  })

  test('the link to the other form keeps the redirect target', async () => {
    const page = await (await open().open('/sign-in?redirectTo=/projects/3')).text()
    expect(page).toContain('href="/sign-up?redirectTo=%2Fprojects%2F3"')
    expect(readInput(page, 'redirectTo')).toContain('value="/projects/3"')
  })

  test('a form on another site signs in no user', async () => {
    const { email } = await createFreshAccount(server)
    const browser = open()
    const answer = await browser.submit('/sign-in', { email, password }, { origin: 'https://evil.example' })
    expect(answer.status).toBe(403)
    expect(browser.cookieHeader).toBe('')
  })
})
