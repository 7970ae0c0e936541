import type { SyncStore } from '#app/sync/ports/sync-store.ts'
import { planDatabaseName } from './database/database-name.ts'
import { openConnection } from './open-connection.ts'
import { openProjects } from './open-projects.ts'

export type LocalSync = { databaseName: string; sync: SyncStore; close(): void }

/**
 * Opens only the sync store of an account, for a service worker. `undefined`: this device has nothing of this account
 * (any more), or a newer build owns it.
 */
export async function openLocalSync(userId: string): Promise<LocalSync | undefined> {
  const databaseName = await planDatabaseName(userId)
  // Opening would create it again, and restore an account on a device that it was removed from.
  const known = await indexedDB.databases()
  if (!known.some(({ name }) => name === databaseName)) return undefined
  const connection = await openConnection({ databaseName })
  const { projects, sync } = openProjects(connection, {})
  if (!connection.isReadOnly()) return { databaseName, sync, close: () => projects.close() }
  projects.close()
  return undefined
}
