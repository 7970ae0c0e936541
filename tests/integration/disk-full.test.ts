import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { createFreshAccount } from './setup/fresh-account.ts'
import { startUpload } from './setup/media-steps.ts'
import { spawnServer, TEST_SECRET, waitForUrl } from './setup/server-process.ts'
import { getSharedServer } from './setup/shared-server.ts'

const password = 'correct horse'
const server = getSharedServer()
let full: { url: string; stop(): void; errors(): string }
beforeAll(async () => {
  // The same database, used by a server whose disk has less space left than required.
  const child = await spawnServer({
    DATABASE_URL: server.databaseUrl,
    BETTER_AUTH_SECRET: TEST_SECRET,
    DISK_MIN_FREE_BYTES: String(Number.MAX_SAFE_INTEGER),
  })
  const url = await waitForUrl(child)
  full = { url, stop: () => child.child.kill('SIGTERM'), errors: child.errors }
})
afterAll(async () => {
  full.stop()
})

const data = { schemaVersion: 1, screensByCanvasSize: {} }
const sync = (browser: BrowserWithoutJavaScript, pushes: unknown[]) =>
  browser.sendJson('/api/sync', 'POST', { protocol: 1, clientId: randomUUID(), cursor: null, pushes })

test('a server whose disk is nearly full rejects writes with 507, and keeps reading', async () => {
  const { browser: elsewhere, email } = await createFreshAccount(server)
  const id = randomUUID()
  const body = { name: 'Kept', data, baseRevision: 0 }
  expect((await elsewhere.sendJson(`/api/projects/${id}`, 'PUT', body)).status).toBe(201)

  const browser = new BrowserWithoutJavaScript(full.url)
  expect((await browser.submit('/sign-in', { email, password })).status).toBe(303)
  expect(await (await browser.open(`/api/projects/${id}`)).json()).toMatchObject({ name: 'Kept' })
  expect((await browser.open('/account')).status).toBe(200)
  // As forms are sent by script.
  const hydrated = new BrowserWithoutJavaScript(full.url)
  for (const [path, fields] of [
    ['/sign-in.data', { email, password }],
    ['/account.data', { intent: 'confirm-password', password }],
  ] as const) {
    const response = await hydrated.submit(path, fields)
    expect([path, response.status]).toEqual([path, 202])
  }
  expect((await sync(browser, [])).status).toBe(200)

  const refused = [
    await browser.sendJson(`/api/projects/${randomUUID()}`, 'PUT', body),
    await sync(browser, [{ n: 1, projectId: id, baseRevision: 1, deleted: true }]),
    await startUpload(browser, Buffer.alloc(100), { fileName: 'a.png' }),
    await new BrowserWithoutJavaScript(full.url).submit('/sign-up', {
      name: 'N',
      email: 'n@example.com',
      password,
    }),
    await browser.submit('/sign-up.data', { name: 'N', email: 'n@example.com', password }),
  ]
  for (const response of refused) {
    expect([response.url, response.status]).toEqual([response.url, 507])
    expect(await response.text()).toContain('disk is full')
  }
  expect(await (await browser.open(`/api/projects/${id}`)).json()).toMatchObject({
    name: 'Kept',
    revision: 1,
  })
  // Writes that free space are accepted.
  expect((await browser.sendJson(`/api/projects/${id}`, 'DELETE', { baseRevision: 1 })).status).toBe(200)

  const ready = await fetch(`${full.url}/readyz`)
  expect([ready.status, await ready.json()]).toMatchObject([200, { disk: expect.stringContaining('full') }])
  expect((await fetch(`${full.url}/healthz`)).status).toBe(200)
  expect(full.errors()).toMatch(/The disk of \S+ has \d+ MB left/)
})
