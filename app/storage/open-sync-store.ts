import type { SyncStore } from '#app/sync/ports/sync-store.ts'
import { planDatabaseName } from './database/database-name.ts'
import { openConnection } from './open-connection.ts'
import { openProjects } from './open-projects.ts'

export type LocalSync = { databaseName: string; sync: SyncStore; close(): void }

/**
 * What sync needs of an account's disk and nothing else, for a service worker. `undefined`: there is nothing of this account on this
 * device (any more), or a newer build owns it.
 */
export async function openLocalSync(userId: string): Promise<LocalSync | undefined> {
  const databaseName = await planDatabaseName(userId)
  // Opening would make it anew, and bring an account back to a device that it was removed from.
  const known = await indexedDB.databases()
  if (!known.some(({ name }) => name === databaseName)) return undefined
  const connection = await openConnection({ databaseName })
  const { projects, sync } = openProjects(connection, {})
  if (!connection.isReadOnly()) return { databaseName, sync, close: () => projects.close() }
  projects.close()
  return undefined
}
