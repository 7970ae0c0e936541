import { getErrorName, StorageFullError } from '../database/errors.ts'
import type { MediaFiles } from './blob-store.ts'

const mediaFolder = 'media'

/** One directory per identity, so that removing an identity from a device removes its files and no others. */
export async function createOpfsMediaFiles(databaseName: string): Promise<MediaFiles> {
  let folder = await openFolder(databaseName)

  async function has(handleName: string): Promise<boolean> {
    return (await findHandle(folder, handleName)) !== undefined
  }

  async function remove(handleName: string): Promise<void> {
    try {
      await folder.removeEntry(planFileName(handleName))
    } catch (error) {
      if (getErrorName(error) !== 'NotFoundError') throw error
    }
  }

  async function writeNew(handleName: string, file: Blob): Promise<void> {
    const existed = await has(handleName)
    try {
      await writeWhole(folder, handleName, file).catch(async (error: unknown) => {
        if (getErrorName(error) !== 'NotReadableError' || (await isOutOfSpace(error, file))) throw error
        // Nothing says that the disk is full, and the source may be read the next time.
        await writeWhole(folder, handleName, file)
      })
    } catch (error) {
      // The browser creates an empty file before the first byte; an older one is unchanged until close().
      if (!existed) await remove(handleName)
      throw (await isOutOfSpace(error, file)) ? new StorageFullError(error) : error
    }
  }

  return {
    has,
    remove,
    async write(handleName, file) {
      try {
        await writeNew(handleName, file)
      } catch (error) {
        if (getErrorName(error) !== 'NotFoundError') throw error
        // The site's data was cleared while the app runs, and the directory with it [F21].
        folder = await openFolder(databaseName)
        await writeNew(handleName, file)
      }
    },
    async find(handleName) {
      const handle = await findHandle(folder, handleName)
      return await handle?.getFile()
    },
  }
}

/** Chromium may also fail to read a large source: it sets it aside on the same full disk. */
async function isOutOfSpace(error: unknown, file: Blob): Promise<boolean> {
  const name = getErrorName(error)
  if (name !== 'NotReadableError') return name === 'QuotaExceededError'
  const { usage = 0, quota = Number.POSITIVE_INFINITY } = (await navigator.storage.estimate?.()) ?? {}
  return quota - usage < file.size
}

async function openFolder(databaseName: string): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory()
  const media = await root.getDirectoryHandle(mediaFolder, { create: true })
  return media.getDirectoryHandle(planFileName(databaseName), { create: true })
}

export async function removeOpfsMediaFiles(databaseName: string): Promise<void> {
  if (globalThis.navigator?.storage?.getDirectory === undefined) return
  try {
    const media = await (await navigator.storage.getDirectory()).getDirectoryHandle(mediaFolder)
    await media.removeEntry(planFileName(databaseName), { recursive: true })
  } catch (error) {
    if (getErrorName(error) !== 'NotFoundError') throw error
  }
}

async function findHandle(folder: FileSystemDirectoryHandle, handleName: string) {
  try {
    return await folder.getFileHandle(planFileName(handleName))
  } catch (error) {
    if (getErrorName(error) === 'NotFoundError') return undefined
    throw error
  }
}

/** `createWritable` writes to a temporary file and swaps on close: a crash in between leaves the old content. */
async function writeWhole(folder: FileSystemDirectoryHandle, handleName: string, file: Blob): Promise<void> {
  const handle = await folder.getFileHandle(planFileName(handleName), { create: true })
  const writable = await handle.createWritable()
  try {
    await writable.write(file)
    await writable.close()
  } catch (error) {
    await writable.abort().catch(() => undefined)
    throw error
  }
}

/** File systems reject some characters, and names that are only dots. */
function planFileName(name: string): string {
  const safe = name.replaceAll(/[^\w.-]/g, '-')
  return /^\.+$/.test(safe) ? `_${safe}` : safe
}
