import type { MediaStore } from '#app/sync/ports/project-store.ts'
import type { ConnectionOptions } from '../database/connection.ts'
import { createIdbMediaFiles } from '../media/idb-blob-store.ts'
import { createMediaStoreOn } from '../media/media-store.ts'
import { openConnection } from '../open-connection.ts'

/** Files and rows both in IndexedDB. */
export async function createIdbMediaStore(options: ConnectionOptions): Promise<MediaStore> {
  const connection = await openConnection(options)
  return createMediaStoreOn(connection, createIdbMediaFiles(connection))
}
