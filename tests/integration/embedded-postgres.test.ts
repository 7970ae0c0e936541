import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import postgres from 'postgres'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isRunning } from '#db/embedded/postmaster.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#db/embedded-postgres.ts'
import { isNightly } from '#tests/setup/is-nightly.ts'

const isRoot = process.getuid?.() === 0

let dataDir: string
let running: EmbeddedPostgres[]
const start = async (folder = dataDir) => {
  const embedded = await startEmbeddedPostgres({ dataDir: folder })
  running.push(embedded)
  return embedded
}

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'appframes-postgres-'))
  await chmod(dataDir, 0o755)
  running = []
})

afterEach(async () => {
  // All of them first: two may be of one folder, which must not go while the other one still uses it.
  for (const embedded of running) await embedded.close()
  for (const { clusterDir } of running) {
    if (clusterDir.startsWith(dataDir)) continue
    await rm(dirname(clusterDir), { recursive: true, force: true, maxRetries: 20, retryDelay: 250 })
  }
  await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 })
})

const readPid = async (embedded: EmbeddedPostgres) =>
  Number((await readFile(join(embedded.clusterDir, 'postmaster.pid'), 'utf8')).split('\n')[0])

async function query<T>(url: string, run: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    return await run(sql)
  } finally {
    await sql.end()
  }
}

const saveNote = (url: string) =>
  query(url, async (sql) => {
    await sql`create table note (text text)`
    await sql`insert into note values ('kept')`
  })
const readNotes = (url: string) => query(url, (sql) => sql`select text from note`)

describe('the embedded Postgres', () => {
  test('keeps its data over a stop and a start, and leaves no process behind', async () => {
    const first = await start()
    const pid = await readPid(first)
    await saveNote(first.url)
    await first.close()
    await expect.poll(() => isRunning(pid)).toBe(false)

    const second = await start()
    expect(second.isAdopted).toBe(false)
    expect(await readNotes(second.url)).toEqual([{ text: 'kept' }])
  })

  test.runIf(isNightly)(
    'two starts at once on a new folder: one starts it, the other adopts it',
    async () => {
      const both = await Promise.all([start(), start()])
      expect(both.map((embedded) => embedded.isAdopted).sort()).toEqual([false, true])
      expect(both[0].url).toBe(both[1].url)
    },
  )

  test.runIf(isNightly)('is stopped by the last user only', async () => {
    const starter = await start()
    const adopter = await start()
    await starter.close()
    await saveNote(adopter.url)
    const pid = await readPid(adopter)
    await adopter.close()
    await expect.poll(() => isRunning(pid)).toBe(false)
  })

  test('is adopted with its data after the Node process that started it was killed', async () => {
    const child = await startInChild(dataDir)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const adopted = await start()
    expect(adopted.isAdopted).toBe(true)
    expect(await readNotes(adopted.url)).toEqual([{ text: 'kept' }])
  })

  test('restarts on the same port by itself when it is killed while in use', async () => {
    const embedded = await start()
    await saveNote(embedded.url)
    const pid = await readPid(embedded)
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => readPid(embedded).catch(() => pid), { timeout: 20_000 }).not.toBe(pid)
    await expect
      .poll(() => readNotes(embedded.url).catch((error: unknown) => error), { timeout: 20_000 })
      .toEqual([{ text: 'kept' }])
  })

  test.runIf(isNightly)('starts after both Node and Postgres were killed', async () => {
    const child = await startInChild(dataDir)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const pid = Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0])
    process.kill(pid, 'SIGKILL')
    const embedded = await start()
    expect(embedded.isAdopted).toBe(false)
    expect(await readNotes(embedded.url)).toEqual([{ text: 'kept' }])
  })

  test.runIf(isNightly)(
    'is not stopped by a stale pid file whose number now belongs to some other program',
    async () => {
      const first = await start()
      const pidFile = join(first.clusterDir, 'postmaster.pid')
      const content = await readFile(pidFile, 'utf8')
      await first.close()
      // A process of the same user: Postgres itself would not start because of it.
      const stranger = spawn('sleep', ['600'], isRoot ? { uid: postgresUid(first.clusterDir) } : {})
      try {
        await writeFile(pidFile, content.replace(/^\d+/, String(stranger.pid)))
        const second = await start()
        expect(second.isAdopted).toBe(false)
      } finally {
        stranger.kill()
      }
    },
  )

  test.runIf(isNightly)('reports in a sentence that the data is of another Postgres version', async () => {
    const first = await start()
    await first.close()
    await writeFile(join(first.clusterDir, 'PG_VERSION'), '17\n')
    await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow('was made by Postgres 17')
  })

  test.runIf(isRoot)('as root, runs as an unprivileged user', async () => {
    const embedded = await start()
    const user = execFileSync('ps', ['-o', 'user=', '-p', String(await readPid(embedded))], {
      encoding: 'utf8',
    })
    expect(user.trim()).not.toBe('root')
    expect(embedded.clusterDir).toBe(join(dataDir, 'postgres'))
  })

  test.runIf(isRoot)(
    'as root below a directory no other user may enter, keeps its data in a permanent place',
    async () => {
      const closed = join(dataDir, 'closed')
      await mkdir(closed, { mode: 0o700 })
      const first = await start(join(closed, 'data'))
      expect(first.clusterDir.startsWith('/var/lib/appframes/')).toBe(true)
      await saveNote(first.url)
      await first.close()

      // Opening the directory later must not make the app look elsewhere.
      await chmod(closed, 0o755)
      const second = await start(join(closed, 'data'))
      expect(second.clusterDir).toBe(first.clusterDir)
      expect(await readNotes(second.url)).toEqual([{ text: 'kept' }])
      expect(existsSync(join(closed, 'data', 'postgres'))).toBe(false)
    },
  )
})

