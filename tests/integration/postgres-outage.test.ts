import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTcpProxy, type TcpProxy } from '#tests/faults/tcp-proxy.ts'
import { isNightly } from '#tests/setup/is-nightly.ts'
import type { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import type { TestDatabase } from './setup/create-database.ts'
import { signUpByForm } from './setup/fresh-account.ts'
import { createTestDatabase } from './setup/test-database.ts'
import { startTestServer, type TestServer } from './setup/test-server.ts'

let database: TestDatabase
let proxy: TcpProxy
let server: TestServer
let sql: postgres.Sql
beforeAll(async () => {
  database = await createTestDatabase()
  const target = new URL(database.url)
  proxy = await startTcpProxy({ host: target.hostname, port: Number(target.port) })
  target.hostname = '127.0.0.1'
  target.port = String(proxy.port)
  server = await startTestServer({ DATABASE_URL: target.href, WRITES_MAX_PER_MINUTE: '100000' })
  sql = postgres(database.url, { max: 1, onnotice: () => undefined })
})
afterAll(async () => {
  await server.stop({ expectedErrors: /./ })
  await proxy.close()
  await sql.end()
  await database.drop()
})

const emptyData = { schemaVersion: 1, screensByCanvasSize: {} }
/** Nightly, the hundred of SECURITY.md. */
const CUTS = isNightly ? 100 : 30

const put = (browser: BrowserWithoutJavaScript, id: string) =>
  browser.sendJson(`/api/projects/${id}`, 'PUT', { name: id, data: emptyData, baseRevision: 0 })

const cutByPostgres = () => sql`
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`

test('a server whose connections are cut again and again under load keeps running, and has every acknowledged write', async () => {
  const { browser } = await signUpByForm(server.url)
  const acknowledged: string[] = []
  let refused = 0
  let isOver = false
  const device = async () => {
    while (!isOver) {
      const id = randomUUID()
      const response = await put(browser, id)
      if (response.status === 201) acknowledged.push(id)
      else {
        refused += 1
        expect(response.status).toBe(503)
        expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
        expect(await response.text()).not.toMatch(/nothing was/i)
      }
    }
  }
  const devices = Array.from({ length: 4 }, device)
  for (let cuts = 0; cuts < CUTS; cuts += 1) {
    const before = acknowledged.length
    if (cuts % 2 === 0) await cutByPostgres()
    else proxy.cutAll()
    // The next cut comes when requests are served again: until then there is nothing to cut.
    await expect.poll(() => acknowledged.length, { interval: 2, timeout: 20_000 }).toBeGreaterThan(before)
  }
  isOver = true
  await Promise.all(devices)
  expect(server.child.exitCode).toBeNull()
  expect(refused).toBeGreaterThan(0)
  const stored = await sql<{ id: string }[]>`select id from projects`
  const ids = new Set(stored.map(({ id }) => id))
  expect(acknowledged.filter((id) => !ids.has(id))).toEqual([])
  expect(server.readErrors()).not.toMatch(/goes on/)
}, 120_000)

test('while Postgres is away every route returns 503 with Retry-After, and all are served when it is back', async () => {
  const { browser, email } = await signUpByForm(server.url)
  const id = randomUUID()
  proxy.refuse(true)
  proxy.cutAll()
  const visitor = browser.at(server.url, { isSignedOut: true })
  const asked = [
    () => put(browser, id),
    () => browser.open('/api/projects'),
    () => browser.open('/api/events?cursor=0'),
    () => browser.open('/api/auth/get-session'),
    () => browser.open('/account'),
    () => browser.open('/account.data'),
    () => visitor.submit('/sign-in', { email, password: 'correct horse' }),
    () => visitor.submit('/sign-up', { name: 'N', email: 'new@example.com', password: 'correct horse' }),
  ]
  for (const ask of asked) {
    const response = await ask()
    expect([response.url, response.status]).toEqual([response.url, 503])
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/)
    expect(await response.text()).not.toMatch(/nothing was/i)
  }
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  const ready = await fetch(`${server.url}/readyz`)
  expect([ready.status, await ready.json()]).toMatchObject([503, { database: 'unreachable' }])
  proxy.refuse(false)
  await expect.poll(async () => (await put(browser, id)).status).toBe(201)
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
})

test('an outage is one line in the log, however many requests it fails', () => {
  const lines = server
    .readErrors()
    .split('\n')
    .filter((line) => line.includes('cannot reach its database'))
  expect(lines.length).toBeGreaterThan(0)
  expect(lines.length).toBeLessThan(30)
})
