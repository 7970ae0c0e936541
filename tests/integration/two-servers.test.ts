import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSessionCookie } from '#tests/factories/session-cookie.ts'
import { type BalancingProxy, startBalancingProxy } from './setup/balancing-proxy.ts'
import { createTestDatabase, type TestDatabase } from './setup/test-database.ts'
import { type ServerProcess, spawnServer, TEST_SECRET, waitForUrl } from './setup/test-server.ts'

const WRITERS = 6
/** Acknowledged writes of all writers together, after each of which something happens to a server. */
const KILL_FIRST_AT = 60
const KILL_SECOND_AT = 150
const END_AT = 240

let database: TestDatabase
let sql: postgres.Sql
let proxy: BalancingProxy
const servers: { process: ServerProcess; port: string }[] = []

beforeAll(async () => {
  database = await createTestDatabase({ isEmpty: true })
  sql = postgres(database.url, { max: 1, onnotice: () => undefined })
  // Both at once on an empty database: one migrates, the other waits for it.
  await Promise.all([startServer(0, '0'), startServer(1, '0')])
  proxy = await startBalancingProxy(servers.map(({ port }) => Number(port)))
}, 120_000)

afterAll(async () => {
  await proxy.close()
  for (const { process } of servers) {
    process.child.kill('SIGTERM')
    await once(process.child, 'exit')
    await rm(process.dataDir, { recursive: true })
  }
  await sql.end()
  await database.drop()
})

async function startServer(index: number, port: string): Promise<void> {
  const process = await spawnServer({
    DATABASE_URL: database.url,
    BETTER_AUTH_SECRET: TEST_SECRET,
    PORT: port,
    SIGN_IN_MAX_PER_EMAIL_PER_HOUR: '5',
  })
  const url = await waitForUrl(process)
  servers[index] = { process, port: new URL(url).port }
}

async function killAndStartAgain(index: number): Promise<void> {
  const server = servers[index]
  if (!server) throw new Error(`There is no server ${index}.`)
  server.process.child.kill('SIGKILL')
  await once(server.process.child, 'exit')
  await rm(server.process.dataDir, { recursive: true })
  await startServer(index, server.port)
}

async function createAccount(): Promise<{ id: string; cookie: string }> {
  const id = randomUUID()
  await sql`insert into "user" (id, name, email) values (${id}, ${id}, ${`${id}@example.com`})`
  await sql`insert into session (id, token, user_id, expires_at) values (${id}, ${id}, ${id}, now() + interval '1 hour')`
  return { id, cookie: createSessionCookie(id, TEST_SECRET) }
}

type Stored = { revision: number; name: string }

/** One device: writes again and again, and sends again what got no answer. */
function createWriter(cookie: string) {
  const path = `/api/projects/${randomUUID()}`
  let acknowledged = 0
  let cut = 0

  async function send(revision: number): Promise<Response> {
    const body = JSON.stringify({
      name: `write ${revision + 1}`,
      data: { schemaVersion: 1, screensByCanvasSize: {} },
      baseRevision: revision,
    })
    const headers = { cookie, 'content-type': 'application/json' }
    while (true) {
      try {
        return await fetch(proxy.url + path, {
          method: 'PUT',
          headers,
          body,
          signal: AbortSignal.timeout(20_000),
        })
      } catch (error) {
        // The server died before or after it had written: only the server that lives can tell.
        if (!(error instanceof TypeError)) throw error
        cut += 1
      }
    }
  }

  return {
    countAcknowledged: () => acknowledged,
    countCut: () => cut,
    async write(): Promise<void> {
      const cutBefore = cut
      const answer = await send(acknowledged)
      if (answer.status === 409) {
        // Written before the cut: what is there is ours, once.
        const { server }: { server: Stored } = await answer.json()
        expect(cut).toBeGreaterThan(cutBefore)
        expect(server).toMatchObject({ revision: acknowledged + 1, name: `write ${acknowledged + 1}` })
      } else {
        expect(answer.status).toBeLessThan(300)
        expect(await answer.json()).toMatchObject({ revision: acknowledged + 1 })
      }
      acknowledged += 1
    },
    async readStored(): Promise<Stored> {
      return (await fetch(proxy.url + path, { headers: { cookie } })).json()
    },
  }
}

test('either of two servers is killed in mid-traffic: no acknowledged write is lost, none is written twice', async () => {
  const accounts = await Promise.all(Array.from({ length: WRITERS }, createAccount))
  const writers = accounts.map(({ cookie }) => createWriter(cookie))
  const countAll = () => writers.reduce((sum, writer) => sum + writer.countAcknowledged(), 0)
  const kills: Promise<void>[] = []
  await Promise.all(
    writers.map(async (writer) => {
      while (countAll() < END_AT) {
        await writer.write()
        if (kills.length === 0 && countAll() >= KILL_FIRST_AT) kills.push(killAndStartAgain(0))
        if (kills.length === 1 && countAll() >= KILL_SECOND_AT) {
          await kills[0]
          if (kills.length === 1) kills.push(killAndStartAgain(1))
        }
      }
    }),
  )
  await Promise.all(kills)
  expect(kills).toHaveLength(2)
  expect(writers.reduce((sum, writer) => sum + writer.countCut(), 0)).toBeGreaterThan(0)
  for (const writer of writers) {
    const last = writer.countAcknowledged()
    expect(await writer.readStored()).toMatchObject({ revision: last, name: `write ${last}` })
  }
  const revisions =
    await sql`select count(*)::int as count, count(distinct (user_id, revision))::int as different from project_revisions`
  expect(revisions[0]).toEqual({ count: countAll(), different: countAll() })
}, 180_000)

test('a limit is one limit over both servers, to the last attempt', async () => {
  const { id } = await createAccount()
  const attempt = () =>
    fetch(`${proxy.url}/api/auth/sign-in/email`, {
      method: 'POST',
      // A connection of its own each, so that both servers get some.
      headers: { 'content-type': 'application/json', origin: proxy.url, connection: 'close' },
      body: JSON.stringify({ email: `${id}@example.com`, password: 'a guess' }),
    })
  const answers = await Promise.all(Array.from({ length: 16 }, attempt))
  const statuses = answers.map(({ status }) => status)
  expect(statuses.filter((status) => status === 401)).toHaveLength(5)
  expect(statuses.filter((status) => status === 429)).toHaveLength(11)
})
