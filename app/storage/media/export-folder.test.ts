import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createExportFolders, type FolderLocks } from './export-folder.ts'

/** As much of a directory as folders need; a test puts files in by name. */
class FakeDirectory {
  readonly entries = new Map<string, FakeDirectory>()
  async getDirectoryHandle(name: string, { create = false } = {}) {
    if (create && !this.entries.has(name)) this.entries.set(name, new FakeDirectory())
    const found = this.entries.get(name)
    if (found === undefined) throw new DOMException('There is none.', 'NotFoundError')
    return found
  }
  async removeEntry(name: string) {
    this.entries.delete(name)
  }
  async *keys() {
    yield* [...this.entries.keys()]
  }
}

/** Of one browser: every tab that is made of it sees the same locks. */
function createLocks(): FolderLocks {
  const taken = new Set<string>()
  return {
    async hold(name) {
      if (taken.has(name)) return undefined
      taken.add(name)
      return async () => void taken.delete(name)
    },
  }
}

const disk = { root: new FakeDirectory() }
beforeEach(() => {
  disk.root = new FakeDirectory()
  vi.stubGlobal('navigator', { storage: { getDirectory: async () => disk.root } })
  vi.stubGlobal('FileSystemFileHandle', { prototype: { createWritable: () => undefined } })
})
afterEach(() => void vi.unstubAllGlobals())

const database = 'appframes:anonymous'
const list = async () => {
  const own = await (await disk.root.getDirectoryHandle('exports')).getDirectoryHandle('appframes-anonymous')
  return [...own.entries.keys()]
}

it('an export removes no folder that another tab exports to', async () => {
  const locks = createLocks()
  const [first, second] = [createExportFolders(locks), createExportFolders(locks)]
  await first.open(database, 'a')
  await second.open(database, 'b')
  expect(await list()).toEqual(['a', 'b'])
})

it('two exports of one project have a folder each', async () => {
  const locks = createLocks()
  const folders = await Promise.all(
    Array.from({ length: 5 }, () => createExportFolders(locks).open(database, 'a')),
  )
  expect(await list()).toEqual(['a', 'a~2', 'a~3', 'a~4'])
  expect(new Set(folders).size).toBe(5)
  expect(folders.at(-1)).toBeUndefined()
})

it('the folders of closed tabs are removed, but for the one that the same project goes on from', async () => {
  await createExportFolders(createLocks()).open(database, 'a')
  const left = await createExportFolders(createLocks()).open(database, 'b')
  expect(await list()).toEqual(['b'])
  const tab = createExportFolders(createLocks())
  expect(await tab.open(database, 'b')).toBe(left)
  expect(await tab.open(database, 'b')).toBe(left)
})
