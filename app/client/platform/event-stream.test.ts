import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createVirtualTime } from '#tests/fakes/virtual-time.ts'
import { type EventStream, openEventStream } from './event-stream.ts'

// The real fetch against a real server; only the clock is ours.
type Caller = { request: IncomingMessage; response: ServerResponse }

let callers: Caller[] = []
let recordCaller: (() => void) | undefined
let base = ''
let stream: EventStream | undefined
let stopServer: () => void = () => undefined
const realFetch = globalThis.fetch

beforeEach(async () => {
  callers = []
  const server = createServer((request, response) => {
    callers.push({ request, response })
    recordCaller?.()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  base = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : ''
  stopServer = () => {
    server.close()
    server.closeAllConnections()
  }
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => realFetch(`${base}${path}`, init))
  vi.spyOn(console, 'info').mockReturnValue(undefined)
})

afterEach(() => {
  stream?.close()
  stopServer()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

function open(clock = createVirtualTime()) {
  const events: unknown[] = []
  const opened = { count: 0 }
  const listeners: (() => void)[] = []
  const wake = () => {
    for (const listener of listeners.splice(0)) listener()
  }
  stream = openEventStream({
    accountId: 'account-1',
    findPosition: async () => ({ cursor: 7, clientId: 'client-1' }),
    onEvent: (event) => {
      events.push(event)
      wake()
    },
    onReviews: (data) => {
      events.push({ reviews: data })
      wake()
    },
    onOpen: () => {
      opened.count += 1
      wake()
    },
    time: clock.time,
    random: () => 1,
  })
  return { clock, events, opened, next: () => new Promise<void>((resolve) => listeners.push(resolve)) }
}

async function nextCaller(count: number): Promise<Caller> {
  while (callers.length < count) {
    await new Promise<void>((resolve) => {
      recordCaller = resolve
    })
  }
  const caller = callers[count - 1]
  if (caller === undefined) throw new Error('nobody called')
  return caller
}

function handleStream({ response }: Caller): void {
  response.setHeader('content-type', 'text/event-stream')
  response.write(': here\n\n')
}

async function startStream(world: ReturnType<typeof open>): Promise<Caller> {
  const caller = await nextCaller(1)
  handleStream(caller)
  await world.next()
  return caller
}

const event = { epoch: 'e', from: 7, seq: 8 }

test('[F34] the stream names its account and where the device stands; events arrive as they are told', async () => {
  const world = open()
  const caller = await nextCaller(1)
  expect(caller.request.url).toBe('/api/events?cursor=7&clientId=client-1')
  expect(caller.request.headers['x-appframes-account']).toBe('account-1')
  handleStream(caller)
  await world.next()
  caller.response.write(`id: 8\ndata: ${JSON.stringify(event)}\n\ndata: {"not":"ours"}\n\n`)
  await world.next()
  expect(world.events).toEqual([event])
})

test('an event about review links is handed on as it came, and is none of sync', async () => {
  const world = open()
  const { response } = await startStream(world)
  response.write('event: reviews\ndata: {"unread":{"p":1}}\n\n')
  await world.next()
  expect(world.events).toEqual([{ reviews: '{"unread":{"p":1}}' }])
})

test('an event that comes in pieces between heartbeats is delivered once, when it is whole', async () => {
  const world = open()
  const { response } = await startStream(world)
  const text = JSON.stringify(event)
  for (const piece of [
    ': beat\n\nretry: 500\n\nid: 8\nevent: sync\nda',
    `ta:${text.slice(0, 9)}`,
    text.slice(9),
  ])
    response.write(piece)
  response.write('\r\n')
  const next = world.next()
  response.write('\r\n: beat\r\n\r\ndata: {"epoch":"e","from":8,"seq":9}')
  await next
  response.end()
  await vi.waitFor(() => expect(world.clock.nextDelayMs()).toBe(500))
  expect(world.events).toEqual([event])
})

test('[F43] a stream that falls silent is given up and opened again', async () => {
  const world = open()
  handleStream(await nextCaller(1))
  await world.next()
  const closed = once((await nextCaller(1)).response, 'close')
  world.clock.advance(46_000)
  await closed
  await vi.waitFor(() => expect(world.clock.nextDelayMs()).toBe(500))
  world.clock.advance(1_000)
  handleStream(await nextCaller(2))
  await world.next()
  expect(world.opened.count).toBe(2)
})

test('[F44] every opening asks for a pull, because wake-ups may have been lost meanwhile', async () => {
  const world = open()
  const first = await nextCaller(1)
  handleStream(first)
  await world.next()
  first.response.destroy()
  await vi.waitFor(() => expect(world.clock.nextDelayMs()).toBe(500))
  stream?.hurry()
  handleStream(await nextCaller(2))
  await world.next()
  expect(world.opened.count).toBe(2)
})

test('[F42] a portal that answers with a page is no stream', async () => {
  const world = open()
  const { response } = await nextCaller(1)
  response.setHeader('content-type', 'text/html')
  response.end('<p>Accept our terms</p>')
  await vi.waitFor(() => expect(world.clock.nextDelayMs()).toBe(500))
  expect(world.opened.count).toBe(0)
})

test('a closed stream stays closed', async () => {
  const world = open()
  const caller = await nextCaller(1)
  handleStream(caller)
  await world.next()
  const closed = once(caller.response, 'close')
  stream?.close()
  await closed
  world.clock.advance(600_000)
  expect(callers).toHaveLength(1)
})
