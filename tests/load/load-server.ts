import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '#db/embedded-postgres.ts'

const SECRET = 'a secret that is only used under load'
const METRICS_TOKEN = 'a token that is only used under load'

export type LoadServer = {
  /** One for each process. */
  urls: string[]
  databaseUrl: string
  secret: string
  /** Of all processes, as the following are. */
  readMemoryMb(): Promise<number>
  /** Since their start. */
  readCpuSeconds(): Promise<number>
  /** The servers' own count of responses by status. */
  countStatuses(): Promise<Map<string, number>>
  close(): Promise<void>
}

/** Processes of the production build, on one Postgres and one folder. */
export async function startLoadServer({ processes }: { processes: number }): Promise<LoadServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'appframes-load-'))
  await chmod(dataDir, 0o755)
  const embedded = await startEmbeddedPostgres({ dataDir })
  const servers: ServerProcess[] = []
  // One after another: the first one migrates.
  for (let count = 0; count < processes; count++)
    servers.push(await startProcess({ DATA_DIR: dataDir, DATABASE_URL: embedded.url }))
  const readEach = () => Promise.all(servers.map(({ readMetrics }) => readMetrics()))
  const sum = async (metric: RegExp) =>
    (await readEach()).reduce((total, text) => total + Number(metric.exec(text)?.[1]), 0)
  return {
    urls: servers.map(({ url }) => url),
    databaseUrl: embedded.url,
    secret: SECRET,
    readMemoryMb: async () => (await sum(/^process_resident_memory_bytes (\S+)$/m)) / 1_000_000,
    readCpuSeconds: () => sum(/^process_cpu_seconds_total (\S+)$/m),
    async countStatuses() {
      const counts = new Map<string, number>()
      const series = /^appframes_request_duration_seconds_count\{.*status="(\d+)".*\} (\d+)$/gm
      for (const text of await readEach())
        for (const [, status = '', count] of text.matchAll(series))
          counts.set(status, (counts.get(status) ?? 0) + Number(count))
      return counts
    },
    async close() {
      await Promise.all(servers.map(({ stop }) => stop()))
      await embedded.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

type ServerProcess = { url: string; readMetrics(): Promise<string>; stop(): Promise<void> }

async function startProcess(variables: Record<string, string>): Promise<ServerProcess> {
  const child = spawn(
    process.execPath,
    [...(process.env.LOAD_ARGS ?? '').split(' ').filter(Boolean), 'tests/setup/serve-build.mjs'],
    {
      env: {
        PATH: process.env.PATH,
        PORT: '0',
        BETTER_AUTH_SECRET: SECRET,
        METRICS_TOKEN,
        LOG_LEVEL: 'warn',
        ...variables,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const url = await waitForUrl(child)
  return {
    url,
    async readMetrics() {
      const response = await fetch(`${url}/metrics`, {
        headers: { authorization: `Bearer ${METRICS_TOKEN}` },
      })
      return response.text()
    },
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
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
