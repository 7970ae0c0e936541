import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import postgres from 'postgres'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type SyncEvent, syncEventSchema } from '#app/sync/protocol/projects.ts'
import { applyItem, changesOf, createTestProject, editCaption, wholeOf } from '#tests/contracts/sync-steps.ts'
import { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { createFreshAccount, type FreshAccount } from './setup/fresh-account.ts'
import { spawnServer, TEST_SECRET, waitForUrl } from './setup/server-process.ts'
import { getSharedServer } from './setup/shared-server.ts'

const server = getSharedServer()
let account: FreshAccount
let browser: BrowserWithoutJavaScript
const clientId = randomUUID()
let open: { abort: () => void }[] = []

beforeEach(async () => {
  account = await createFreshAccount(server)
  browser = account.browser
})
afterEach(() => {
  for (const stream of open) stream.abort()
  open = []
})

/** Reads the stream event by event; `next` waits for as long as it takes. */
async function listen(
  query: Record<string, string>,
  options: { origin?: string; lastEventId?: string; encoding?: 'gzip' | 'identity' } = {},
) {
  const abort = new AbortController()
  open.push(abort)
  const headers = {
    cookie: browser.cookieHeader,
    'accept-encoding': options.encoding ?? 'gzip',
    ...(options.lastEventId && { 'last-event-id': options.lastEventId }),
  }
  const url = new URL(`/api/events?${new URLSearchParams(query)}`, options.origin ?? server.url)
  const response = await fetch(url, { headers, signal: abort.signal })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
  expect(response.headers.get('content-encoding')).toBe(options.encoding === 'identity' ? null : 'gzip')
  const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  async function readBlock(): Promise<string | undefined> {
    while (!text.includes('\n\n')) {
      const { done, value } = await reader.read()
      if (done) return undefined
      text += value
    }
    const end = text.indexOf('\n\n')
    const block = text.slice(0, end)
    text = text.slice(end + 2)
    return block
  }
  async function next(): Promise<SyncEvent & { id: string }> {
    while (true) {
      const block = await readBlock()
      if (block === undefined) throw new Error('The stream has ended.')
      const id = /^id: (.*)$/m.exec(block)?.[1] ?? ''
      const data = /^data: (.*)$/m.exec(block)?.[1]
      if (data) return { ...syncEventSchema.parse(JSON.parse(data)), id }
    }
  }
  return { next, readBlock }
}

/** What leaves the server's socket for one event, still compressed. */
async function countBytes(query: Record<string, string>) {
  const url = new URL(`/api/events?${new URLSearchParams(query)}`, server.url)
  const headers = { cookie: browser.cookieHeader, 'accept-encoding': 'gzip' }
  const call = get(url, { headers })
  const [response] = (await once(call, 'response')) as [IncomingMessage]
  open.push({ abort: () => call.destroy() })
  call.on('error', () => undefined)
  const sizes: number[] = []
  response.on('data', (chunk: Buffer) => sizes.push(chunk.length))
  const next = () => expect.poll(() => sizes.length, { timeout: 10_000 }).toBeGreaterThan(0)
  // The opening of the stream.
  await next()
  sizes.length = 0
  return {
    async next(): Promise<number> {
      await next()
      return sizes.splice(0).reduce((sum, size) => sum + size, 0)
    },
  }
}

let n = 0
async function push(...pushes: object[]) {
  const numbered = pushes.map((each) => ({ ...each, n: ++n }))
  const body = { protocol: 1, clientId, cursor: 0, pushes: numbered }
  const answer = await (await browser.sendJson('/api/sync', 'POST', body)).json()
  expect(answer.acks.map(({ status }: { status: string }) => status)).toEqual(pushes.map(() => 'applied'))
  return answer
}
beforeEach(() => {
  n = 0
})

describe('GET /api/events', () => {
  test('begins with the reconnect delay, and sends at once everything after the cursor', async () => {
    await push(wholeOf(createTestProject(), 0))
    const stream = await listen({ cursor: '0' })
    expect(await stream.readBlock()).toBe('retry: 2000')
    // The sample is larger than the inline limit.
    expect(await stream.next()).toEqual({
      id: '1',
      epoch: expect.any(String),
      from: 0,
      seq: 1,
      mediaSeq: 0,
    })
  })

  test.each(['gzip', 'identity'] as const)(
    'contains a small edit whole (%s): a device at its start needs no request at all',
    async (encoding) => {
      const project = createTestProject()
      await push(wholeOf(project, 0))
      const stream = await listen({ cursor: '1', clientId: randomUUID() }, { encoding })
      const edited = editCaption(project, 'Edited')
      await push(changesOf(project, edited, 1))
      const event = await stream.next()
      expect(event).toMatchObject({ id: '2', from: 1, seq: 2 })
      expect(event.changes).toHaveLength(1)
      expect(applyItem(project, event.changes?.[0] as never)).toEqual(edited)
      const again = editCaption(edited, 'Again')
      await push(changesOf(edited, again, 2))
      expect(await stream.next()).toMatchObject({ from: 2, seq: 3, changes: [{ baseRevision: 2 }] })
    },
  )

  test('takes few bytes of the wire for a small edit: repetitions are compressed per stream', async () => {
    const project = createTestProject()
    await push(wholeOf(project, 0))
    const wire = await countBytes({ cursor: '1', clientId: randomUUID() })
    const sizes: number[] = []
    let before = project
    for (const words of ['Edited', 'Again', 'Once more']) {
      const after = editCaption(before, words)
      await push(changesOf(before, after, sizes.length + 1))
      before = after
      sizes.push(await wire.next())
    }
    const [first = 0, ...later] = sizes
    expect(first).toBeLessThan(450)
    expect(Math.max(...later)).toBeLessThan(200)
  })

  test('[F29] does not wake the client whose own edit it was', async () => {
    const project = createTestProject()
    await push(wholeOf(project, 0))
    const own = await listen({ cursor: '1', clientId })
    const other = await listen({ cursor: '1', clientId: randomUUID() })
    await push(changesOf(project, editCaption(project, 'Own'), 1))
    expect(await other.next()).toMatchObject({ from: 1, seq: 2 })
    await browser.submit('/?index', { intent: 'rename', id: project.id, name: 'By form' })
    expect(await own.next()).toMatchObject({ from: 2, seq: 3, changes: [{ revision: 3 }] })
  })

  test('[F44] resumes after the last event that a browser names', async () => {
    const project = createTestProject()
    await push(wholeOf(project, 0))
    await push(changesOf(project, editCaption(project, 'Missed'), 1))
    const stream = await listen({ cursor: '0' }, { lastEventId: '1' })
    expect(await stream.next()).toMatchObject({ from: 1, seq: 2, changes: [{ baseRevision: 1 }] })
  })

  test('[F34] contains nothing of another account', async () => {
    const stream = await listen({ cursor: '0' })
    const mine = browser
    browser = (await createFreshAccount(server)).browser
    await push(wholeOf(createTestProject(), 0))
    browser = mine
    const small = { schemaVersion: 1, screensByCanvasSize: {} }
    const id = randomUUID()
    await browser.sendJson(`/api/projects/${id}`, 'PUT', { name: 'Mine', data: small, baseRevision: 0 })
    expect((await stream.next()).changes).toMatchObject([{ projectId: id, name: 'Mine', data: small }])
  })

  test('responds with 401 without a session, 403 for another account, 400 to an invalid cursor', async () => {
    const url = `${server.url}/api/events`
    expect((await fetch(url)).status).toBe(401)
    const headers = { 'x-appframes-account': 'somebody' }
    expect((await browser.send('/api/events', { headers })).status).toBe(403)
    expect((await browser.open('/api/events?cursor=x')).status).toBe(400)
    expect((await browser.sendJson('/api/events', 'POST', {})).status).toBe(405)
  })

  test('an account has fifty streams at most, and a closed one frees its place', async () => {
    const streams = await Promise.all(Array.from({ length: 50 }, () => listen({ cursor: '0' })))
    const refused = await browser.open('/api/events')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
    expect(streams).toHaveLength(50)
    open.pop()?.abort()
    // The server notices the closed connection in its own time.
    await expect
      .poll(async () => {
        const abort = new AbortController()
        open.push(abort)
        const headers = { cookie: browser.cookieHeader }
        return (await fetch(`${server.url}/api/events`, { headers, signal: abort.signal })).status
      })
      .toBe(200)
  })
})

describe('many processes on one database', () => {
  test('a write through one wakes the listeners of the other, also after its LISTEN was cut', async () => {
    const second = await spawnServer({ DATABASE_URL: server.databaseUrl, BETTER_AUTH_SECRET: TEST_SECRET })
    const origin = await waitForUrl(second)
    const project = createTestProject()
    await push(wholeOf(project, 0))
    const stream = await listen({ cursor: '1' }, { origin })
    const edited = editCaption(project, 'Through the first')
    await push(changesOf(project, edited, 1))
    expect(await stream.next()).toMatchObject({ from: 1, seq: 2, changes: [{ revision: 2 }] })

    const sql = postgres(server.databaseUrl, { max: 1 })
    const [cut] = await sql`select count(pg_terminate_backend(pid))::int as count from pg_stat_activity
      where query ilike 'listen%' and datname = current_database()`
    expect(cut?.count).toBeGreaterThan(0)
    await sql.end()
    const later = editCaption(edited, 'While nobody listened')
    await push(changesOf(edited, later, 2))
    expect(await stream.next()).toMatchObject({ from: 2, seq: 3 })

    second.child.kill('SIGTERM')
    // Ends with the reconnect delay.
    let last: string | undefined
    for (let block = await stream.readBlock(); block !== undefined; block = await stream.readBlock())
      last = block
    expect(last).toMatch(/^retry: \d+$/)
  })
})

describe('a session that has ended gets no more events', () => {
  const endings: [name: string, end: (device: BrowserWithoutJavaScript) => Promise<Response>][] = [
    ['signed out', (device) => device.at(server.url).submit('/sign-out', {})],
    [
      'its password changed elsewhere',
      (device) =>
        device.at(server.url).submit('/account', {
          intent: 'change-password',
          currentPassword: 'correct horse',
          newPassword: 'another horse',
        }),
    ],
    [
      'its account deleted',
      (device) => device.sendJson('/api/account', 'DELETE', { password: 'correct horse' }),
    ],
  ]
  test.each(endings)('%s: its stream ends at once, on another process too', async (_, end) => {
    const other = await spawnServer({ DATABASE_URL: server.databaseUrl, BETTER_AUTH_SECRET: TEST_SECRET })
    const origin = await waitForUrl(other)
    const streams = [await listen({ cursor: '0' }), await listen({ cursor: '0' }, { origin })]
    expect((await end(browser)).status).toBeLessThan(400)
    for (const stream of streams) {
      const blocks: string[] = []
      for (let block = await stream.readBlock(); block !== undefined; block = await stream.readBlock())
        blocks.push(block)
      expect(blocks.length).toBeLessThan(10)
      expect(blocks, 'no heartbeat was waited for').not.toContain(':')
    }
    other.child.kill('SIGTERM')
    await once(other.child, 'exit')
  })

  test('without a notification of its end, the session is checked again before an event', async () => {
    const stream = await listen({ cursor: '0' })
    const sql = postgres(server.databaseUrl, { max: 1 })
    // In one transaction: no other test's session ends without its trigger.
    await sql.begin(async (tx) => {
      await tx`alter table session disable trigger user`
      await tx`delete from session where user_id = ${account.accountId}`
      await tx`alter table session enable trigger user`
    })
    await sql.end()
    const again = new BrowserWithoutJavaScript(server.url)
    await again.submit('/sign-in', { email: account.email, password: 'correct horse' })
    // Older than the limit for trusting it.
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    const secret = 'for the new session only'
    const made = await again.sendJson(`/api/projects/${randomUUID()}`, 'PUT', {
      name: secret,
      data: { schemaVersion: 1, screensByCanvasSize: {} },
      baseRevision: 0,
    })
    expect(made.status).toBe(201)
    let text = ''
    for (let block = await stream.readBlock(); block !== undefined; block = await stream.readBlock())
      text += block
    expect(text).not.toContain(secret)
  })
})
