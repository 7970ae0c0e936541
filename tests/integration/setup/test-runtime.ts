import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAuth } from '#app/server/auth/auth.server.ts'
import { parseEnvironment } from '#app/server/config/env.server.ts'
import { type Runtime, setRuntime } from '#app/server/runtime.server.ts'
import { openMediaStorage } from '#app/server/storage/open-media-storage.server.ts'
import { type AccountId, toAccountId } from '#db/account-id.ts'
import { openDatabase } from '#db/client.ts'
import { user } from '#db/schema.ts'
import { createTestDatabase } from './test-database.ts'

/** The services without HTTP: everything that `start` creates except the listener. */
export async function createTestRuntime(
  options: { maxConnections?: number; variables?: Record<string, string> } = {},
): Promise<Runtime & { databaseUrl: string; close(): Promise<void> }> {
  const testDatabase = await createTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'appframes-runtime-'))
  const environment = parseEnvironment({ DATA_DIR: dataDir, ...options.variables })
  const database = openDatabase(testDatabase.url, options)
  const runtime = {
    environment,
    database,
    auth: createAuth({ environment, database }),
    storage: await openMediaStorage({ ...environment, bucket: environment.media.bucket }),
  }
  setRuntime(runtime)
  return {
    ...runtime,
    databaseUrl: testDatabase.url,
    async close() {
      setRuntime(undefined)
      await database.close()
      await testDatabase.drop()
      await rm(dataDir, { recursive: true })
    },
  }
}

export async function createAccountRow(runtime: Runtime, id: string): Promise<AccountId> {
  await runtime.database.db.insert(user).values({ id, name: id, email: `${id}@example.com` })
  return toAccountId(id)
}
