import type { Connection } from '../database/connection.ts'
import { type PackBlob, packAsBlob, unpackBlob } from '../database/stored-blob.ts'
import type { MediaFiles } from './blob-store.ts'

/** Files in IndexedDB, for browsers without a private file system that pages can write to. */
export function createIdbMediaFiles(connection: Connection, pack: PackBlob = packAsBlob): MediaFiles {
  return {
    async has(handleName) {
      const key = await connection.read(['mediaFiles'], (transaction) =>
        transaction.objectStore('mediaFiles').getKey(handleName),
      )
      return key !== undefined
    },
    async write(handleName, file) {
      const row = { handleName, file: await pack(file) }
      await connection.write(['mediaFiles'], (transaction) => transaction.objectStore('mediaFiles').put(row))
    },
    async find(handleName) {
      const row = await connection.read(['mediaFiles'], (transaction) =>
        transaction.objectStore('mediaFiles').get(handleName),
      )
      return unpackBlob(row?.file)
    },
    async remove(handleName) {
      await connection.write(['mediaFiles'], (transaction) =>
        transaction.objectStore('mediaFiles').delete(handleName),
      )
    },
  }
}
