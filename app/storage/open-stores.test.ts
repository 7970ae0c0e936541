import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTestProject } from './contract/contract-fixtures.ts'
import { createTestAsset } from './contract/media-store-contract.ts'
import { planDatabaseName } from './database/database-name.ts'
import { deleteIdentity } from './delete-identity.ts'
import { openLocalStores } from './open-stores.ts'

const wait = () => Promise.resolve()

/** Simulates WebKit: the transaction is aborted without an error of its own. */
function refuseBlobs(): void {
  const real = IDBObjectStore.prototype.put
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
    const holdsBlob = Object.values(value as object).some((part) => part instanceof Blob)
    const request = key === undefined ? real.call(this, value) : real.call(this, value, key)
    if (holdsBlob) this.transaction.abort()
    return request
  })
}

// The user's message depends on `kind`; the details for developers are not part of these sentences.
beforeEach(() => {
  vi.spyOn(console, 'info').mockReturnValue()
  vi.spyOn(console, 'warn').mockReturnValue()
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** Safari before 26: handles of files without `createWritable`. */
function createReadOnlyFileSystem() {
  const files = new Set<string>()
  const folder = {
    getDirectoryHandle: async () => folder,
    async getFileHandle(name: string, { create = false } = {}) {
      if (create) files.add(name)
      if (!files.has(name)) throw new DOMException('no such file', 'NotFoundError')
      return { getFile: async () => new File([], name) }
    },
    async removeEntry(name: string) {
      if (!files.delete(name)) throw new DOMException('no such file', 'NotFoundError')
    },
  }
  return { root: folder, names: () => [...files] }
}

describe('choosing the stores of this browser', () => {
  test('[F20] without a private file system the pictures go to IndexedDB', async () => {
    const stores = await openLocalStores({ userId: crypto.randomUUID(), wait })
    expect(stores.kind).toBe('indexeddb')
    const asset = createTestAsset(new Blob(['picture']))
    await stores.media.put(asset, new Blob(['picture']), undefined)
    expect(await (await stores.media.findFile(asset.cloudId))?.text()).toBe('picture')
  })

  test('[F20] a private file system that pages cannot write to, as in Safari before 26, is left empty for IndexedDB', async () => {
    const { root, names } = createReadOnlyFileSystem()
    vi.stubGlobal('navigator', { storage: { getDirectory: async () => root } })
    const stores = await openLocalStores({ userId: crypto.randomUUID(), wait })
    expect(stores.kind).toBe('indexeddb')
    const asset = createTestAsset(new Blob(['picture']))
    await stores.media.put(asset, new Blob(['picture']), undefined)
    expect(await (await stores.media.findFile(asset.cloudId))?.text()).toBe('picture')
    expect(names()).toEqual([])
  })

  test('[F20] where IndexedDB keeps no Blobs, as in WebKit’s private windows, pictures survive a reload as bytes', async () => {
    refuseBlobs()
    const userId = crypto.randomUUID()
    const before = await openLocalStores({ userId, wait })
    expect(before.kind).toBe('session')
    const asset = createTestAsset(new Blob(['picture']))
    const small = new Blob(['small'], { type: 'image/webp' })
    await before.media.put(asset, new Blob(['picture']), small)
    const project = createTestProject()
    await before.projects.create(project, 1)
    await before.projects.saveThumbnail(project.id, small)
    before.close()

    const after = await openLocalStores({ userId, wait })
    expect(await (await after.media.findFile(asset.cloudId))?.text()).toBe('picture')
    const found = [
      await after.media.findThumbnail(asset.cloudId),
      await after.projects.findThumbnail(project.id),
    ]
    for (const picture of found) {
      expect(picture?.type).toBe('image/webp')
      expect(await picture?.text()).toBe('small')
    }
  })

  test('[F20] without IndexedDB projects are kept for this session, and that is reported', async () => {
    vi.stubGlobal('indexedDB', undefined)
    const stores = await openLocalStores({ wait })
    expect(stores.kind).toBe('session')
    const project = createTestProject()
    await stores.projects.create(project, 1)
    expect((await stores.projects.load(project.id)).kind).toBe('ok')
  })

  test('[F20] an IndexedDB that exists but does not open counts as none', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('A mutation operation was attempted', 'InvalidStateError')
    })
    expect((await openLocalStores({ wait })).kind).toBe('session')
  })

  test('[F19] a transient error on opening is not mistaken for a browser without storage', async () => {
    const real = indexedDB.open.bind(indexedDB)
    let failures = 2
    vi.spyOn(indexedDB, 'open').mockImplementation((...args) => {
      failures -= 1
      if (failures >= 0) throw new DOMException('Connection to Indexed Database server lost', 'UnknownError')
      return real(...args)
    })
    expect((await openLocalStores({ userId: crypto.randomUUID(), wait })).kind).toBe('indexeddb')
  })

  test('[F18] a full disk still shows the projects that are there', async () => {
    const userId = crypto.randomUUID()
    const before = await openLocalStores({ userId, wait })
    await before.projects.create(createTestProject(), 1)
    before.close()
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError')
    })
    const stores = await openLocalStores({ userId, wait })
    expect(stores.kind).toBe('indexeddb')
    expect((await stores.projects.listRows()).length).toBe(1)
  })
})

describe('identities', () => {
  test('[F33] every identity has a database of its own, whose name reveals nothing of the account', async () => {
    expect(await planDatabaseName(undefined)).toBe('appframes:anonymous')
    const name = await planDatabaseName('ada@example.com')
    expect(name).toMatch(/^appframes:[0-9a-f]{32}$/)
    expect(await planDatabaseName('ada@example.com')).toBe(name)
    expect(await planDatabaseName('bob@example.com')).not.toBe(name)
    const [ada, bob] = [
      await openLocalStores({ userId: 'ada', wait }),
      await openLocalStores({ userId: 'bob', wait }),
    ]
    const project = createTestProject()
    await ada.projects.create(project, 1)
    expect(await bob.projects.listRows()).toEqual([])
    expect((await bob.projects.load(project.id)).kind).toBe('missing')
  })

  test('removing an identity from the device leaves the others', async () => {
    const [gone, kept] = [
      await openLocalStores({ userId: 'gone', wait }),
      await openLocalStores({ userId: 'kept', wait }),
    ]
    for (const { projects } of [gone, kept]) await projects.create(createTestProject(), 1)
    gone.close()
    await deleteIdentity(gone.databaseName)
    expect(await (await openLocalStores({ userId: 'gone', wait })).projects.listRows()).toEqual([])
    expect((await kept.projects.listRows()).length).toBe(1)
  })
})
