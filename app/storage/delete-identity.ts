import { deleteDB } from 'idb'
import { StorageBlockedError } from './database/errors.ts'
import { removeExportFolders } from './media/export-folder.ts'
import { removeOpfsMediaFiles } from './media/opfs-blob-store.ts'

const blockedDeadlineMs = 8000

/**
 * "Also remove from this device": deletes the database of an identity and all its files. Close the stores of this tab
 * first; those of other tabs close by themselves and their `onLost` is called. Throws `StorageBlockedError` when one
 * does not.
 */
export async function deleteIdentity(databaseName: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const blocked = () => setTimeout(() => reject(new StorageBlockedError()), blockedDeadlineMs)
    deleteDB(databaseName, { blocked }).then(resolve, reject)
  })
  await removeOpfsMediaFiles(databaseName)
  await removeExportFolders(databaseName)
}
