import { randomUUID } from 'node:crypto'
import { request as openRequest } from 'node:http'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { SYNC_PROTOCOL } from '#app/sync/protocol/projects.ts'
import type { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { createFreshAccount } from './setup/fresh-account.ts'
import { getSharedServer } from './setup/shared-server.ts'

const server = getSharedServer()
let browser: BrowserWithoutJavaScript

beforeAll(async () => {
  ;({ browser } = await createFreshAccount(server))
})

const send = (path: string, method: string, body: string | Buffer, headers: Record<string, string> = {}) =>
  browser.send(path, {
    method,
    body: typeof body === 'string' ? body : new Uint8Array(body),
    headers: { origin: server.url, 'content-type': 'application/json', ...headers },
  })

async function expectError(response: Response, status: number, code: string): Promise<string> {
  const { error } = await response.json()
  expect([response.status, error?.code]).toEqual([status, code])
  expect(error.message).toMatch(/^\S.*\.$/)
  return error.message
}

const id = randomUUID()
const JSON_ROUTES = [
  ['POST', '/api/sync'],
  ['PUT', `/api/projects/${id}`],
  ['DELETE', `/api/projects/${id}`],
  ['DELETE', '/api/account'],
  ['POST', '/api/media/uploads'],
  ['PATCH', `/api/media/assets/${id}`],
  ['POST', '/api/auth/sign-in/email'],
] as const

describe('JSON', () => {
  // The brackets are never closed: had it been parsed, the response would report invalid JSON.
  test.each(JSON_ROUTES)(
    'of too many levels is rejected by %s %s before it is parsed',
    async (method, path) => {
      const message = await expectError(await send(path, method, '['.repeat(50_000)), 400, 'invalid')
      expect(message).toMatch(/^The body is more than \d+ levels deep\.$/)
    },
  )

  test.each(JSON_ROUTES)(
    'of too many values is rejected by %s %s before it is parsed',
    async (method, path) => {
      const isAuth = path.startsWith('/api/auth')
      const message = await expectError(
        await send(path, method, `[${'[],'.repeat(isAuth ? 20_000 : 300_000)}`),
        413,
        'too_large',
      )
      expect(message).toMatch(/^The body holds more than \d+ values/)
    },
  )

  test('that is compressed is counted uncompressed', async () => {
    const packed = gzipSync('['.repeat(19_000_000))
    expect(packed.length).toBeLessThan(20_000)
    const answer = await send('/api/sync', 'POST', packed, { 'content-encoding': 'gzip' })
    expect(await expectError(answer, 400, 'invalid')).toContain('levels deep')
  })

  test('as deep as a project may be is stored', async () => {
    const nest = (levels: number): unknown => (levels === 0 ? 1 : { deeper: nest(levels - 1) })
    const data = (levels: number) => ({ schemaVersion: 1, screensByCanvasSize: {}, note: nest(levels) })
    const put = (levels: number) =>
      send(
        `/api/projects/${id}`,
        'PUT',
        JSON.stringify({ name: 'Deep', data: data(levels), baseRevision: 0 }),
      )
    await expectError(await put(63), 400, 'invalid')
    expect((await put(62)).status).toBe(201)
    const push = { n: 1, projectId: randomUUID(), baseRevision: 0, name: 'Deep', data: data(60) }
    const body = { protocol: SYNC_PROTOCOL, clientId: randomUUID(), cursor: null, pushes: [push] }
    const answer = await send('/api/sync', 'POST', JSON.stringify(body))
    expect((await answer.json()).acks).toMatchObject([{ status: 'applied' }])
  })
})

describe('large bodies of one account', () => {
  const packed = gzipSync(JSON.stringify({ pad: 'x'.repeat(15_000_000) }))
  const body = JSON.stringify({ pad: 'x'.repeat(4_000_000) })
  const routes = [
    ['unpacked for POST /api/sync', '/api/sync', 'POST', packed, { 'content-encoding': 'gzip' }],
    ['sent to PUT /api/projects/:id', `/api/projects/${id}`, 'PUT', body, {}],
  ] as const

  test.each(routes)(
    'that are %s wait their turn outside of memory',
    async (_, path, method, large, packing) => {
      const { browser: person } = await createFreshAccount(server)
      const headers = { origin: server.url, 'content-type': 'application/json', cookie: person.cookieHeader }
      const sendLarge = () =>
        person.send(path, {
          method,
          body: new Uint8Array(Buffer.from(large)),
          headers: { ...headers, ...packing },
        })
      expect((await sendLarge()).status).toBe(400)
      const hold = () => {
        const length = { 'content-length': 15_500_000 }
        const request = openRequest(`${server.url}/api/sync`, {
          method: 'POST',
          headers: { ...headers, ...length },
        })
        request.on('error', () => undefined).write('{')
        return request
      }
      const held = [hold(), hold(), hold()]
      const findFull = async () => {
        const { status } = await sendLarge()
        // Beside this body one of them may have found no room: another takes its place.
        if (status !== 503) held.push(hold())
        return status
      }
      await expect.poll(findFull, { timeout: 20_000 }).toBe(503)
      expect((await sendLarge()).headers.get('retry-after')).toMatch(/^\d+$/)
      const edit = { protocol: SYNC_PROTOCOL, clientId: randomUUID(), cursor: null, pushes: [] }
      expect((await person.sendJson('/api/sync', 'POST', edit)).status).toBe(200)
      for (const request of held) request.destroy()
      await expect.poll(async () => (await sendLarge()).status, { timeout: 20_000 }).toBe(400)
    },
  )
})

describe('/api/auth/*', () => {
  const large = 'x'.repeat(70_000)
  const sendAuth = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/api/auth${path}`, {
      method: 'POST',
      body,
      headers: { origin: server.url, 'content-type': 'application/json', ...headers },
      duplex: 'half',
    } as RequestInit)

  test.each([
    '/sign-in/email',
    '/sign-up/email',
    '/request-password-reset',
    '/update-user',
    '/no-such-route',
  ])('rejects a large body to %s before it is read, without a session', async (path) => {
    const body = JSON.stringify({ email: 'a@example.com', password: large, name: 'N' })
    await expectError(await sendAuth(path, body), 413, 'too_large')
    const stream = new Blob([body]).stream()
    await expectError(await sendAuth(path, stream), 413, 'too_large')
    const form = `email=a%40example.com&password=${large}`
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    await expectError(await sendAuth(path, form, type), 413, 'too_large')
  })

  const update = (body: unknown) => send('/api/auth/update-user', 'POST', JSON.stringify(body))
  const readName = async () => (await (await browser.open('/api/auth/get-session')).json()).user

  test.each([
    ['an empty name', { name: '  ' }],
    ['no text', { name: { first: 'A' } }],
    ['null', { name: null }],
    ['a name with NUL', { name: 'a\0b' }],
    ['a name with half a character', { name: 'a\ud800' }],
    ['a long name', { name: 'x'.repeat(101) }],
    ['a picture', { name: 'A', image: 'https://example.com/a.png' }],
    ['a picture that is null', { name: 'A', image: null }],
    ['nothing', {}],
  ])('update-user rejects %s with a sentence and changes nothing', async (_what, body) => {
    const before = await readName()
    await expectError(await update(body), 400, 'invalid')
    expect(await readName()).toEqual(before)
  })

  test('update-user is closed: names are changed on the account page', async () => {
    const before = await readName()
    await expectError(await update({ name: ' Ada ' }), 404, 'not_found')
    expect(await readName()).toEqual(before)
  })

  test('sign-up accepts no name that the form would reject, and no picture', async () => {
    const account = { email: `odd-${randomUUID()}@example.com`, password: 'correct horse' }
    for (const odd of [
      { name: 'x'.repeat(101) },
      { name: '' },
      { name: 'A', image: 'https://a.example/a' },
    ]) {
      const body = JSON.stringify({ ...account, ...odd })
      await expectError(await sendAuth('/sign-up/email', body), 400, 'invalid')
      const form = new URLSearchParams({ ...account, ...odd }).toString()
      const type = { 'content-type': 'application/x-www-form-urlencoded' }
      await expectError(await sendAuth('/sign-up/email', form, type), 400, 'invalid')
    }
    const plain = JSON.stringify({ ...account, name: 'Ada' })
    expect((await sendAuth('/sign-up/email', plain)).status).toBe(200)
  })

  test('NUL in any text is rejected, not a failure of the server', async () => {
    const body = JSON.stringify({ email: 'a\0@example.com', password: 'p' })
    await expectError(await sendAuth('/sign-in/email', body), 400, 'invalid')
  })

  test('accepts JSON and forms, nothing else', async () => {
    for (const type of ['text/plain', 'application/octet-stream', 'multipart/form-data; boundary=x']) {
      const answer = await sendAuth('/sign-in/email', 'email', { 'content-type': type })
      await expectError(answer, 415, 'unsupported_media_type')
    }
  })
})

describe('/api/events', () => {
  const open = (method = 'GET') =>
    fetch(`${server.url}/api/events`, { method, headers: { cookie: browser.cookieHeader } })

  test('HEAD opens no stream, however often', async () => {
    for (let times = 0; times < 60; times += 1) expect((await open('HEAD')).status).toBe(200)
    const stream = await open()
    expect(stream.status).toBe(200)
    await stream.body?.cancel()
  })

  test('unsupported methods open nothing', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const answer = await browser.send('/api/events', { method, headers: { origin: server.url } })
      expect(answer.status).toBe(405)
    }
  })

  test('three hundred concurrent streams are fifty, and the places of those that end are free again', async () => {
    const { browser: person } = await createFreshAccount(server)
    const streams = await Promise.all(
      Array.from({ length: 300 }, () =>
        fetch(`${server.url}/api/events`, { headers: { cookie: person.cookieHeader } }),
      ),
    )
    expect(streams.filter(({ status }) => status === 200)).toHaveLength(50)
    expect(streams.filter(({ status }) => status === 429)).toHaveLength(250)
    await Promise.all(streams.map((stream) => stream.body?.cancel()))
    await expect
      .poll(async () => {
        const stream = await person.open('/api/events')
        await stream.body?.cancel()
        return stream.status
      })
      .toBe(200)
  })
})
