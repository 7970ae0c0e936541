import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { createFreshAccount } from './setup/fresh-account.ts'
import { startTestServer, type TestServer } from './setup/test-server.ts'

const MAX_BYTES = 50_000
const emptyData = { schemaVersion: 1, screensByCanvasSize: {} }

let server: TestServer
let browser: BrowserWithoutJavaScript
let accountId: string
let id: string
let path: string

beforeAll(async () => {
  server = await startTestServer({ PROJECT_MAX_BYTES: String(MAX_BYTES) })
})
afterAll(() => server.stop())
beforeEach(async () => {
  ;({ browser, accountId } = await createFreshAccount(server))
  id = randomUUID()
  path = `/api/projects/${id}`
})

const put = (body: object | string, headers?: Record<string, string>, to = path) =>
  browser.sendJson(to, 'PUT', body, headers)
const create = (name = 'First') => put({ name, data: emptyData, baseRevision: 0 })
const remove = (body?: object) =>
  browser.send(path, { method: 'DELETE', ...(body && { body: JSON.stringify(body) }) })

async function expectError(response: Response, status: number, code: string) {
  const body = await response.json()
  expect([response.status, body.error?.code]).toEqual([status, code])
  expect(body.error.message).toMatch(/^\S.*\.$/)
  expect(JSON.stringify(body)).not.toMatch(/node_modules|\bat .*:\d+:\d+/)
  return body
}

