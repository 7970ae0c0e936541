import type { ProjectStore } from '#app/sync/ports/project-store.ts'
import type { SyncStore } from '#app/sync/ports/sync-store.ts'
import type { Connection, ConnectionOptions } from './database/connection.ts'
import { openConnection } from './open-connection.ts'
import { openProjectStore, type ProjectStoreOptions } from './open-project-store.ts'
import type { CompactionOptions } from './projects/compaction.ts'
import { createSyncStoreOn } from './sync/idb-sync-store.ts'

export async function createIdbProjectStore(
  options: ConnectionOptions & CompactionOptions,
): Promise<ProjectStore> {
  return openProjects(await openConnection(options), options).projects
}

/**
 * The app's and the sync engine's stores of one identity's projects. They share the cached documents; closing the store
 * closes the connection.
 */
export function openProjects(
  connection: Connection,
  options: ProjectStoreOptions,
): { projects: ProjectStore; sync: SyncStore } {
  const { projects, parts } = openProjectStore(connection, options)
  return { projects, sync: createSyncStoreOn(connection, parts) }
}
