import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SYNC_PROTOCOL, syncResponseSchema } from '#app/sync/protocol/projects.ts'
import type { BrowserWithoutJavaScript } from './setup/browser-without-javascript.ts'
import { createFreshAccount } from './setup/fresh-account.ts'
import { startTestServer, type TestServer } from './setup/test-server.ts'

const MAX_BYTES = 4_000_000

let server: TestServer
let sql: postgres.Sql
beforeAll(async () => {
  server = await startTestServer({ PROJECTS_MAX: '50', PROJECTS_MAX_BYTES: String(MAX_BYTES) })
  sql = postgres(server.databaseUrl, { max: 1 })
})
afterAll(async () => {
  await sql.end()
  await server.stop()
})

const dataOf = (length: number) => ({
  schemaVersion: 1,
  screensByCanvasSize: {},
  note: 'x'.repeat(length),
})

type Sender = { browser: BrowserWithoutJavaScript; clientId: string }

/** A request of this many new projects, compressed: hardly any bytes on the wire. */
async function pushPacked({ browser, clientId }: Sender, { first, count }: { first: number; count: number }) {
  const data = dataOf(980_000)
  const pushes = Array.from({ length: count }, (_, index) => {
    return { n: first + index, projectId: randomUUID(), baseRevision: 0, name: 'Large', data }
  })
  const packed = gzipSync(JSON.stringify({ protocol: SYNC_PROTOCOL, clientId, cursor: null, pushes }))
  const response = await browser.send('/api/sync', {
    method: 'POST',
    body: new Uint8Array(packed),
    headers: { origin: server.url, 'content-type': 'application/json', 'content-encoding': 'gzip' },
  })
  expect(response.status).toBe(200)
  return { sentBytes: packed.length, acks: syncResponseSchema.parse(await response.json()).acks }
}

const readStored = async (accountId: string) => {
  const [row] =
    await sql`select coalesce(sum(octet_length(data::text)), 0)::float8 as bytes, count(*)::int as count
    from projects where user_id = ${accountId}`
  return row
}

test('twenty-four kilobytes that unpack to twenty megabytes are stored only as far as the account has space', async () => {
  const { browser, accountId } = await createFreshAccount(server)
  const sender = { browser, clientId: randomUUID() }
  let sentBytes = 0
  const statuses: string[] = []
  for (let request = 0; request < 7; request += 1) {
    const sent = await pushPacked(sender, { first: 1 + 3 * request, count: 3 })
    sentBytes += sent.sentBytes
    for (const { status, error } of sent.acks) {
      statuses.push(status)
      if (status === 'rejected') expect(error?.code).toBe('insufficient_storage')
    }
  }
  expect(sentBytes).toBeLessThan(24_000)
  expect(statuses).toEqual([...Array(4).fill('applied'), ...Array(17).fill('rejected')])
  expect(await readStored(accountId)).toMatchObject({ count: 4 })
})

test('devices of one account that send at once do not pass the limit together; another account is not affected', async () => {
  const { browser, accountId } = await createFreshAccount(server)
  const other = await createFreshAccount(server)
  const senders = Array.from({ length: 5 }, () => ({ browser, clientId: randomUUID() }))
  const [theirs, ...ours] = await Promise.all([
    pushPacked({ browser: other.browser, clientId: randomUUID() }, { first: 1, count: 2 }),
    ...senders.map((sender) => pushPacked(sender, { first: 1, count: 2 })),
  ])
  expect(theirs?.acks.map(({ status }) => status)).toEqual(['applied', 'applied'])
  expect(ours.flatMap(({ acks }) => acks).filter(({ status }) => status === 'applied')).toHaveLength(4)
  expect(await readStored(accountId)).toMatchObject({ count: 4 })
})

test('a PUT without space is 507 with a sentence; smaller it is accepted', async () => {
  const { browser } = await createFreshAccount(server)
  const put = (id: string, length: number, baseRevision = 0) =>
    browser.sendJson(`/api/projects/${id}`, 'PUT', { name: 'P', data: dataOf(length), baseRevision })
  const ids = Array.from({ length: 5 }, () => randomUUID())
  const [first = '', , , , last = ''] = ids
  for (const id of ids.slice(0, 4)) expect((await put(id, 980_000)).status).toBe(201)
  const refused = await put(last, 980_000)
  expect(refused.status).toBe(507)
  expect(await refused.json()).toEqual({
    error: {
      code: 'insufficient_storage',
      message: expect.stringMatching(/^The projects of your account would take more than the 4 MB/),
    },
  })
  expect((await put(first, 1_000, 1)).status).toBe(200)
  expect((await put(last, 980_000)).status).toBe(201)
})
