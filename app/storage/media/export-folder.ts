import { getErrorName } from '../database/errors.ts'

const exportFolder = 'exports'
/** Folders of one project, for as many tabs as export it at once. */
const mostFolders = 4

/** Marks that a folder is in use, for every tab of this browser. */
export interface FolderLocks {
  /** Takes the lock, and returns how to give it back; `undefined`: another holder has it. */
  hold(name: string): Promise<(() => Promise<void>) | undefined>
}

export interface ExportFolders {
  /**
   * A directory of the private file system for files of an export that are not delivered yet. It stays this tab's until
   * the tab is closed or exports the project again: a download is read from it. Directories of this identity that no tab
   * has are removed. `undefined`: this browser cannot write to one from a page.
   */
  open(databaseName: string, projectId: string): Promise<FileSystemDirectoryHandle | undefined>
}

export function createExportFolders(locks: FolderLocks): ExportFolders {
  const held = new Map<string, () => Promise<void>>()

  /** The first of the project's folders that no other tab uses. */
  async function take(databaseName: string, projectId: string): Promise<string | undefined> {
    const key = `${databaseName}/${projectId}`
    await held.get(key)?.()
    held.delete(key)
    for (let number = 1; number <= mostFolders; number += 1) {
      const name = number === 1 ? projectId : `${projectId}~${number}`
      const release = await locks.hold(planLockName(databaseName, name))
      if (release === undefined) continue
      held.set(key, release)
      return name
    }
    return undefined
  }

  async function removeUnused(own: FileSystemDirectoryHandle, databaseName: string): Promise<void> {
    const names: string[] = []
    for await (const name of own.keys()) names.push(name)
    for (const name of names) {
      const release = await locks.hold(planLockName(databaseName, name))
      if (release === undefined) continue
      await own.removeEntry(name, { recursive: true }).catch(() => undefined)
      await release()
    }
  }

  return {
    async open(databaseName, projectId) {
      if (globalThis.navigator?.storage?.getDirectory === undefined) return undefined
      if (!('createWritable' in FileSystemFileHandle.prototype)) return undefined
      const root = await navigator.storage.getDirectory()
      const all = await root.getDirectoryHandle(exportFolder, { create: true })
      const own = await all.getDirectoryHandle(planFolderName(databaseName), { create: true })
      // Taken first: what is made before could be removed by another tab.
      const name = await take(databaseName, projectId)
      await removeUnused(own, databaseName)
      return name === undefined ? undefined : own.getDirectoryHandle(name, { create: true })
    },
  }
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

const planLockName = (databaseName: string, name: string): string =>
  `appframes:export:${planFolderName(databaseName)}/${name}`
