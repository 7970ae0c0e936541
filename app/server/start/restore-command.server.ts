import { existsSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { session, syncAccounts } from '#db/schema.ts'
import { parseEnvironment } from '../config/env.server.ts'
import { compareObjects } from '../media/compare-objects.server.ts'
import { openMediaStorage } from '../storage/open-media-storage.server.ts'
import { openServerDatabase } from './open-database.server.ts'

/** `missingFiles`: of pictures and videos that have no object in the storage. */
export type Restored = { accounts: number; endedSessions: number; missingFiles: number }

/**
 * To be run once after the database was restored from a backup, before the servers start. Every account gets a new
 * epoch: its devices then compare their projects with the server's instead of trusting numbers that were assigned
 * twice, and send missing ones again [F27]; files that the storage lacks too. `endsSessions`: all users sign in again, because the backup also restores
 * sessions that were ended since.
 */
export async function markRestored(options: { endsSessions: boolean }): Promise<Restored> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const environment = parseEnvironment(process.env)
  const database = await openServerDatabase(environment)
  try {
    const { db } = database.client
    // First: where the storage cannot be reached, nothing is announced.
    const storage = await openMediaStorage({ ...environment, bucket: environment.media.bucket })
    const missingFiles = await compareObjects(db, storage)
    const accounts = await db
      .update(syncAccounts)
      .set({ epoch: sql`gen_random_uuid()` })
      .returning({ userId: syncAccounts.userId })
    const ended = options.endsSessions ? await db.delete(session).returning({ id: session.id }) : []
    return { accounts: accounts.length, endedSessions: ended.length, missingFiles }
  } finally {
    await database.close()
  }
}
