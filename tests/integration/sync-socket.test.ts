import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect as connectTo } from 'node:net'
import postgres from 'postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { readSocketFrame, type SocketFrame, writeSocketRequest } from '#app/sync/protocol/socket.ts'
import { changesOf, createTestProject, editCaption, wholeOf } from '#tests/contracts/sync-steps.ts'
import { isNightly } from '#tests/setup/is-nightly.ts'
import type { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { createFreshAccount } from './setup/fresh-account.ts'
import { getSharedServer } from './setup/shared-server.ts'
import { startTestServer } from './setup/test-server.ts'

const server = getSharedServer()
let browser: BrowserWithoutJavaScript
let accountId: string
let opened: WebSocket[] = []

beforeEach(async () => {
  ;({ browser, accountId } = await createFreshAccount(server))
})
afterEach(() => {
  for (const socket of opened) socket.terminate()
  opened = []
})

type Dialled = { query?: Record<string, string>; cookie?: string | undefined; origin?: string }

function dial({ query = {}, cookie = browser.cookieHeader, origin = server.url }: Dialled = {}): WebSocket {
  const url = new URL(`/api/socket?${new URLSearchParams(query)}`, server.url)
  url.protocol = 'ws:'
  const socket = new WebSocket(url, { headers: cookie === '' ? {} : { cookie }, origin })
  opened.push(socket)
  socket.on('error', () => undefined)
  return socket
}

/** The status with which the upgrade was refused. */
async function findRefusal(socket: WebSocket): Promise<{ status: number; code: string }> {
  const [, response] = await once(socket, 'unexpected-response')
  const body = JSON.parse(String(Buffer.concat(await response.toArray())))
  return { status: response.statusCode, code: body.error.code }
}

/** Frames in the order in which they came, heartbeats left out. */
async function connect(options?: Dialled) {
  const socket = dial(options)
  const frames: SocketFrame[] = []
  socket.on('message', (data) => {
    const frame = readSocketFrame(String(data))
    if (frame !== undefined && frame.kind !== 'heartbeat') frames.push(frame)
  })
  await once(socket, 'open')
  async function next(kind: SocketFrame['kind']): Promise<SocketFrame & { json: never }> {
    const find = () => frames.findIndex((frame) => frame.kind === kind)
    await expect.poll(find, { timeout: 10_000 }).toBeGreaterThanOrEqual(0)
    const [frame] = frames.splice(find(), 1)
    if (frame === undefined || frame.kind === 'heartbeat') throw new Error('No such frame.')
    return { ...frame, json: JSON.parse(frame.text) as never }
  }
  return {
    socket,
    next,
    ask: (id: number, body: unknown) => socket.send(writeSocketRequest(id, JSON.stringify(body))),
  }
}

const bodyOf = (clientId: string, ...pushes: object[]) => ({ protocol: 1, clientId, cursor: 0, pushes })

test('a request is answered as if it had been posted, and the other device gets the event', async () => {
  const [a, b] = [randomUUID(), randomUUID()]
  const project = createTestProject()
  const edited = editCaption(project, 'Over the wire')
  const writer = await connect({ query: { clientId: a, cursor: '0' } })
  writer.ask(1, bodyOf(a, { ...wholeOf(project, 0), n: 1 }))
  expect(await writer.next('response')).toMatchObject({
    id: 1,
    status: 200,
    json: { acks: [{ status: 'applied' }] },
  })

  const reader = await connect({ query: { clientId: b, cursor: '1' } })
  writer.ask(2, bodyOf(a, { ...changesOf(project, edited, 1), n: 2 }))
  expect(await writer.next('response')).toMatchObject({
    id: 2,
    status: 200,
    json: { acks: [{ revision: 2 }] },
  })
  expect(await reader.next('event')).toMatchObject({ json: { from: 1, seq: 2 } })
  const kept = await (await browser.open(`/api/projects/${project.id}`)).json()
  expect(kept.revision).toBe(2)
})

test('errors have the status and the shape of the route', async () => {
  const { ask, next } = await connect()
  ask(1, { protocol: 1 })
  expect(await next('response')).toMatchObject({ id: 1, status: 400, json: { error: { code: 'invalid' } } })
  ask(2, { ...bodyOf(randomUUID()), protocol: 99 })
  expect(await next('response')).toMatchObject({
    id: 2,
    status: 426,
    json: { error: { code: 'upgrade_required' } },
  })
})

test('it is refused without a session, for another account, from another site and at a wrong cursor', async () => {
  expect(await findRefusal(dial({ cookie: '' }))).toEqual({ status: 401, code: 'unauthorized' })
  const another = dial({ query: { account: 'somebody-else' } })
  expect(await findRefusal(another)).toEqual({ status: 403, code: 'forbidden' })
  const elsewhere = dial({ origin: 'https://elsewhere.example' })
  expect(await findRefusal(elsewhere)).toEqual({ status: 403, code: 'forbidden' })
  expect(await findRefusal(dial({ query: { cursor: 'x' } }))).toEqual({ status: 400, code: 'invalid' })
  // Its name has a sign that no header may have.
  expect(await findRefusal(dial({ query: { account: '€' } }))).toEqual({ status: 403, code: 'forbidden' })
})

test.each([
  ['as Firefox and Safari offer it', 'permessage-deflate'],
  ['as Chromium offers it', 'permessage-deflate; client_max_window_bits'],
  ['not at all', undefined],
])('it opens for a browser that offers compression %s', async (_, offer) => {
  const { hostname, port } = new URL(server.url)
  const socket = connectTo(Number(port), hostname)
  const headers = {
    host: `${hostname}:${port}`,
    connection: 'Upgrade',
    upgrade: 'websocket',
    origin: server.url,
    cookie: browser.cookieHeader,
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...(offer === undefined ? {} : { 'sec-websocket-extensions': offer }),
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.write(`GET /api/socket HTTP/1.1\r\n${lines.join('')}\r\n`)
  const [first] = await once(socket, 'data')
  expect(String(first)).toMatch(/^HTTP\/1\.1 101 /)
  expect(String(first).includes('permessage-deflate')).toBe(offer !== undefined)
  socket.destroy()
})

test('a push over it counts against the limit of sync, not against the writes of the account', async () => {
  const { ask, next } = await connect()
  ask(1, { ...bodyOf(randomUUID()), pushes: [{ ...wholeOf(createTestProject(), 0), n: 1 }] })
  expect(await next('response')).toMatchObject({ status: 200 })
  const sql = postgres(server.databaseUrl, { max: 1 })
  const rows = await sql`select key from limit_counts where key like ${`%${accountId}`}`
  await sql.end()
  expect(rows.map(({ key }) => key)).not.toContain(`writes:${accountId}`)
})

test('[F33] the end of the session ends the connection', async () => {
  const { socket } = await connect()
  const closed = once(socket, 'close')
  await browser.submit('/sign-out', {})
  await closed
  expect(await findRefusal(dial())).toMatchObject({ status: 401 })
})

test('frames that are no requests, too large or too many end the connection and nothing else', async () => {
  for (const send of [
    (socket: WebSocket) => socket.send('hello'),
    (socket: WebSocket) => socket.send(`1 ${'x'.repeat(100_000)}`),
    (socket: WebSocket) => {
      for (let id = 1; id <= 50; id += 1)
        socket.send(writeSocketRequest(id, JSON.stringify(bodyOf(randomUUID()))))
    },
  ]) {
    const { socket } = await connect()
    const closed = once(socket, 'close')
    send(socket)
    await closed
  }
  const { ask, next } = await connect()
  ask(1, bodyOf(randomUUID()))
  expect(await next('response')).toMatchObject({ status: 200 })
})

test.runIf(isNightly)('a stopping server answers what it has begun and closes', async () => {
  const own = await startTestServer()
  const { browser: visitor } = await createFreshAccount(own)
  const url = new URL('/api/socket', own.url)
  url.protocol = 'ws:'
  const socket = new WebSocket(url, { headers: { cookie: visitor.cookieHeader } })
  opened.push(socket)
  await once(socket, 'open')
  const closed = once(socket, 'close')
  await own.stop()
  expect((await closed)[0]).toBe(1012)
})
