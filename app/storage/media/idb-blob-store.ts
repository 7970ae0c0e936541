import type { Connection } from '../database/connection.ts'
import type { MediaFiles } from './blob-store.ts'

/** Files as Blobs in IndexedDB, for browsers without a private file system that pages can write to. */
export function createIdbMediaFiles(connection: Connection): MediaFiles {
  return {
    async has(handleName) {
      const key = await connection.read(['mediaFiles'], (transaction) =>
        transaction.objectStore('mediaFiles').getKey(handleName),
      )
      return key !== undefined
    },
    async write(handleName, file) {
      await connection.write(['mediaFiles'], (transaction) =>
        transaction.objectStore('mediaFiles').put({ handleName, file }),
      )
    },
    async find(handleName) {
      const row = await connection.read(['mediaFiles'], (transaction) =>
        transaction.objectStore('mediaFiles').get(handleName),
      )
      return row?.file instanceof Blob ? row.file : undefined
    },
    async remove(handleName) {
      await connection.write(['mediaFiles'], (transaction) =>
        transaction.objectStore('mediaFiles').delete(handleName),
      )
    },
  }
}
