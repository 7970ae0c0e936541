import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { expect } from 'vitest'
import { generousLimits, spawnServer, TEST_SECRET, waitForUrl } from './server-process.ts'
import { createTestDatabase } from './test-database.ts'

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

/**
 * A server of the file's own, on a database of its own: for files that change a setting, the schema or rows of all
 * accounts, or look at the whole log or storage. Others use `getSharedServer`.
 */
export async function startTestServer(variables: Record<string, string> = {}): Promise<TestServer> {
  const database = await createTestDatabase()
  const server = await spawnServer({
    DATABASE_URL: database.url,
    BETTER_AUTH_SECRET: TEST_SECRET,
    ...generousLimits,
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