describe('PUT /api/projects/:id', () => {
  test('creates with 201, changes with 200, each with the next revision', async () => {
    const created = await create()
    expect(created.status).toBe(201)
    expect(await created.json()).toEqual({ id, revision: 1, updatedAt: expect.stringMatching(/^\d{4}-.*Z$/) })

    const changed = await put({ name: 'Second', data: emptyData, baseRevision: 1 })
    expect(changed.status).toBe(200)
    expect(await changed.json()).toMatchObject({ id, revision: 2 })
  })

  test('responds with 409 and the server’s copy when the base is not the current revision', async () => {
    await create()
    for (const baseRevision of [0, 2, 7]) {
      const body = await expectError(
        await put({ name: 'Mine', data: emptyData, baseRevision }),
        409,
        'conflict',
      )
      expect(body.server).toEqual({
        id,
        name: 'First',
        data: emptyData,
        revision: 1,
        updatedAt: expect.any(String),
      })
    }
  })

  test('responds with 409 without a server copy when there is no base', async () => {
    const body = await expectError(
      await put({ name: 'Mine', data: emptyData, baseRevision: 3 }),
      409,
      'conflict',
    )
    expect(body.server).toBeNull()
  })

  test('restores a deleted project when its revision is named, and rejects the write when not', async () => {
    await create()
    await remove()
    const refused = await expectError(
      await put({ name: 'Back', data: emptyData, baseRevision: 1 }),
      409,
      'conflict',
    )
    expect(refused.server).toMatchObject({ revision: 2, deletedAt: expect.any(String) })
    expect((await put({ name: 'Back', data: emptyData, baseRevision: 2 })).status).toBe(200)
    const restored = await (await browser.open(path)).json()
    expect(restored).toMatchObject({ name: 'Back', revision: 3 })
    expect(restored).not.toHaveProperty('deletedAt')
  })

  test('[F31] keeps fields that it does not know', async () => {
    const data = {
      ...emptyData,
      fromTheFuture: { deep: [1, 2.5, null, 'é🙂'] },
      view: { zoom: 1, unknown: true },
    }
    await put({ name: 'New', data, baseRevision: 0 })
    expect((await (await browser.open(path)).json()).data).toEqual(data)
  })

  test.each([
    ['no body', ''],
    ['not JSON', '{"name":'],
    ['no name', { data: emptyData, baseRevision: 0 }],
    ['a blank name', { name: '  ', data: emptyData, baseRevision: 0 }],
    ['a name of 201 characters', { name: 'x'.repeat(201), data: emptyData, baseRevision: 0 }],
    ['no data', { name: 'x', baseRevision: 0 }],
    ['data without schemaVersion', { name: 'x', data: { screensByCanvasSize: {} }, baseRevision: 0 }],
    [
      'data of another schemaVersion',
      { name: 'x', data: { ...emptyData, schemaVersion: 3 }, baseRevision: 0 },
    ],
    ['data without screens', { name: 'x', data: { schemaVersion: 1 }, baseRevision: 0 }],
    ['no baseRevision', { name: 'x', data: emptyData }],
    ['a negative baseRevision', { name: 'x', data: emptyData, baseRevision: -1 }],
    ['a baseRevision that is text', { name: 'x', data: emptyData, baseRevision: '0' }],
    ['NUL in the name', { name: 'a\0b', data: emptyData, baseRevision: 0 }],
    ['NUL in the data', { name: 'x', data: { ...emptyData, note: 'a\0b' }, baseRevision: 0 }],
    ['NUL in a key', { name: 'x', data: { ...emptyData, 'a\0b': 1 }, baseRevision: 0 }],
    [
      'a lone surrogate',
      '{"name":"x","data":{"schemaVersion":1,"screensByCanvasSize":{},"n":"\\ud800"},"baseRevision":0}',
    ],
    [
      'a number beyond float64',
      '{"name":"x","data":{"schemaVersion":1,"screensByCanvasSize":{},"n":1e400},"baseRevision":0}',
    ],
    [
      'a __proto__ key',
      '{"name":"x","data":{"schemaVersion":1,"screensByCanvasSize":{},"__proto__":{}},"baseRevision":0}',
    ],
  ])('responds with 400 and the issues to %s, and stores nothing', async (_case, body) => {
    const error = await expectError(await put(body), 400, 'invalid')
    expect(error.error.issues[0]).toEqual({ path: expect.any(Array), message: expect.any(String) })
    expect((await browser.open(path)).status).toBe(404)
  })

  test('responds with 400 to bytes that are not UTF-8', async () => {
    const response = await browser.send(path, { method: 'PUT', body: new Uint8Array([0x22, 0xff, 0x22]) })
    await expectError(response, 400, 'invalid')
  })

  test('accepts 64 levels of JSON and rejects 65', async () => {
    // The body itself and `data` are the first two levels.
    const nested = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels))
    const data = (levels: number) => ({ ...emptyData, deep: nested(levels - 2) })
    await expectError(await put({ name: 'x', data: data(65), baseRevision: 0 }), 400, 'invalid')
    expect((await put({ name: 'x', data: data(64), baseRevision: 0 })).status).toBe(201)
  })

  test('responds with 400, and stays alive, when the nesting is as deep as the body is long', async () => {
    await expectError(await put('['.repeat(MAX_BYTES - 1)), 400, 'invalid')
    await expectError(await put('['.repeat(20_000) + ']'.repeat(20_000)), 400, 'invalid')
    expect((await create()).status).toBe(201)
  })

  test('responds with 413 to a body whose announced length is too large', async () => {
    await expectError(
      await put({ name: 'x', data: { ...emptyData, big: 'x'.repeat(MAX_BYTES) }, baseRevision: 0 }),
      413,
      'too_large',
    )
  })

  test('responds with 413 in the middle of an unannounced body, without waiting for its end', async () => {
    const { hostname, port } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    const head = [
      `PUT ${path} HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      `Cookie: ${browser.cookieHeader}`,
      'Content-Type: application/json',
      'Transfer-Encoding: chunked',
    ]
    socket.write(`${head.join('\r\n')}\r\n\r\n`)
    const piece = 'x'.repeat(10_000)
    for (let sentBytes = 0; sentBytes <= MAX_BYTES; sentBytes += piece.length) {
      socket.write(`${piece.length.toString(16)}\r\n${piece}\r\n`)
    }
    // The body never ends; the response arrives all the same, and then the connection is closed.
    let answer = ''
    for await (const chunk of socket) answer += chunk
    expect(answer).toMatch(/^HTTP\/1.1 413 /)
    expect(answer).toContain('"code":"too_large"')
  })
})

describe('GET /api/projects/:id', () => {
  test('returns the whole project', async () => {
    await create()
    const response = await browser.open(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('private, no-cache')
    expect(await response.json()).toEqual({
      id,
      name: 'First',
      data: emptyData,
      revision: 1,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    })
  })

  test('responds with 304 to a known ETag, and 200 with another after a change', async () => {
    await create()
    const etag = (await browser.open(path)).headers.get('etag') ?? ''
    const ask = (known: string) => browser.send(path, { headers: { 'if-none-match': known } })
    for (const known of [etag, `"x", ${etag}`, etag.replace('W/', ''), '*']) {
      const unchanged = await ask(known)
      expect([unchanged.status, await unchanged.text()]).toEqual([304, ''])
      expect(unchanged.headers.get('etag')).toBe(etag)
    }
    await put({ name: 'Second', data: emptyData, baseRevision: 1 })
    const changed = await ask(etag)
    expect(changed.status).toBe(200)
    expect(changed.headers.get('etag')).not.toBe(etag)
  })

  test('another content under the same revision, as after a restore of the server, has another ETag', async () => {
    await create()
    const etag = (await browser.open(path)).headers.get('etag') ?? ''
    const { browser: restored } = await createFreshAccount(server)
    await restored.sendJson(path, 'PUT', { name: 'Before', data: emptyData, baseRevision: 0 })
    const response = await restored.send(path, { headers: { 'if-none-match': etag } })
    expect([response.status, (await response.json()).revision]).toEqual([200, 1])
  })

  test('shows a deleted project with its deletedAt', async () => {
    await create()
    const { deletedAt } = await (await remove()).json()
    expect(await (await browser.open(path)).json()).toMatchObject({ revision: 2, deletedAt, data: emptyData })
  })

  test('responds with 404 to unknown ids, well-formed or not', async () => {
    for (const missing of [randomUUID(), 'not-a-uuid', '1%00', '..%2f']) {
      await expectError(await browser.open(`/api/projects/${missing}`), 404, 'not_found')
    }
  })

  test('accepts an id in capitals for the same id', async () => {
    await create()
    expect((await browser.open(`/api/projects/${id.toUpperCase()}`)).status).toBe(200)
  })
})

describe('DELETE /api/projects/:id', () => {
  test('marks it deleted; again it responds the same', async () => {
    await create()
    const first = await remove({ baseRevision: 1 })
    const firstBody = await first.json()
    expect([first.status, firstBody]).toEqual([200, { id, revision: 2, deletedAt: expect.any(String) }])
    for (const body of [undefined, {}, { baseRevision: 1 }]) {
      const again = await remove(body)
      expect([again.status, await again.json()]).toEqual([200, firstBody])
    }
  })

  test('responds with 409 when the project changed since the named revision', async () => {
    await create()
    await put({ name: 'Second', data: emptyData, baseRevision: 1 })
    const body = await expectError(await remove({ baseRevision: 1 }), 409, 'conflict')
    expect(body.server).toMatchObject({ name: 'Second', revision: 2 })
    expect((await remove({ baseRevision: 2 })).status).toBe(200)
  })

  test('responds with 404 to unknown projects, and 400 to a wrong body', async () => {
    await expectError(await remove(), 404, 'not_found')
    await create()
    await expectError(await remove({ baseRevision: 'one' }), 400, 'invalid')
  })
})

describe('GET /api/projects', () => {
  test('lists newest first without the deleted, with them on demand', async () => {
    const ids = [randomUUID(), randomUUID(), randomUUID()]
    const [oldest, deleted, newest] = ids.map((each) => `/api/projects/${each}`)
    for (const each of ids) {
      await put({ name: each, data: emptyData, baseRevision: 0 }, {}, `/api/projects/${each}`)
    }
    await put({ name: 'Changed', data: emptyData, baseRevision: 1 }, {}, oldest)
    await browser.send(deleted ?? '', { method: 'DELETE' })
    const list = async (query = '') => (await browser.open(`/api/projects${query}`)).json()

    const live = await list()
    expect(live.projects.map((project: { id: string }) => `/api/projects/${project.id}`)).toEqual([
      oldest,
      newest,
    ])
    expect(live.projects[0]).toEqual({
      id: ids[0],
      name: 'Changed',
      revision: 2,
      updatedAt: expect.any(String),
    })
    // Five writes were accepted.
    expect(live.cursor).toBe(5)

    const all = await list('?includeDeleted=1')
    expect(all.projects.map((project: { id: string }) => project.id)).toEqual([ids[1], ids[0], ids[2]])
    expect(all.projects[0].deletedAt).toEqual(expect.any(String))
  })

  test('is empty with cursor 0 for a new account', async () => {
    expect(await (await browser.open('/api/projects')).json()).toEqual({ projects: [], cursor: 0 })
  })
})

describe('the history', () => {
  test('lists every accepted write and restores an old one as a new revision', async () => {
    await create()
    await put({ name: 'Second', data: { ...emptyData, note: 2 }, baseRevision: 1 })
    await remove()
    const { revisions } = await (await browser.open(`${path}/revisions`)).json()
    expect(revisions).toEqual([
      {
        revision: 3,
        name: 'Second',
        label: 'Delete project',
        createdAt: expect.any(String),
        deletedAt: expect.any(String),
      },
      { revision: 2, name: 'Second', label: 'Change project', createdAt: expect.any(String) },
      { revision: 1, name: 'First', label: 'Create project', createdAt: expect.any(String) },
    ])
    await put({ name: 'Third', data: emptyData, baseRevision: 3 })
    const [back] = (await (await browser.open(`${path}/revisions`)).json()).revisions
    expect(back).toMatchObject({ revision: 4, label: 'Bring project back' })
    expect(await (await browser.open(`${path}/revisions/2`)).json()).toEqual({
      id,
      revision: 2,
      name: 'Second',
      label: 'Change project',
      createdAt: expect.any(String),
      data: { ...emptyData, note: 2 },
    })

    const restored = await browser.send(`${path}/revisions/1/restore`, { method: 'POST' })
    expect([restored.status, await restored.json()]).toEqual([
      200,
      { id, revision: 5, updatedAt: expect.any(String) },
    ])
    expect(await (await browser.open(path)).json()).toMatchObject({
      name: 'First',
      data: emptyData,
      revision: 5,
    })
  })

  test('responds with 404 to an unknown revision or project', async () => {
    await expectError(await browser.open(`${path}/revisions`), 404, 'not_found')
    await create()
    for (const number of ['2', 'x', '-1', '1.5', '99999999999999999999']) {
      await expectError(await browser.open(`${path}/revisions/${number}`), 404, 'not_found')
      await expectError(
        await browser.send(`${path}/revisions/${number}/restore`, { method: 'POST' }),
        404,
        'not_found',
      )
    }
  })
})

describe('permissions', () => {
  test('no session: 401 on every route', async () => {
    const stranger = new BrowserWithoutJavaScript(server.url)
    const revisions = `${path}/revisions`
    for (const [target, method] of [
      ['/api/projects', 'GET'],
      [path, 'GET'],
      [path, 'PUT'],
      [path, 'DELETE'],
      [revisions, 'GET'],
      [`${revisions}/1`, 'GET'],
      [`${revisions}/1/restore`, 'POST'],
      ['/api/sync', 'POST'],
    ] as const) {
      await expectError(await stranger.send(target, { method }), 401, 'unauthorized')
      const forged = { cookie: 'better-auth.session_token=made-up.signature' }
      await expectError(await stranger.send(target, { method, headers: forged }), 401, 'unauthorized')
    }
  })

  test('another account neither sees nor touches it, and may use the same id for its own', async () => {
    await create()
    const other = (await createFreshAccount(server)).browser
    await expectError(await other.open(path), 404, 'not_found')
    await expectError(await other.send(path, { method: 'DELETE' }), 404, 'not_found')
    await expectError(await other.open(`${path}/revisions`), 404, 'not_found')
    const conflict = await expectError(
      await other.sendJson(path, 'PUT', { name: 'Theirs', data: emptyData, baseRevision: 1 }),
      409,
      'conflict',
    )
    expect(conflict.server).toBeNull()
    expect(
      (await other.sendJson(path, 'PUT', { name: 'Theirs', data: emptyData, baseRevision: 0 })).status,
    ).toBe(201)
    expect(await (await browser.open(path)).json()).toMatchObject({ name: 'First' })
  })

  test("[F34] one account's edits are not accepted under another's session", async () => {
    const body = { name: 'First', data: emptyData, baseRevision: 0 }
    await expectError(await put(body, { 'x-appframes-account': 'someone-else' }), 403, 'forbidden')
    expect((await put(body, { 'x-appframes-account': accountId })).status).toBe(201)
  })

  test.each([
    ['another Origin', { origin: 'https://evil.example' }],
    ['an opaque Origin', { origin: 'null' }],
    ['another port', { origin: 'http://localhost:1' }],
    ['another Referer', { referer: 'https://evil.example/page' }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
    ['a same-site fetch', { 'sec-fetch-site': 'same-site' }],
  ])('a page of another site changes nothing: %s', async (_case, headers: Record<string, string>) => {
    await expectError(await put({ name: 'x', data: emptyData, baseRevision: 0 }, headers), 403, 'forbidden')
    await expectError(await browser.send(path, { method: 'DELETE', headers }), 403, 'forbidden')
    await expectError(
      await browser.send(`${path}/revisions/1/restore`, { method: 'POST', headers }),
      403,
      'forbidden',
    )
    await expectError(await browser.sendJson('/api/auth/sign-out', 'POST', {}, headers), 403, 'forbidden')
  })

  test('a page of this site does, by its name or by its number', async () => {
    const byName = { origin: server.url, 'sec-fetch-site': 'same-origin' }
    expect((await put({ name: 'x', data: emptyData, baseRevision: 0 }, byName)).status).toBe(201)
    const numbered = new BrowserWithoutJavaScript(server.url.replace('localhost', '127.0.0.1'))
    const signedUp = await numbered.submit('/sign-up', {
      name: 'N',
      email: 'n@example.com',
      password: 'correct horse',
    })
    expect(signedUp.status).toBe(303)
  })
})

describe('the rest of the API', () => {
  test('responds with 404 to unknown addresses and 405 to impossible methods, in the one shape', async () => {
    await expectError(await browser.open('/api/nothing'), 404, 'not_found')
    await expectError(await browser.sendJson('/api/nothing', 'POST', {}), 404, 'not_found')
    for (const [target, method] of [
      ['/api/projects', 'POST'],
      ['/api/projects', 'PATCH'],
      [path, 'POST'],
      [path, 'PATCH'],
      [path, 'OPTIONS'],
      [`${path}/revisions`, 'PUT'],
      [`${path}/revisions/1`, 'POST'],
      [`${path}/revisions/1/restore`, 'GET'],
      ['/api/sync', 'GET'],
      ['/api/sync', 'PUT'],
    ] as const) {
      await expectError(await browser.send(target, { method }), 405, 'method_not_allowed')
    }
  })

  test('/healthz and /readyz need no account', async () => {
    expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ status: 'alive' })
    const ready = await fetch(`${server.url}/readyz`)
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: 'ready', database: 'reachable', storage: 'reachable' },
    ])
  })

  test('an unexpected failure is `internal` with the number that the log has, and no stack', async () => {
    const broken = await startTestServer()
    const { browser: visitor } = await createFreshAccount(broken)
    const sql = postgres(broken.databaseUrl, { max: 1 })
    await sql`alter table projects rename to elsewhere`
    await sql.end()
    const body = await expectError(await visitor.open('/api/projects'), 500, 'internal')
    expect(broken.readErrors()).toContain(body.error.requestId)
    await broken.stop({ expectedErrors: /GET \/api\/projects failed/ })
  })

  test('every response forbids framing and sniffing; a page runs only scripts with its own nonce', async () => {
    const nonces = new Set<string>()
    for (const target of ['/sign-in', '/sign-in', '/api/projects', '/favicon.svg']) {
      const { headers } = await browser.open(target)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-frame-options')).toBe('DENY')
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("frame-ancestors 'none'")
      nonces.add(/script-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? '')
    }
    expect(nonces.size).toBe(4)
    const page = await new BrowserWithoutJavaScript(server.url).open('/sign-in')
    const nonce = /'nonce-([^']+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1]
    const scripts = [...(await page.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag)
    expect(scripts.length).toBeGreaterThan(0)
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([])
  })

  test('files of the build are cached for ever, others are revalidated each time, missing ones are no page', async () => {
    const page = await (await fetch(`${server.url}/sign-in`)).text()
    const script = /\/assets\/[^"]+\.js/.exec(page)?.[0] ?? ''
    const cacheControl = async (target: string) =>
      (await fetch(server.url + target)).headers.get('cache-control')
    expect(await cacheControl(script)).toBe('public, max-age=31536000, immutable')
    for (const target of ['/sw.js', '/manifest.webmanifest', '/favicon.svg']) {
      expect(await cacheControl(target)).toBe('no-cache')
    }
    const missing = await fetch(`${server.url}/assets/gone-12345678.js`, {
      headers: { 'accept-encoding': 'br' },
    })
    expect(missing.headers.get('content-encoding')).toBeNull()
    expect([missing.status, missing.headers.get('content-type')]).toEqual([404, 'text/plain; charset=utf-8'])
  })

  test('scripts and the one style sheet are compressed at build, for clients that accept it', async () => {
    const page = await (await fetch(`${server.url}/sign-in`)).text()
    const styles = [...page.matchAll(/\/assets\/[^"]+\.css/g)].map(([path]) => path)
    expect(new Set(styles).size).toBe(1)
    for (const path of [styles[0], /\/assets\/[^"]+\.js/.exec(page)?.[0]]) {
      const get = (encoding: string) =>
        fetch(`${server.url}${path}`, { headers: { 'accept-encoding': encoding } })
      const [small, plain] = [await get('br'), await get('identity')]
      expect(small.headers.get('content-encoding')).toBe('br')
      expect(small.headers.get('vary')).toContain('Accept-Encoding')
      expect(plain.headers.get('content-encoding')).toBeNull()
      expect(small.headers.get('content-type')?.toLowerCase()).toBe(
        plain.headers.get('content-type')?.toLowerCase(),
      )
      // The text is what was built, whatever it was compressed with.
      expect(await small.text()).toBe(await plain.text())
    }
  })
})
