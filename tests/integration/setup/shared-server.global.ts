import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashPassword } from 'better-auth/crypto'
import type { TestProject } from 'vitest/node'
import { createDatabase } from './create-database.ts'
import { generousLimits, spawnServer, TEST_SECRET, waitForUrl } from './server-process.ts'
import { unexpectedErrors } from './unexpected-errors.ts'

export type SharedServer = { url: string; databaseUrl: string; dataDir: string; errorsFile: string }

declare module 'vitest' {
  interface ProvidedContext {
    sharedServer: SharedServer
    /** Of "correct horse", hashed once for the whole run as Better Auth stores it. */
    passwordHash: string
  }
}

/** One server for all files that do not change its settings; needs what postgres.global.ts has set up. */
export default async function setUpSharedServer(project: TestProject): Promise<() => Promise<void>> {
  const { postgresUrl, templateDatabase } = project.getProvidedContext()
  const database = await createDatabase({ postgresUrl, template: templateDatabase })
  const server = await spawnServer({
    DATABASE_URL: database.url,
    BETTER_AUTH_SECRET: TEST_SECRET,
    SIGN_IN_MAX_PER_EMAIL_PER_HOUR: '1000',
    ...generousLimits,
  })
  const folder = await mkdtemp(join(tmpdir(), 'appframes-shared-'))
  const errorsFile = join(folder, 'errors.log')
  const errors = createWriteStream(errorsFile)
  await once(errors, 'open')
  server.child.stderr?.pipe(errors)
  const url = await waitForUrl(server)
  project.provide('sharedServer', { url, databaseUrl: database.url, dataDir: server.dataDir, errorsFile })
  project.provide('passwordHash', await hashPassword('correct horse'))
  return async () => {
    server.child.kill('SIGTERM')
    const [code] = await once(server.child, 'exit')
    await database.drop()
    const printed = unexpectedErrors(await readFile(errorsFile, 'utf8'))
    await rm(server.dataDir, { recursive: true })
    await rm(folder, { recursive: true })
    if (code !== 0 || printed.length > 0) {
      throw new Error(`The shared server ended with ${code} and printed: ${printed.join('\n')}`)
    }
  }
}
