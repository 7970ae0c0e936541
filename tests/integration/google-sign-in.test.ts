import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type GoogleServer, startGoogleServer } from '../fakes/google-server.ts'
import { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { readText } from './setup/read-text.ts'
import { getSharedServer } from './setup/shared-server.ts'
import { startTestServer, type TestServer } from './setup/test-server.ts'

const password = 'correct horse'
/** Without Google. */
const plain = getSharedServer()
let google: GoogleServer
let server: TestServer
beforeAll(async () => {
  google = await startGoogleServer()
  server = await startTestServer(google.environment)
})
afterAll(async () => {
  await server.stop()
  await google.stop()
})
let people = 0
afterEach(() => {
  google.declines = false
  google.tamper = {}
})

function mintPerson(changes: Partial<GoogleServer['person']> = {}) {
  people += 1
  google.person = {
    sub: `sub-${people}`,
    email: `person-${people}@gmail.example`,
    email_verified: true,
    name: `Person ${people}`,
    ...changes,
  }
  return google.person
}

const open = () => new BrowserWithoutJavaScript(server.url)
const goToGoogle = async (browser: BrowserWithoutJavaScript, fields: Record<string, string> = {}) =>
  (await browser.submit('/auth/google', fields)).headers.get('location') ?? ''
/** The address Google sends the browser back to. */
const comeBackFrom = async (browser: BrowserWithoutJavaScript, fields: Record<string, string> = {}) =>
  google.authorize(await goToGoogle(browser, fields))
const readAccount = async (browser: BrowserWithoutJavaScript) =>
  (await (await browser.open('/api/auth/get-session')).json())?.user

async function expectRefused(browser: BrowserWithoutJavaScript, address: string, words: string) {
  const response = await browser.open(address)
  expect(response.status).toBeGreaterThanOrEqual(400)
  expect(readText(await response.text())).toContain(words)
  expect(await readAccount(browser)).toBeUndefined()
}

async function signUp(email: string) {
  const browser = open()
  const response = await browser.submit('/sign-up', { name: 'A person', email, password })
  expect(response.status).toBe(303)
  return browser
}

describe('with Google', () => {
  test('a first sign-in makes an account, a second finds it, and both end at the redirect target', async () => {
    const person = mintPerson()
    const browser = open()
    expect(await (await browser.open('/sign-in')).text()).toContain('Continue with Google')
    const first = await browser.open(await comeBackFrom(browser, { redirectTo: '/projects/1' }))
    expect([first.status, first.headers.get('location')]).toEqual([303, '/projects/1'])
    const account = await readAccount(browser)
    expect(account).toMatchObject({ email: person.email, name: person.name, emailVerified: true })
    const other = open()
    await other.open(await comeBackFrom(other))
    expect((await readAccount(other)).id).toBe(account.id)
  })

  test('the request to Google has a state, a PKCE challenge and a nonce, and nothing about the redirect target', async () => {
    const location = new URL(await goToGoogle(open(), { redirectTo: '/projects/secret' }))
    const asked = Object.fromEntries(location.searchParams)
    expect(asked).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      redirect_uri: `${server.url}/auth/google/callback`,
      scope: 'openid email profile',
    })
    for (const name of ['state', 'code_challenge', 'nonce']) expect(asked[name]?.length).toBeGreaterThan(40)
    expect(location.href).not.toContain('secret')
  })

  test('the start is a form only: a linked address begins nothing', async () => {
    const browser = open()
    const response = await browser.open('/auth/google?state=x')
    expect([response.status, response.headers.get('location')]).toEqual([303, '/sign-in'])
    const foreign = await browser.submit('/auth/google', {}, { origin: 'https://evil.example' })
    expect(foreign.status).toBe(403)
  })

  test('a sign-in never redirects to another site', async () => {
    mintPerson()
    const browser = open()
    const response = await browser.open(await comeBackFrom(browser, { redirectTo: '//evil.example' }))
    expect(response.headers.get('location')).toBe('/')
  })

  test('only the identity is stored of Google’s data', async () => {
    mintPerson()
    const browser = open()
    await browser.open(await comeBackFrom(browser))
    const { default: postgres } = await import('postgres')
    const sql = postgres(server.databaseUrl, { max: 1 })
    const [stored] =
      await sql`select access_token, refresh_token, id_token from account where account_id = ${google.person.sub}`
    await sql.end()
    expect(stored).toEqual({ access_token: null, refresh_token: null, id_token: null })
  })
})

