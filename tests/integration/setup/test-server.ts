import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { createTestDatabase } from './test-database.ts'

/** The secret that signs the sessions of test servers. */
export const TEST_SECRET = 'a secret that is only used by the tests'

export type TestServer = {
  url: string
  pid: number
  dataDir: string
  databaseUrl: string
  child: ChildProcess
  /** Its stdout so far: the start lines, and a line for each request. */
  readOutput(): string
  /** Its stderr so far. */
  readErrors(): string
  stop(options?: { expectedErrors?: RegExp }): Promise<void>
}

export type ServerProcess = {
  child: ChildProcess
  output: () => string
  errors: () => string
  dataDir: string
}

/** The production build as a process of its own, on a free port. */
export async function spawnServer(variables: Record<string, string>): Promise<ServerProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), 'appframes-server-'))
  const child = spawn(process.execPath, ['tests/setup/serve-build.mjs'], {
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: dataDir, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = collect(child.stdout)
  return { child, dataDir, output, errors: collect(child.stderr) }
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = ''
  stream.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  return () => text
}

export async function waitForUrl({ child, output, errors }: ServerProcess): Promise<string> {
  while (true) {
    const url = /running at (\S+)/.exec(output())?.[1]
    if (url) return url
    if (child.exitCode !== null) throw new Error(`The server did not start: ${errors()}`)
    await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit')])
  }
}

/** A server on a database of its own. */
export async function startTestServer(variables: Record<string, string> = {}): Promise<TestServer> {
  const database = await createTestDatabase()
  const server = await spawnServer({
    DATABASE_URL: database.url,
    BETTER_AUTH_SECRET: TEST_SECRET,
    SIGN_IN_MAX_PER_MINUTE: '1000',
    SIGN_UP_MAX_PER_HOUR: '1000',
    ...variables,
  })
  const url = await waitForUrl(server)
  return {
    url,
    pid: server.child.pid ?? 0,
    dataDir: server.dataDir,
    databaseUrl: database.url,
    child: server.child,
    readOutput: server.output,
    readErrors: server.errors,
    async stop({ expectedErrors = /^$/ } = {}) {
      server.child.kill('SIGTERM')
      const [code] = await once(server.child, 'exit')
      await database.drop()
      await rm(server.dataDir, { recursive: true })
      expect(code).toBe(0)
      expect(server.errors()).toMatch(expectedErrors)
    },
  }
}
