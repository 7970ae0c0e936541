import { openMemoryConnection } from './memory/connection.ts'
import { createMemoryDisk } from './memory/disk.ts'
import { createMemoryMediaStore } from './memory/media-store.ts'
import { openProjects } from './open-projects.ts'
import type { CompactionOptions } from './projects/compaction.ts'

/** Stores without a disk, for a browser that has none: few need their code. */
export function openSessionStores(databaseName: string, options: CompactionOptions) {
  const connection = openMemoryConnection({ databaseName, disk: createMemoryDisk() })
  const { projects, sync } = openProjects(connection, options)
  return {
    databaseName,
    records: sync,
    openSync: () => Promise.resolve(sync),
    // The session's memory is the only copy: closing must not discard it.
    projects: { ...projects, close: () => undefined },
    media: createMemoryMediaStore(),
    kind: 'session' as const,
    isShared: false,
    isMediaShared: false,
    isReadOnly: () => false,
    close: () => undefined,
  }
}
