import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isNightly } from '#tests/setup/is-nightly.ts'
import { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { createFreshAccount } from './setup/fresh-account.ts'
import { getSharedServer } from './setup/shared-server.ts'
import { startTestServer, type TestServer } from './setup/test-server.ts'

const METRICS_TOKEN = 'a token that only the tests know'
const SECRET_NAME = 'A secret project name'
const data = { schemaVersion: 1, screensByCanvasSize: {}, note: 'What nobody else may read' }

/** Without a token. */
const plain = getSharedServer()
let server: TestServer
let browser: BrowserWithoutJavaScript
let accountId: string
let email: string

beforeAll(async () => {
  server = await startTestServer({ METRICS_TOKEN })
  ;({ browser, accountId, email } = await createFreshAccount(server))
})
afterAll(() => server.stop({ expectedErrors: /failed/ }))

type Line = Record<string, unknown> & { id: string; route: string; status: number }

const readLines = (): Line[] =>
  server
    .readOutput()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))

/** The log line of one response; it is written when the response is complete, perhaps a moment after it was read. */
async function findLine(response: Response): Promise<Line> {
  await response.text()
  const id = response.headers.get('x-request-id')
  const read = () => readLines().filter((line) => line.id === id)
  await expect.poll(read).toHaveLength(1)
  return read()[0] as Line
}

const put = (id: string) =>
  browser.sendJson(`/api/projects/${id}?secret=in-the-address`, 'PUT', {
    name: SECRET_NAME,
    data,
    baseRevision: 0,
  })

describe('the log', () => {
  test('has one JSON line for each request: id, route, status, time, and the account as a hash', async () => {
    const id = randomUUID()
    const line = await findLine(await put(id))
    expect(line).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      method: 'PUT',
      route: '/api/projects/:id',
      status: 201,
      ms: expect.any(Number),
      account: expect.stringMatching(/^[0-9a-f]{16}$/),
    })
    const again = await findLine(await browser.open(`/projects/${id}`))
    expect(again).toMatchObject({ route: '/projects/:id', status: 200, account: line.account })
  })

  test('has lines also for requests that reach no route, and for strangers', async () => {
    expect(await findLine(await fetch(`${server.url}/favicon.svg`))).toMatchObject({
      route: 'file',
      status: 200,
    })
    expect(await findLine(await fetch(`${server.url}/nothing/there`))).toMatchObject({
      route: '/*',
      status: 404,
    })
    const refused = await findLine(await fetch(server.url, { method: 'OPTIONS' }))
    expect(refused).toMatchObject({ route: 'refused', status: 405 })
    expect(refused).not.toHaveProperty('account')
  })

  test('never contains bodies, cookies, tokens, passwords, addresses with a query, or identities; nor does a failure', async () => {
    const id = randomUUID()
    await put(id)
    await browser.submit('/sign-in', { email, password: 'a wrong password' })
    await browser.submit('/sign-in?redirectTo=/secret-page', {
      email: 'nobody@example.com',
      password: 'correct horse',
    })
    await browser.sendJson('/api/auth/sign-up/email', 'POST', { name: 'N', email, password: 'correct horse' })
    const sql = postgres(server.databaseUrl, { max: 1 })
    await sql`alter table projects rename to elsewhere`
    const failed = await put(randomUUID())
    await sql`alter table elsewhere rename to projects`
    await sql.end()
    expect(failed.status).toBe(500)
    expect((await findLine(failed)).level).toBe('error')

    const text = server.readOutput() + server.readErrors()
    expect(server.readErrors()).toContain('does not exist')
    const token = /session_token=([^;.]+)/.exec(browser.cookieHeader)?.[1] ?? 'no token'
    const secrets = [
      SECRET_NAME,
      data.note,
      'correct horse',
      'a wrong password',
      email,
      'nobody@example.com',
      accountId,
      token,
      id,
      'secret=in-the-address',
      'secret-page',
      'cookie',
    ]
    expect(secrets.filter((secret) => text.toLowerCase().includes(secret.toLowerCase()))).toEqual([])
  })

  test('a failure is one bounded line of ours, without the addresses, names and lines that a visitor brought', async () => {
    const before = server.readErrors().length
    const open = () => new BrowserWithoutJavaScript(server.url)
    const sql = postgres(server.databaseUrl, { max: 1 })
    await sql`alter table account rename to elsewhere`
    const name = 'Ada\n{"level":"info","msg":"forged"}\u2028'
    const visitor = { name, email: 'visitor@example.com', password: 'correct horse' }
    const responses = await Promise.all([
      open().sendJson('/api/auth/sign-up/email', 'POST', visitor, { origin: server.url }),
      open().sendJson('/api/auth/sign-in/email', 'POST', visitor, { origin: server.url }),
      open().submit('/sign-in', visitor),
    ])
    await sql`alter table elsewhere rename to account`
    await sql.end()
    expect(Math.max(...responses.map(({ status }) => status))).toBe(500)
    await fetch(`${server.url}/visitor@example.com%0Aforged%E0%A4%A`)
    const text = server.readErrors().slice(before)
    const lines = text.trimEnd().split('\n')
    for (const line of lines) {
      expect(line.length).toBeLessThan(8_000)
      expect(JSON.parse(line)).toMatchObject({ level: 'error', msg: expect.any(String) })
    }
    expect(text).not.toMatch(/visitor@|Ada|forged|correct horse/)
  })

  test.runIf(isNightly)('is silent when switched off', async () => {
    const silent = await startTestServer({ LOG_LEVEL: 'silent' })
    await (await fetch(`${silent.url}/healthz`)).text()
    await silent.stop()
    expect(silent.readOutput()).not.toContain('{')
    expect(silent.readOutput()).toContain('AppFrames is running at')
  })
})

describe('/metrics', () => {
  const read = (authorization?: string) =>
    fetch(`${server.url}/metrics`, authorization === undefined ? {} : { headers: { authorization } })

  test('opens only with the token', async () => {
    for (const authorization of [undefined, 'Bearer wrong', METRICS_TOKEN, `Basic ${METRICS_TOKEN}`]) {
      expect((await read(authorization)).status).toBe(401)
    }
    expect((await read(`Bearer ${METRICS_TOKEN}`)).status).toBe(200)
  })

  test('does not exist when no token is set', async () => {
    expect((await fetch(`${plain.url}/metrics`)).status).toBe(404)
  })

  test('counts requests by route pattern, and shows the pool and open streams', async () => {
    await findLine(await browser.open('/api/projects'))
    const text = await (await read(`Bearer ${METRICS_TOKEN}`)).text()
    const value = (series: string) =>
      Number(
        text
          .split('\n')
          .find((line) => line.startsWith(`${series} `))
          ?.split(' ')
          .at(-1),
      )
    const labels = '{method="GET",route="/api/projects",status="200"}'
    expect(value(`appframes_request_duration_seconds_count${labels}`)).toBeGreaterThan(0)
    expect(value('appframes_pool_connections{state="active"}')).toBeGreaterThan(0)
    expect(value('appframes_pool_connections_max')).toBe(10)
    expect(value('appframes_event_streams_open')).toBe(0)
    expect(value('appframes_uploads_open')).toBe(0)
    for (const name of [
      'appframes_conflicts_total',
      'appframes_heals_total',
      'appframes_epoch_renewals_total',
      'process_resident_memory_bytes',
    ]) {
      expect(value(name)).toBeGreaterThanOrEqual(0)
    }
    expect(text).toContain('# TYPE appframes_sync_acks_total counter')
    expect(text).not.toContain(accountId)
  })
})
