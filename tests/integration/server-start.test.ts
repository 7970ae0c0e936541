import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import postgres from 'postgres'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startEmbeddedPostgres } from '#db/embedded-postgres.ts'
import { isNightly } from '#tests/setup/is-nightly.ts'
import { signUpByForm } from './setup/fresh-account.ts'
import { type ServerProcess, spawnServer, waitForUrl } from './setup/server-process.ts'
import { createTestDatabase } from './setup/test-database.ts'

const BETTER_AUTH_SECRET = 'a secret that is only used by the tests'

let folder: string
let servers: ServerProcess[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'appframes-start-'))
  await chmod(folder, 0o755)
  servers = []
})
afterEach(async () => {
  for (const { child, dataDir } of servers) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
    await rm(dataDir, { recursive: true })
  }
  await rm(folder, { recursive: true })
})

async function spawn(variables: Record<string, string>): Promise<ServerProcess> {
  const server = await spawnServer(variables)
  servers.push(server)
  return server
}

/** Its output before it exits. */
async function failToStart(variables: Record<string, string>): Promise<string> {
  const server = await spawn(variables)
  const [code] = await once(server.child, 'exit')
  expect([code, server.output()]).toEqual([1, ''])
  return server.errors()
}

describe('a start that cannot succeed ends with one sentence and no stack', () => {
  test('a taken port, before any database is made', async () => {
    const other = createServer().listen(0)
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const dataDir = join(folder, 'data')
    expect(await failToStart({ PORT: String(port), DATA_DIR: dataDir })).toBe(
      `Port ${port} is already taken by another program; stop that, or choose another port, for example PORT=${port + 1}.\n`,
    )
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false)
    other.close()
  })

  test('a bad value', async () => {
    expect(await failToStart({ PORT: 'many' })).toBe(
      'The environment variable PORT must be a whole number from 0 to 65535.\n',
    )
  })

  test.runIf(isNightly)('a folder that cannot be written to', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    expect(await failToStart({ DATA_DIR: join(file, 'data') })).toMatch(
      /^The folder .*file\/data cannot be written to; .*\.\n$/,
    )
  })

  test('a database where nothing listens, without its password', async () => {
    const DATABASE_URL = 'postgres://someone:very-secret@127.0.0.1:1/frames'
    expect(await failToStart({ DATABASE_URL, BETTER_AUTH_SECRET })).toBe(
      'The database frames at 127.0.0.1:1 cannot be reached (nothing listens there); check DATABASE_URL.\n',
    )
  })

  test.runIf(isNightly)('a host that does not exist, a wrong password, a missing database', async () => {
    const database = await createTestDatabase()
    const change = (apply: (url: URL) => void) => {
      const url = new URL(database.url)
      apply(url)
      return failToStart({ DATABASE_URL: url.href, BETTER_AUTH_SECRET })
    }
    expect(await change((url) => (url.hostname = 'no-such-host.invalid'))).toMatch(
      /^The database .* cannot be reached \(.*\); check DATABASE_URL\.\n$/,
    )
    expect(await change((url) => (url.password = 'wrong'))).toMatch(
      /^The database .* refuses this user or password; check DATABASE_URL\.\n$/,
    )
    expect(await change((url) => (url.pathname = '/missing'))).toMatch(
      /^The database missing at .* does not exist; check DATABASE_URL\.\n$/,
    )
    await database.drop()
  })

  test.runIf(isNightly)('a database of a newer version', async () => {
    const database = await createTestDatabase()
    const sql = postgres(database.url, { max: 1 })
    await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('from the future', 32503680000000)`
    await sql.end()
    expect(await failToStart({ DATABASE_URL: database.url, BETTER_AUTH_SECRET })).toMatch(
      /^The database was last used by a newer version of AppFrames; .*\.\n$/,
    )
    await database.drop()
  })
})

describe('with no settings at all', () => {
  test('it prints its address, its data directory and disabled features, and keeps the data over a restart', async () => {
    const DATA_DIR = join(folder, 'data')
    const first = await spawn({ DATA_DIR })
    const url = await waitForUrl(first)
    expect(first.output().trim().split('\n')).toEqual([
      `AppFrames is running at ${url}`,
      `  Data      ${DATA_DIR} (embedded Postgres)`,
      '  Postgres  to use your own, set DATABASE_URL and BETTER_AUTH_SECRET (see .env.example)',
      '  Sign-in   e-mail and password; for Google set GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET',
    ])
    const { browser } = await signUpByForm(url)
    const id = '3f2b8c1e-52b5-4a7e-9a43-0d9c6f0a1b2c'
    await browser.sendJson(`/api/projects/${id}`, 'PUT', {
      name: 'Kept',
      data: { schemaVersion: 1, screensByCanvasSize: {} },
      baseRevision: 0,
    })

    const stoppedAtMs = performance.now()
    first.child.kill('SIGTERM')
    expect(await once(first.child, 'exit')).toEqual([0, null])
    expect(performance.now() - stoppedAtMs).toBeLessThan(30_000)
    expect(await readdir(join(DATA_DIR, 'postgres'))).not.toContain('postmaster.pid')
    expect(first.errors()).toBe('')

    // The session outlives the restart too: the secret was kept.
    const second = await spawn({ DATA_DIR, PORT: new URL(url).port })
    await waitForUrl(second)
    expect(await (await browser.open(`/api/projects/${id}`)).json()).toMatchObject({ name: 'Kept' })
  })

  test.runIf(isNightly)('after kill -9 the next start continues with everything', async () => {
    const DATA_DIR = join(folder, 'data')
    const first = await spawn({ DATA_DIR })
    const { browser } = await signUpByForm(await waitForUrl(first))
    first.child.kill('SIGKILL')
    await once(first.child, 'exit')
    const second = await spawn({ DATA_DIR, PORT: new URL(browser.origin).port })
    await waitForUrl(second)
    expect((await browser.open('/api/projects')).status).toBe(200)
  })

  test.runIf(isNightly)('a stop does not wait for a client that never finishes', async () => {
    const DATA_DIR = join(folder, 'data')
    const server = await spawn({ DATA_DIR })
    const url = await waitForUrl(server)
    const { browser } = await signUpByForm(url)
    const endless = fetch(`${url}/api/projects/3f2b8c1e-52b5-4a7e-9a43-0d9c6f0a1b2c`, {
      method: 'PUT',
      headers: { cookie: browser.cookieHeader },
      body: new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{')) }),
      duplex: 'half',
    } as RequestInit).catch((error: unknown) => error)
    await fetch(`${url}/healthz`)
    const stoppedAtMs = performance.now()
    server.child.kill('SIGTERM')
    await once(server.child, 'exit')
    expect(performance.now() - stoppedAtMs).toBeLessThan(30_000)
    expect(await endless).toBeInstanceOf(Error)
  })
})

test.runIf(isNightly)(
  '/readyz reports a lost database, /healthz still reports the process alive',
  async () => {
    const embedded = await startEmbeddedPostgres({ dataDir: join(folder, 'database') })
    const server = await spawn({ DATABASE_URL: embedded.url, BETTER_AUTH_SECRET })
    const url = await waitForUrl(server)
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    await embedded.close()
    const ready = await fetch(`${url}/readyz`)
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { status: 'not ready', database: 'unreachable', storage: 'reachable' },
    ])
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    expect(dirname(embedded.clusterDir)).toBe(join(folder, 'database'))
  },
)