describe('without a sign-in, a page gives the reason,', () => {
  test('when the state is not the one this browser was given', async () => {
    mintPerson()
    const browser = open()
    const back = new URL(await comeBackFrom(browser))
    back.searchParams.set('state', 'made-up')
    await expectRefused(browser, back.href, 'belongs to another browser')
  })

  test('when another browser brings the response', async () => {
    mintPerson()
    await expectRefused(open(), await comeBackFrom(open()), 'belongs to another browser')
  })

  test('when a response is used a second time', async () => {
    mintPerson()
    const browser = open()
    const back = await comeBackFrom(browser)
    expect((await browser.open(back)).status).toBe(303)
    await browser.submit('/sign-out', {})
    await expectRefused(browser, back, 'was used before')
  })

  test('when a code is used a second time, even with the same cookies', async () => {
    mintPerson()
    const browser = open()
    const back = await comeBackFrom(browser)
    const cookie = browser.cookieHeader
    expect((await browser.open(back)).status).toBe(303)
    const again = await fetch(back, { headers: { cookie }, redirect: 'manual' })
    expect(again.status).toBe(400)
    expect(again.headers.getSetCookie().join()).not.toContain('session_token')
    expect(readText(await again.text())).toContain('was used before')
  })

  test('when the user cancels at Google', async () => {
    mintPerson()
    google.declines = true
    const browser = open()
    await expectRefused(browser, await comeBackFrom(browser), 'Google was not allowed')
  })

  test('when Google has not verified the address', async () => {
    mintPerson({ email_verified: false })
    const browser = open()
    await expectRefused(browser, await comeBackFrom(browser), 'Google has not verified the e-mail address')
  })

  test.each<[string, GoogleServer['tamper']]>([
    [
      'expired',
      {
        payload: (payload) => Object.assign(payload, { iat: payload.iat - 7_200, exp: payload.iat - 3_600 }),
      },
    ],
    ['for another app', { payload: (payload) => Object.assign(payload, { aud: 'another-app' }) }],
    ['of another issuer', { payload: (payload) => Object.assign(payload, { iss: 'https://evil.example' }) }],
    [
      'of another sign-in (its nonce)',
      { payload: (payload) => Object.assign(payload, { nonce: 'another' }) },
    ],
    ['changed after it was signed', { token: replacePayload }],
    ['unsigned', { token: (token) => `${token.split('.').slice(0, 2).join('.')}.` }],
  ])('when the token is %s', async (_case, tamper) => {
    mintPerson()
    google.tamper = tamper
    const browser = open()
    await expectRefused(browser, await comeBackFrom(browser), 'could not be verified')
  })

  test('when an account with a password has the address, which is reported', async () => {
    const { email } = mintPerson()
    await signUp(email)
    const browser = open()
    await expectRefused(
      browser,
      await comeBackFrom(browser),
      'There is already an AppFrames account with this e-mail address',
    )
  })
})

function replacePayload(token: string): string {
  const [header, payload = '', signature] = token.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const changed = Buffer.from(JSON.stringify({ ...claims, sub: 'somebody else' })).toString('base64url')
  return [header, changed, signature].join('.')
}

test('without Google credentials there is no button, and the addresses lead to the sign-in page', async () => {
  const browser = new BrowserWithoutJavaScript(plain.url)
  expect(await (await browser.open('/sign-in')).text()).not.toContain('Google')
  for (const response of [
    await browser.submit('/auth/google', {}),
    await browser.open('/auth/google/callback?code=1&state=2'),
  ]) {
    expect([response.status, response.headers.get('location')]).toEqual([303, '/sign-in'])
  }
})
