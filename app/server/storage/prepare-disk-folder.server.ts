import { chmod, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { FOLDER_MODE, orMissing } from './disk-files.server.ts'

/** Longer than any request may take, of any server that shares the folder. */
const LEFT_AFTER_MS = 60 * 60 * 1000

/** Closes the directory to other users of the machine, and removes half received files of killed servers. */
export async function prepareDiskFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE })
  try {
    // Made by an older version, or by hand.
    await chmod(folder, FOLDER_MODE)
  } catch (error) {
    // A mounted folder that belongs to somebody else.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error
  }
  await removeLeftovers(join(folder, 'temporary'))
}

export async function removeLeftovers(temporaryFolder: string, nowMs = Date.now()): Promise<void> {
  for (const name of (await orMissing(() => readdir(temporaryFolder))) ?? []) {
    const path = join(temporaryFolder, name)
    const found = await orMissing(() => stat(path))
    if (found && nowMs - found.mtimeMs > LEFT_AFTER_MS) await rm(path, { force: true, recursive: true })
  }
}
