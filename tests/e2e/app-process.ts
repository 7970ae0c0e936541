import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres } from '#db/embedded-postgres.ts'

const startTimeoutMs = 110_000
const stopTimeoutMs = 20_000
const pollDelayMs = 50

/** A real server process on a free port, with its own data folder and embedded Postgres. */
export type AppProcess = {
  url: string
  port: number
  dataDir: string
  isRunning: () => boolean
  /** Starts again on the same port and data; another build folder makes it a new version of the app. */
  start: (options?: { buildDir?: string }) => Promise<void>
  /** SIGKILL: no shutdown. Postgres lives on and is adopted by the next start. */
  kill: () => Promise<void>
  /** SIGTERM: as a host stops it. */
  stop: () => Promise<void>
  /** SIGSTOP: connections are accepted by the system and get no response. */
  freeze: () => void
  thaw: () => void
  /** Everything the process has printed. */
  readOutput: () => string
  close: () => Promise<void>
}

export async function startApp(env: Record<string, string> = {}): Promise<AppProcess> {
  const port = await findPort()
  const dataDir = await mkdtemp(join(tmpdir(), 'appframes-e2e-'))
  // Started by root, Postgres runs as another user, who must be able to enter this directory.
  await chmod(dataDir, 0o755)
  const url = `http://localhost:${port}`
  let child: ChildProcess | undefined
  let output = ''

  async function start({ buildDir = 'build' }: { buildDir?: string } = {}) {
    const started = spawn(process.execPath, ['tests/setup/serve-build.mjs', buildDir], {
      env: {
        ...process.env,
        SIGN_IN_MAX_PER_MINUTE: '100000',
        SIGN_UP_MAX_PER_HOUR: '100000',
        ...env,
        PORT: String(port),
        DATA_DIR: dataDir,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const collect = (chunk: Buffer) => {
      output += chunk.toString()
    }
    started.stdout.on('data', collect)
    started.stderr.on('data', collect)
    child = started
    await waitUntilReady(url, started, () => output)
  }

  async function end(signal: NodeJS.Signals) {
    if (!child || !isAlive(child)) return
    const ended = once(child, 'exit')
    child.kill(signal)
    const timer = setTimeout(() => child?.kill('SIGKILL'), stopTimeoutMs)
    await ended
    clearTimeout(timer)
  }

  await start()
  return {
    url,
    port,
    dataDir,
    isRunning: () => child !== undefined && isAlive(child),
    start,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    freeze: () => child?.kill('SIGSTOP'),
    thaw: () => child?.kill('SIGCONT'),
    readOutput: () => output,
    close: async () => {
      child?.kill('SIGCONT')
      await end('SIGTERM')
      // A killed server leaves Postgres running; the last process that uses it stops it.
      await (await startEmbeddedPostgres({ dataDir })).close()
      await rm(dataDir, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 })
    },
  }
}

/**
 * Free, and none that a system gives to outgoing connections: one of those could take it before the server listens, or
 * while a test keeps it stopped.
 */
async function findPort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 30_000)
    const server = createServer().listen(port)
    const isFree = await Promise.race([
      once(server, 'listening').then(() => true),
      once(server, 'error').then(() => false),
    ])
    if (!isFree) continue
    server.close()
    await once(server, 'close')
    return port
  }
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}

async function waitUntilReady(url: string, child: ChildProcess, readOutput: () => string): Promise<void> {
  const deadlineMs = Date.now() + startTimeoutMs
  while (Date.now() < deadlineMs) {
    if (!isAlive(child)) throw new Error(`The server ended while starting:\n${readOutput()}`)
    if (await isReady(url)) return
    await new Promise((resume) => setTimeout(resume, pollDelayMs))
  }
  child.kill('SIGKILL')
  throw new Error(`The server was not ready within ${startTimeoutMs / 1000} s:\n${readOutput()}`)
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(2_000) })).ok
  } catch {
    // Not listening yet.
    return false
  }
}
