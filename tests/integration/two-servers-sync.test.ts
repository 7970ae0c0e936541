import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { type SyncResponse, syncResponseSchema } from '#app/sync/protocol/projects.ts'
import { changesOf, createTestProject, type Unnumbered, wholeOf } from '#tests/contracts/sync-steps.ts'
import { isStarting, startTwoServers, type TwoServers, workThroughKills } from './setup/two-servers.ts'
import { watchEvents } from './setup/watch-events.ts'

const SYNC_MAX_PER_MINUTE = 150

let both: TwoServers

beforeAll(async () => {
  both = await startTwoServers({ SYNC_MAX_PER_MINUTE: String(SYNC_MAX_PER_MINUTE) })
}, 120_000)
afterAll(() => both.stop())

type SendOptions = { cookie: string; body: object; url?: string }

const send = ({ cookie, body, url = both.url }: SendOptions) =>
  fetch(`${url}/api/sync`, {
    method: 'POST',
    // A connection of its own each, so that both servers get some.
    headers: { cookie, 'content-type': 'application/json', connection: 'close' },
    body: JSON.stringify({ protocol: 1, cursor: null, pushes: [], ...body }),
    signal: AbortSignal.timeout(20_000),
  })

async function read(response: Response): Promise<SyncResponse> {
  expect(response.status).toBe(200)
  return syncResponseSchema.parse(await response.json())
}

/** One device with a project of its own: every edit adds a mark to it, so that each one can be read back. */
function createDevice(cookie: string) {
  const clientId = randomUUID()
  let project: ProjectDocument = createTestProject()
  let [cursor, n, cut, isCreated] = [0, 0, 0, false]
  const acknowledged: string[] = []

  /** Unacknowledged pushes are sent again, the same under the same number (S11). */
  async function push(what: Unnumbered): Promise<SyncResponse> {
    n += 1
    while (true) {
      try {
        const response = await send({ cookie, body: { clientId, cursor, pushes: [{ ...what, n }] } })
        if (isStarting(response)) continue
        return await read(response)
      } catch (error) {
        // The server died before or after it had written: only the living server knows. A response cut between its head
        // and its body reads as no JSON.
        if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error
        cut += 1
      }
    }
  }

  return {
    get projectId() {
      return project.id
    },
    acknowledged,
    countCut: () => cut,
    countPushes: () => n,
    getCursor: () => cursor,
    async edit(): Promise<void> {
      const mark = `edit-${acknowledged.length + 1}`
      const edited = { ...project, [mark]: `of ${clientId}` }
      const cutBefore = cut
      const answer = await push(isCreated ? changesOf(project, edited, n) : wholeOf(edited, 0))
      const [ack] = answer.acks
      expect(ack).toMatchObject({ n, revision: n, projectId: project.id })
      expect(cut === cutBefore ? ['applied'] : ['applied', 'duplicate']).toContain(ack?.status)
      project = edited
      isCreated = true
      cursor = Math.max(cursor, answer.cursor)
      acknowledged.push(mark)
    },
  }
}

describe('POST /api/sync on two servers', () => {
  test('either one is killed in mid-traffic: every acknowledged edit is there, once, and every listener was notified', async () => {
    const accounts = await Promise.all([1, 2, 3].map(() => both.createAccount()))
    const ears = await Promise.all(accounts.map(({ cookie }) => watchEvents({ url: both.url, cookie })))
    const owned = accounts.map(({ cookie }) => [createDevice(cookie), createDevice(cookie)])
    const devices = owned.flat()
    const { killCount } = await workThroughKills(both, devices, {
      step: (device) => device.edit(),
      countAcknowledged: (device) => device.acknowledged.length,
    })
    expect(killCount).toBe(2)
    expect(devices.reduce((sum, device) => sum + device.countCut(), 0)).toBeGreaterThan(0)
    expect(ears.reduce((sum, ear) => sum + ear.countReopened(), 0)).toBeGreaterThan(0)

    for (const [index, { id, cookie }] of accounts.entries()) {
      const pulled = await read(await send({ cookie, body: { clientId: randomUUID() } }))
      const mine = owned[index] ?? []
      // The account's number counts every accepted write: none is missing, none was written twice.
      expect(pulled.cursor).toBe(mine.reduce((sum, device) => sum + device.countPushes(), 0))
      for (const device of mine) {
        const item = pulled.changes.find(({ projectId }) => projectId === device.projectId)
        const marks = Object.keys(item?.data ?? {}).filter((key) => key.startsWith('edit-'))
        expect(marks.toSorted()).toEqual(device.acknowledged.toSorted())
        expect(item?.revision).toBe(device.acknowledged.length)
      }
      const [written] =
        await both.sql`select count(*)::int as count from project_revisions where user_id = ${id}`
      expect(written?.count).toBe(pulled.cursor)
      await ears[index]?.received(pulled.cursor)
      ears[index]?.close()
    }
  }, 180_000)

  test('a push to one wakes listeners at the other, both ways, after both were killed', async () => {
    for (const [from, to] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const { cookie } = await both.createAccount()
      const ear = await watchEvents({ url: both.urlOf(to), cookie })
      const pushes = [{ ...wholeOf(createTestProject(), 0), n: 1 }]
      const answer = await read(
        await send({ cookie, url: both.urlOf(from), body: { clientId: randomUUID(), pushes } }),
      )
      expect(answer.acks[0]?.status).toBe('applied')
      await ear.received(answer.cursor)
      expect(ear.countReopened()).toBe(0)
      ear.close()
    }
  }, 60_000)

  test('the limit of an account is one over both, to the last request, and outlives a server', async () => {
    const { cookie } = await both.createAccount()
    const clientId = randomUUID()
    async function askOnce(): Promise<number> {
      const response = await send({ cookie, body: { clientId } })
      return isStarting(response) ? askOnce() : response.status
    }
    async function ask(count: number): Promise<number[]> {
      const statuses: number[] = []
      while (statuses.length < count) {
        const together = Math.min(25, count - statuses.length)
        statuses.push(...(await Promise.all(Array.from({ length: together }, askOnce))))
      }
      return statuses
    }
    const half = SYNC_MAX_PER_MINUTE / 2
    expect((await ask(half)).every((status) => status === 200)).toBe(true)
    await both.kill(0)
    // No timer is set for the next one: the minute is running.
    const restarting = both.startAgain(0)
    const after = await ask(half + 20)
    expect(after.filter((status) => status === 200)).toHaveLength(half)
    expect(after.filter((status) => status === 429)).toHaveLength(20)
    const refused = await send({ cookie, body: { clientId } })
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    await restarting
  }, 120_000)
})
