import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isNightly } from '#tests/setup/is-nightly.ts'
import { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { createFreshAccount } from './setup/fresh-account.ts'
import { readText } from './setup/read-text.ts'
import { startTestServer, type TestServer } from './setup/test-server.ts'

const data = { schemaVersion: 1, screensByCanvasSize: {} }
const password = 'correct horse'

const write = (browser: BrowserWithoutJavaScript, id: string = randomUUID(), baseRevision = 0) =>
  browser.sendJson(`/api/projects/${id}`, 'PUT', { name: 'Fast', data, baseRevision })

async function expectLimited(response: Response, maxSeconds: number) {
  expect(response.status).toBe(429)
  const seconds = Number(response.headers.get('retry-after'))
  expect(seconds).toBeGreaterThan(0)
  expect(seconds).toBeLessThanOrEqual(maxSeconds)
  expect(await response.json()).toEqual({
    error: { code: 'rate_limited', message: expect.stringMatching(/Try again in \d+ seconds\.$/) },
  })
}

describe('with small limits, behind one proxy', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer({
      TRUST_PROXY: '1',
      WRITES_MAX_PER_MINUTE: '5',
      SIGN_IN_MAX_PER_MINUTE: '4',
      SIGN_IN_MAX_PER_EMAIL_PER_HOUR: '3',
      SIGN_UP_MAX_PER_HOUR: '30',
      METRICS_TOKEN: 'only for these tests',
    })
  })
  afterAll(() => server.stop())

  let visitors = 0
  /** As a proxy names them. */
  const nextAddress = () => {
    visitors += 1
    return `203.0.113.${visitors}`
  }
  const signIn = (email: string, address: string, body: object = { email, password }) =>
    new BrowserWithoutJavaScript(server.url).sendJson('/api/auth/sign-in/email', 'POST', body, {
      origin: server.url,
      'x-forwarded-for': address,
    })

  test('an account that writes too fast gets Retry-After; it can read, and others can write', async () => {
    const { browser } = await createFreshAccount(server)
    for (let number = 0; number < 5; number++) expect((await write(browser)).status).toBe(201)
    await expectLimited(await write(browser), 60)
    await expectLimited(await browser.send(`/api/projects/${randomUUID()}`, { method: 'DELETE' }), 60)
    const { projects } = await (await browser.open('/api/projects')).json()
    expect(projects).toHaveLength(5)
    const other = await createFreshAccount(server)
    expect((await write(other.browser)).status).toBe(201)
  })

  test('forms count as writes too', async () => {
    const { browser } = await createFreshAccount(server)
    const create = () => browser.submit('/?index', { intent: 'create' })
    for (let number = 0; number < 5; number++) expect((await create()).status).toBe(303)
    const refused = await create()
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true])
  })

  test('many visitors guessing at one account are stopped, whatever the spelling; other accounts are not', async () => {
    const { email } = await createFreshAccount(server)
    for (let number = 0; number < 3; number++) {
      const answer = await signIn(email, nextAddress(), {
        email: email.toUpperCase(),
        password: `guess ${number}`,
      })
      expect(answer.status).toBe(401)
    }
    // The right password, too: an attacker must learn nothing from the response.
    await expectLimited(await signIn(email, nextAddress()), 3_600)
    const other = await createFreshAccount(server)
    expect((await signIn(other.email, nextAddress())).status).toBe(200)
  })

  test('one visitor guessing at many accounts is stopped, in the form with a sentence', async () => {
    const address = nextAddress()
    for (let number = 0; number < 4; number++) {
      expect((await signIn(`nobody-${number}@example.com`, address)).status).toBe(401)
    }
    const form = await new BrowserWithoutJavaScript(server.url).submit(
      '/sign-in',
      { email: 'nobody-5@example.com', password },
      { 'x-forwarded-for': address },
    )
    expect([form.status, Number(form.headers.get('retry-after')) > 0]).toEqual([429, true])
    expect(await form.text()).toMatch(/Too many attempts from here\. Try again in \d+ seconds\./)
    const { email } = await createFreshAccount(server)
    expect((await signIn(email, nextAddress())).status).toBe(200)
  })

  test('rejected requests are counted for the metrics', async () => {
    const metrics = await fetch(`${server.url}/metrics`, {
      headers: { authorization: 'Bearer only for these tests' },
    })
    const text = await metrics.text()
    for (const limit of ['writes', 'sign-in-email', 'sign-in-address']) {
      expect(text).toMatch(new RegExp(`appframes_rate_limited_total\\{limit="${limit}"\\} [1-9]`))
    }
  })
})

describe('with the default limits', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer({ SIGN_IN_MAX_PER_MINUTE: '10', SIGN_UP_MAX_PER_HOUR: '3' })
  })
  afterAll(() => server.stop())

  test.runIf(isNightly)(
    'a user editing as fast as four devices send for a minute never meets one',
    async () => {
      const { browser, email } = await createFreshAccount(server)
      const others = [1, 2, 3].map(() => new BrowserWithoutJavaScript(server.url))
      for (const other of others) {
        expect((await other.submit('/sign-in', { email, password })).status).toBe(303)
      }
      const startedMs = performance.now()
      const statuses = new Set<number>()
      // A device sends two requests a second at most: four devices' requests of a minute, in less than that.
      await Promise.all(
        [browser, ...others].map(async (device) => {
          const id = randomUUID()
          for (let revision = 0; revision < 120; revision++)
            statuses.add((await write(device, id, revision)).status)
        }),
      )
      expect(performance.now() - startedMs).toBeLessThan(60_000)
      expect([...statuses].sort()).toEqual([200, 201])
    },
    90_000,
  )

  test('a client that is not behind a trusted proxy cannot pretend to be another', async () => {
    const signUp = (number: number) =>
      new BrowserWithoutJavaScript(server.url).submit(
        '/sign-up',
        { name: 'N', email: `pretender-${number}@example.com`, password },
        { 'x-forwarded-for': `203.0.113.${number}` },
      )
    const statuses = []
    for (let number = 0; number < 4; number++) statuses.push((await signUp(number)).status)
    expect(statuses.at(-1)).toBe(429)
  })

  test('sign-ins are limited by address, with a sentence, and a made-up forwarding header does not help', async () => {
    const attempt = (number: number) =>
      new BrowserWithoutJavaScript(server.url).submit(
        '/sign-in',
        { email: 'nobody@example.com', password },
        { 'x-forwarded-for': `10.0.0.${number}`, 'x-appframes-client-ip': `10.0.0.${number}` },
      )
    // Ten in a minute, of which the tests above have taken some.
    const statuses: number[] = []
    let last = await attempt(1)
    for (let number = 2; last.status === 401 && number <= 11; number += 1) {
      statuses.push(last.status)
      last = await attempt(number)
    }
    expect([statuses.length > 0, last.status]).toEqual([true, 429])
    expect(last.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(readText(await last.text())).toMatch(/Too many attempts from here\. Try again in \d+ seconds\./)
  })
})
