import { getErrorName } from '../database/errors.ts'

const exportFolder = 'exports'

/**
 * A directory of the private file system for files of an export that are not delivered yet; those of other projects of this identity
 * are removed. `undefined`: this browser cannot write to one from a page.
 */
export async function openExportFolder(
  databaseName: string,
  projectId: string,
): Promise<FileSystemDirectoryHandle | undefined> {
  if (globalThis.navigator?.storage?.getDirectory === undefined) return undefined
  if (!('createWritable' in FileSystemFileHandle.prototype)) return undefined
  const root = await navigator.storage.getDirectory()
  const all = await root.getDirectoryHandle(exportFolder, { create: true })
  const own = await all.getDirectoryHandle(planFolderName(databaseName), { create: true })
  for await (const name of own.keys())
    if (name !== projectId) await own.removeEntry(name, { recursive: true }).catch(() => undefined)
  return own.getDirectoryHandle(projectId, { create: true })
}

export async function removeExportFolders(databaseName: string): Promise<void> {
  if (globalThis.navigator?.storage?.getDirectory === undefined) return
  try {
    const all = await (await navigator.storage.getDirectory()).getDirectoryHandle(exportFolder)
    await all.removeEntry(planFolderName(databaseName), { recursive: true })
  } catch (error) {
    if (getErrorName(error) !== 'NotFoundError') throw error
  }
}

const planFolderName = (databaseName: string): string => databaseName.replaceAll(/[^\w.-]/g, '-')
