import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isNightly } from '#tests/setup/is-nightly.ts'
import { isStarting, startTwoServers, type TwoServers, workThroughKills } from './setup/two-servers.ts'

const WRITERS = 6

let both: TwoServers

beforeAll(async () => {
  both = await startTwoServers({ SIGN_IN_MAX_PER_EMAIL_PER_HOUR: '5' })
}, 120_000)
afterAll(() => both.stop())

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
        const signal = AbortSignal.timeout(20_000)
        const response = await fetch(both.url + path, { method: 'PUT', headers, body, signal })
        if (!isStarting(response)) return response
      } catch (error) {
        // The server died before or after it had written: only the living server knows.
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
      const response = await send(acknowledged)
      if (response.status === 409) {
        // Written before the cut: the rows there are ours, once.
        const { server }: { server: Stored } = await response.json()
        expect(cut).toBeGreaterThan(cutBefore)
        expect(server).toMatchObject({ revision: acknowledged + 1, name: `write ${acknowledged + 1}` })
      } else {
        expect(response.status).toBeLessThan(300)
        expect(await response.json()).toMatchObject({ revision: acknowledged + 1 })
      }
      acknowledged += 1
    },
    async readStored(): Promise<Stored> {
      return (await fetch(both.url + path, { headers: { cookie } })).json()
    },
  }
}

test.runIf(isNightly)(
  'either of two servers is killed in mid-traffic: no acknowledged write is lost, none is written twice',
  async () => {
    const accounts = await Promise.all(Array.from({ length: WRITERS }, () => both.createAccount()))
    const writers = accounts.map(({ cookie }) => createWriter(cookie))
    const { killCount, acknowledgedCount: count } = await workThroughKills(both, writers, {
      step: (writer) => writer.write(),
      countAcknowledged: (writer) => writer.countAcknowledged(),
    })
    expect(killCount).toBe(2)
    expect(writers.reduce((sum, writer) => sum + writer.countCut(), 0)).toBeGreaterThan(0)
    for (const writer of writers) {
      const last = writer.countAcknowledged()
      expect(await writer.readStored()).toMatchObject({ revision: last, name: `write ${last}` })
    }
    const revisions =
      await both.sql`select count(*)::int as count, count(distinct (user_id, revision))::int as different from project_revisions`
    expect(revisions[0]).toEqual({ count, different: count })
  },
  180_000,
)

test('a limit is one limit over both servers, to the last attempt', async () => {
  const { id } = await both.createAccount()
  const attempt = () =>
    fetch(`${both.url}/api/auth/sign-in/email`, {
      method: 'POST',
      // A connection of its own each, so that both servers get some.
      headers: { 'content-type': 'application/json', origin: both.url, connection: 'close' },
      body: JSON.stringify({ email: `${id}@example.com`, password: 'a guess' }),
    })
  const responses = await Promise.all(Array.from({ length: 16 }, attempt))
  const statuses = responses.map(({ status }) => status)
  expect(statuses.filter((status) => status === 401)).toHaveLength(5)
  expect(statuses.filter((status) => status === 429)).toHaveLength(11)
}, 120_000)
