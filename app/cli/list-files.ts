import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { isLeftover } from '#app/document/model/file-path.ts'

/** Paths of all files below, with slashes, sorted; hidden files and what systems leave behind are left out. */
export async function listFiles(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !isLeftover(path))
    .sort()
}
