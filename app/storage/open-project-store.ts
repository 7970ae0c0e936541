import type { ProjectStore } from '#app/sync/ports/project-store.ts'
import type { Connection } from './database/connection.ts'
import { mintRandomId } from './database/mint-id.ts'
import { type PackBlob, packAsBlob } from './database/stored-blob.ts'
import { createCommitter } from './projects/commit.ts'
import { type CompactionOptions, createCompactor } from './projects/compaction.ts'
import { createDocumentCache } from './projects/document-cache.ts'
import { createProjectStoreOn } from './projects/idb-project-store.ts'
import { createProjectMemory } from './projects/project-memory.ts'
import type { SyncStoreParts } from './sync/idb-sync-store.ts'

export type ProjectStoreOptions = CompactionOptions & { pack?: PackBlob }

/** The app's store of one identity's projects; `parts` is what the sync engine's store shares with it. */
export function openProjectStore(
  connection: Connection,
  options: ProjectStoreOptions,
): { projects: ProjectStore; parts: SyncStoreParts } {
  const { mintId = mintRandomId, hash, pack = packAsBlob } = options
  const compactor = createCompactor(connection, options)
  const cache = createDocumentCache()
  const memory = createProjectMemory()
  const committer = createCommitter(connection, { compactor, memory, mintId })
  const parts = { compactor, cache, memory, mintId, hash }
  return { projects: createProjectStoreOn(connection, { ...parts, committer, pack }), parts }
}