const postgresUid = (clusterDir: string) =>
  Number(execFileSync('stat', ['-c', '%u', clusterDir], { encoding: 'utf8' }))

/** A Node process of its own that starts the server, stores a row and then waits to be killed. */
async function startInChild(folder: string): Promise<ChildProcess> {
  const script = `
    const { createServer } = await import('vite')
    const vite = await createServer({ root: ${JSON.stringify(process.cwd())}, configFile: false, appType: 'custom',
      logLevel: 'error', server: { middlewareMode: true, ws: false, watch: null } })
    const { startEmbeddedPostgres } = await vite.ssrLoadModule('/db/embedded-postgres.ts')
    const embedded = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(folder)} })
    const { default: postgres } = await import('postgres')
    const sql = postgres(embedded.url, { max: 1 })
    await sql\`create table note (text text)\`
    await sql\`insert into note values ('kept')\`
    console.log('ready')
    setInterval(() => undefined, 60_000)
  `
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

describe('a start after a fault', () => {
  test.each([
    ['empty', ''],
    ['full of zeros', '\0'.repeat(100)],
  ])('a pid file that a power cut left %s does not stop it', async (_, content) => {
    const first = await start()
    await saveNote(first.url)
    await first.close()
    const pidFile = join(first.clusterDir, 'postmaster.pid')
    await writeFile(pidFile, content)
    const longAgo = new Date(Date.now() - 60_000)
    await utimes(pidFile, longAgo, longAgo)
    const second = await start()
    expect(await readNotes(second.url)).toEqual([{ text: 'kept' }])
  })

  test.runIf(isNightly)(
    'a record that names a missing directory creates no empty database, and the error gives the remedy',
    async () => {
      const first = await start()
      await first.close()
      const away = `${first.clusterDir}-away`
      await rename(first.clusterDir, away)
      await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
        /which is not there .* Bring the folder back/,
      )
      expect(existsSync(first.clusterDir)).toBe(false)
      await rename(away, first.clusterDir)
      await start()
    },
  )

  test.runIf(isNightly)(
    'a first start that was killed before its database was made is done again',
    async () => {
      const first = await start()
      await first.close()
      const record = join(dataDir, 'postgres.json')
      await writeFile(
        record,
        JSON.stringify({ ...JSON.parse(await readFile(record, 'utf8')), isBeingMade: true }),
      )
      await rm(first.clusterDir, { recursive: true })
      const second = await start()
      expect(JSON.parse(await readFile(record, 'utf8'))).not.toHaveProperty('isBeingMade')
      expect(second.isAdopted).toBe(false)
    },
  )

  test.runIf(isNightly)(
    'it is restarted without end while it cannot run, reports the reason, and serves when it can',
    async () => {
      const faults: string[] = []
      const embedded = await startEmbeddedPostgres({ dataDir, onFault: (sentence) => faults.push(sentence) })
      running.push(embedded)
      await saveNote(embedded.url)
      // Simulates a full disk: no server can start.
      const control = join(embedded.clusterDir, 'global', 'pg_control')
      const pid = await readPid(embedded)
      await rename(control, `${control}-away`)
      process.kill(pid, 'SIGKILL')
      await expect.poll(() => embedded.findFault(), { timeout: 20_000 }).toContain('being started again')
      const log = join(dirname(embedded.clusterDir), 'postgres.log')
      const countStarts = async () =>
        (await readFile(log, 'utf8')).match(/FATAL|could not find the database system|PANIC/g)?.length ?? 0
      await expect.poll(countStarts, { timeout: 20_000 }).toBeGreaterThan(2)
      await rename(`${control}-away`, control)
      await expect
        .poll(() => readNotes(embedded.url).catch((error: unknown) => error), { timeout: 20_000 })
        .toEqual([{ text: 'kept' }])
      await expect.poll(() => embedded.findFault()).toBeUndefined()
      expect(faults[0]).toContain('stopped')
    },
    60_000,
  )
})
