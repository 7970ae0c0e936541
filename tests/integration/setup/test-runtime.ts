import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnvironment } from '#app/server/config/env.server.ts'
import type { Services } from '#app/server/services.server.ts'
import { createServices } from '#app/server/start/create-services.server.ts'
import { type AccountId, toAccountId } from '#db/account-id.ts'
import { openDatabase } from '#db/client.ts'
import { user } from '#db/schema.ts'
import { createTestDatabase } from './test-database.ts'

/** The services without HTTP: everything that `start` creates except the listener. */
export async function createTestRuntime(
  options: { maxConnections?: number; variables?: Record<string, string> } = {},
): Promise<Services & { databaseUrl: string; close(): Promise<void> }> {
  const testDatabase = await createTestDatabase()
  const dataDir = await mkdtemp(join(tmpdir(), 'appframes-runtime-'))
  const environment = parseEnvironment({ DATA_DIR: dataDir, ...options.variables })
  const database = openDatabase(testDatabase.url, options)
  const services = await createServices({ environment, database })
  return {
    ...services,
    databaseUrl: testDatabase.url,
    async close() {
      await database.close()
      await testDatabase.drop()
      await rm(dataDir, { recursive: true })
    },
  }
}

export async function createAccountRow(runtime: Services, id: string): Promise<AccountId> {
  await runtime.database.db.insert(user).values({ id, name: id, email: `${id}@example.com` })
  return toAccountId(id)
}
