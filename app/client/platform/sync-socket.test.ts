import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import type { HttpRequest, Transport } from '#app/sync/api/transport.ts'
import { writeSocketResponse } from '#app/sync/protocol/socket.ts'
import { createVirtualTime } from '#tests/fakes/virtual-time.ts'
import { openSyncSocket, preferSocket, type SyncSocket } from './sync-socket.ts'

// A real WebSocket against a real server; only the clock is ours.
let server: ReturnType<typeof createServer>
let sockets: WebSocketServer
let respondsToUpgrades = true
let ends: Promise<unknown>[] = []

beforeEach(async () => {
  respondsToUpgrades = true
  ends = []
  server = createServer()
  sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    if (respondsToUpgrades)
      sockets.handleUpgrade(request, socket, head, (accepted) => sockets.emit('connection', accepted))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const events = new EventTarget()
  vi.stubGlobal('WebSocket', WebSocket)
  vi.stubGlobal('location', { origin: `http://127.0.0.1:${port}` })
  vi.stubGlobal('navigator', { onLine: true })
  for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent'] as const)
    vi.stubGlobal(name, events[name].bind(events))
})

afterEach(async () => {
  for (const socket of sockets.clients) socket.terminate()
  server.close()
  server.closeAllConnections()
  await Promise.all(ends)
  vi.unstubAllGlobals()
})

function open(signal = new AbortController().signal) {
  const clock = createVirtualTime()
  const events: string[] = []
  let opened: (socket: SyncSocket) => void = () => undefined
  const socket = new Promise<SyncSocket>((resolve) => {
    opened = resolve
  })
  const end = openSyncSocket({
    query: new URLSearchParams({ cursor: '7' }),
    signal,
    onOpen: opened,
    onAlive: () => undefined,
    onEvent: ({ data }) => events.push(data),
    time: clock.time,
  })
  ends.push(end)
  return { clock, events, socket, end }
}

/** Accepts the next connection and answers each request with what it got. */
function echo(): void {
  sockets.once('connection', (accepted: WebSocket) =>
    accepted.on('message', (data) => {
      const [, id, text = ''] = /^(\d+) (.*)$/s.exec(String(data)) ?? []
      accepted.send('{"seq":8}')
      accepted.send(writeSocketResponse({ id: Number(id), status: 200, retryAfter: null, text }))
    }),
  )
}

test('responses reach their request, and events the listener', async () => {
  echo()
  const { socket, events } = open()
  const { request: ask } = await socket
  const answers = await Promise.all([ask('{"a":1}').response, ask('{"b":2}').response])
  expect(answers).toEqual([
    { status: 200, json: { a: 1 } },
    { status: 200, json: { b: 2 } },
  ])
  expect(events).toEqual(['{"seq":8}', '{"seq":8}'])
})

test('a request whose connection ends has no response, and the end is told', async () => {
  sockets.once('connection', (accepted: WebSocket) => accepted.on('message', () => accepted.terminate()))
  const { socket, end } = open()
  const opened = await socket
  await expect(opened.request('{}').response).rejects.toThrow('The connection ended.')
  expect(await end).toBe('ended')
  expect(opened.isOpen()).toBe(false)
})

test('a request that is given up takes its connection with it, a finished one does not', async () => {
  echo()
  const { socket, end } = open()
  const opened = await socket
  const finished = opened.request('{}')
  await finished.response
  finished.cancel()
  expect(opened.isOpen()).toBe(true)
  opened.request('{}').cancel()
  expect(await end).toBe('ended')
})

test('[F43] a proxy that neither opens nor refuses it is not waited for', async () => {
  respondsToUpgrades = false
  const { clock, end } = open()
  clock.advance(5_000)
  expect(await end).toBe('refused')
})

test('without a network nothing is tried, and an open connection is left when the network goes', async () => {
  const { socket, end } = open()
  await socket
  dispatchEvent(new Event('offline'))
  expect(await end).toBe('ended')
  vi.stubGlobal('navigator', { onLine: false })
  expect(await open().end).toBe('refused')
})

test('small pushes go over the open socket, all other requests by HTTP', async () => {
  const posted: HttpRequest[] = []
  const http: Transport = (request) => {
    posted.push(request)
    return { response: Promise.resolve({ status: 204 }), cancel: () => undefined }
  }
  echo()
  const socket = await open().socket
  const transport = preferSocket(http, () => socket)
  const edit = { method: 'POST', path: '/api/sync', body: { pushes: [] } } as const
  expect(await transport({ ...edit, bodyLength: 13 }).response).toEqual({ status: 200, json: { pushes: [] } })
  for (const request of [
    edit,
    { ...edit, bodyLength: 0 },
    { ...edit, bodyLength: 1e6 },
    { ...edit, path: '/api/projects', bodyLength: 13 },
  ])
    expect(await transport(request).response).toEqual({ status: 204 })
  expect(posted).toHaveLength(4)
})
