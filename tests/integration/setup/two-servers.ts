import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import postgres from 'postgres'
import { createSessionCookie } from '#tests/factories/session-cookie.ts'
import { startBalancingProxy } from './balancing-proxy.ts'
import { type ServerProcess, spawnServer, TEST_SECRET, waitForUrl } from './server-process.ts'
import { createTestDatabase } from './test-database.ts'

export type TwoServers = {
  /** The proxy in front of both. */
  url: string
  sql: postgres.Sql
  /** Past the proxy, to see one server's effect on the other. */
  urlOf(index: number): string
  /** SIGKILL, in the middle of whatever it does. */
  kill(index: number): Promise<void>
  /** The next process listens on the port of the one that was killed. */
  startAgain(index: number): Promise<void>
  createAccount(): Promise<{ id: string; cookie: string }>
  stop(): Promise<void>
}

/**
 * The proxy does not know /readyz: the response of a process that does not serve yet. On a retry, the next one in turn
 * responds.
 */
export function isStarting({ status, headers }: Response): boolean {
  return status === 503 && headers.get('retry-after') === '1'
}

/** Two server processes on one empty database, behind a small proxy. */
export async function startTwoServers(variables: Record<string, string>): Promise<TwoServers> {
  const database = await createTestDatabase({ isEmpty: true })
  const sql = postgres(database.url, { max: 1, onnotice: () => undefined })
  const servers: { process: ServerProcess; port: string }[] = []

  async function start(index: number, port: string): Promise<void> {
    const process = await spawnServer({
      DATABASE_URL: database.url,
      BETTER_AUTH_SECRET: TEST_SECRET,
      PORT: port,
      ...variables,
    })
    const url = await waitForUrl(process)
    servers[index] = { process, port: new URL(url).port }
  }

  function get(index: number) {
    const server = servers[index]
    if (!server) throw new Error(`There is no server ${index}.`)
    return server
  }

  // Both at once on an empty database: one migrates, the other waits for it.
  await Promise.all([start(0, '0'), start(1, '0')])
  const proxy = await startBalancingProxy(servers.map(({ port }) => Number(port)))
  return {
    url: proxy.url,
    sql,
    urlOf: (index) => `http://127.0.0.1:${get(index).port}`,
    async kill(index) {
      const { process } = get(index)
      process.child.kill('SIGKILL')
      await once(process.child, 'exit')
      await rm(process.dataDir, { recursive: true })
    },
    startAgain: (index) => start(index, get(index).port),
    async createAccount() {
      const id = randomUUID()
      await sql`insert into "user" (id, name, email) values (${id}, ${id}, ${`${id}@example.com`})`
      await sql`insert into session (id, token, user_id, expires_at) values (${id}, ${id}, ${id}, now() + interval '1 hour')`
      return { id, cookie: createSessionCookie(id, TEST_SECRET) }
    },
    async stop() {
      await proxy.close()
      for (const { process } of servers) {
        process.child.kill('SIGTERM')
        await once(process.child, 'exit')
        await rm(process.dataDir, { recursive: true })
      }
      await sql.end()
      await database.drop()
    },
  }
}

/** All acknowledged writes, over all workers, when each of the two servers is killed and when everybody stops. */
const KILL_FIRST_AT = 60
const KILL_SECOND_AT = 150
const END_AT = 240

/** All devices write, one step after the other, while either server is killed and restarted once. */
export async function workThroughKills<Worker>(
  both: TwoServers,
  workers: readonly Worker[],
  {
    step,
    countAcknowledged,
  }: { step: (worker: Worker) => Promise<void>; countAcknowledged: (worker: Worker) => number },
): Promise<{ killCount: number; acknowledgedCount: number }> {
  const countAll = () => workers.reduce((sum, worker) => sum + countAcknowledged(worker), 0)
  const killAndStartAgain = async (index: number) => {
    await both.kill(index)
    await both.startAgain(index)
  }
  const kills: Promise<void>[] = []
  await Promise.all(
    workers.map(async (worker) => {
      while (countAll() < END_AT) {
        await step(worker)
        if (kills.length === 0 && countAll() >= KILL_FIRST_AT) kills.push(killAndStartAgain(0))
        if (kills.length === 1 && countAll() >= KILL_SECOND_AT) {
          await kills[0]
          if (kills.length === 1) kills.push(killAndStartAgain(1))
        }
      }
    }),
  )
  await Promise.all(kills)
  return { killCount: kills.length, acknowledgedCount: countAll() }
}
