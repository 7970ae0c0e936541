import type { MediaStore } from '#app/sync/ports/project-store.ts'
import type { ConnectionOptions } from '../database/connection.ts'
import { createMediaStoreOn } from '../media/media-store.ts'
import { createOpfsMediaFiles } from '../media/opfs-blob-store.ts'
import { openConnection } from '../open-connection.ts'

/** Files in the browser's private file system, rows in IndexedDB. */
export async function createOpfsMediaStore(options: ConnectionOptions): Promise<MediaStore> {
  const files = await createOpfsMediaFiles(options.databaseName)
  return createMediaStoreOn(await openConnection(options), files)
}
