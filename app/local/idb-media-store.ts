import type { MediaStore } from '#app/sync/ports.ts'
import { type ConnectionOptions, openConnection } from './connection.ts'
import { createIdbMediaFiles } from './idb-media-files.ts'
import { createMediaStoreOn } from './media-store.ts'

/** Files and rows both in IndexedDB. */
export async function createIdbMediaStore(options: ConnectionOptions): Promise<MediaStore> {
  const connection = await openConnection(options)
  return createMediaStoreOn(connection, createIdbMediaFiles(connection))
}
