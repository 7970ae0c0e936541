import type { MediaStore } from '#app/sync/ports.ts'
import { type ConnectionOptions, openConnection } from './connection.ts'
import { createMediaStoreOn } from './media-store.ts'
import { createOpfsMediaFiles } from './opfs-media-files.ts'

/** Files in the browser's private file system, rows in IndexedDB. */
export async function createOpfsMediaStore(options: ConnectionOptions): Promise<MediaStore> {
  const files = await createOpfsMediaFiles(options.databaseName)
  return createMediaStoreOn(await openConnection(options), files)
}
