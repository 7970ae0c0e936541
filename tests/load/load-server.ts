import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '#db/embedded-postgres.ts'

const SECRET = 'a secret that is only used under load'
const METRICS_TOKEN = 'a token that is only used under load'

export type LoadServer = {
  url: string
  databaseUrl: string
  secret: string
  readMemoryMb(): Promise<number>
  /** Of the server process since its start. */
  readCpuSeconds(): Promise<number>
  /** The server's own count of responses by status. */
  countStatuses(): Promise<Map<string, number>>
  close(): Promise<void>
}

/** One process of the production build, on a Postgres of its own. */
export async function startLoadServer(variables: Record<string, string> = {}): Promise<LoadServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'appframes-load-'))
  await chmod(dataDir, 0o755)
  const embedded = await startEmbeddedPostgres({ dataDir })
  const child = spawn(
    process.execPath,
    [...(process.env.LOAD_ARGS ?? '').split(' ').filter(Boolean), 'tests/setup/serve-build.mjs'],
    {
      env: {
        PATH: process.env.PATH,
        PORT: '0',
        DATA_DIR: dataDir,
        DATABASE_URL: embedded.url,
        BETTER_AUTH_SECRET: SECRET,
        METRICS_TOKEN,
        LOG_LEVEL: 'warn',
        ...variables,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const url = await waitForUrl(child)
  const readMetrics = async () => {
    const response = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })
    return response.text()
  }
  return {
    url,
    databaseUrl: embedded.url,
    secret: SECRET,
    async readMemoryMb() {
      const bytes = /^process_resident_memory_bytes (\S+)$/m.exec(await readMetrics())?.[1]
      return Number(bytes) / 1_000_000
    },
    async readCpuSeconds() {
      return Number(/^process_cpu_seconds_total (\S+)$/m.exec(await readMetrics())?.[1])
    },
    async countStatuses() {
      const counts = new Map<string, number>()
      const series = /^appframes_request_duration_seconds_count\{.*status="(\d+)".*\} (\d+)$/gm
      for (const [, status = '', count] of (await readMetrics()).matchAll(series)) {
        counts.set(status, (counts.get(status) ?? 0) + Number(count))
      }
      return counts
    },
    async close() {
      child.kill('SIGTERM')
      await once(child, 'exit')
      await embedded.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function waitForUrl(child: ChildProcess): Promise<string> {
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    if (output.length < 10_000) output += chunk.toString()
  })
  while (true) {
    const url = /running at (\S+)/.exec(output)?.[1]
    if (url) return url
    if (child.exitCode !== null) throw new Error('The server did not start.')
    await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit')])
  }
}
