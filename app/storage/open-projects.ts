import type { ProjectStore } from '#app/sync/ports/project-store.ts'
import type { SyncStore } from '#app/sync/ports/sync-store.ts'
import type { Connection, ConnectionOptions } from './database/connection.ts'
import { mintRandomId } from './database/mint-id.ts'
import { type PackBlob, packAsBlob } from './database/stored-blob.ts'
import { openConnection } from './open-connection.ts'
import { createCommitter } from './projects/commit.ts'
import { type CompactionOptions, createCompactor } from './projects/compaction.ts'
import { createDocumentCache } from './projects/document-cache.ts'
import { createProjectStoreOn } from './projects/idb-project-store.ts'
import { createProjectMemory } from './projects/project-memory.ts'
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
  options: CompactionOptions & { pack?: PackBlob },
): { projects: ProjectStore; sync: SyncStore } {
  const { mintId = mintRandomId, hash, pack = packAsBlob } = options
  const compactor = createCompactor(connection, options)
  const cache = createDocumentCache()
  const memory = createProjectMemory()
  const committer = createCommitter(connection, { compactor, memory, mintId })
  const projects = createProjectStoreOn(connection, {
    compactor,
    cache,
    memory,
    committer,
    mintId,
    hash,
    pack,
  })
  return { projects, sync: createSyncStoreOn(connection, { compactor, cache, memory, mintId }) }
}
