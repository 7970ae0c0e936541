import type { Page } from '@playwright/test'
import type {} from '../browser/storage-entry.ts'
import { expect, test } from './storage-fixtures.ts'

/** The browser's own quota for the page, as a full disk gives it. It holds as long as its session does. */
async function limitQuota(tab: Page, quotaSize: number): Promise<{ lift: () => Promise<void> }> {
  const session = await tab.context().newCDPSession(tab)
  await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(tab.url()).origin, quotaSize })
  return { lift: () => session.detach() }
}

test('[F16] an upgrade in a new tab is not blocked: the old tab closes its database, reports it, and refuses to save', async ({
  openTab,
}) => {
  const [old, fresh] = [await openTab(), await openTab()]
  const databaseName = `faults:${crypto.randomUUID()}`
  await old.evaluate(async (name) => {
    const outdated: string[] = []
    const store = await storage.createIdbProjectStore({
      databaseName: name,
      onOutdated: () => outdated.push('outdated'),
    })
    const project = storage.createTestProject()
    await store.create(project, 1)
    const typed = storage.planTyping(project, '!')
    const commit = () =>
      store.commit({ projectId: project.id, changes: [typed.change], project: typed.project, atMs: 2 })
    Object.assign(globalThis, {
      probe: () => commit().then(String, (error: Error) => [...outdated, error.name]),
    })
  }, databaseName)
  const listed = await fresh.evaluate(async (name) => {
    const store = await storage.createIdbProjectStore({ databaseName: name, databaseVersion: 4 })
    return (await store.listRows()).length
  }, databaseName)
  expect(listed).toBe(1)
  expect(await old.evaluate('probe()')).toEqual(['outdated', 'StorageNewerError'])
})

test('[F16] a new tab that an old one does block reports it and opens once the old one is closed', async ({
  openTab,
}) => {
  const [old, fresh] = [await openTab(), await openTab()]
  const databaseName = `faults:${crypto.randomUUID()}`
  await old.evaluate(async (name) => {
    const store = await storage.createIdbProjectStore({ databaseName: name })
    await store.create(storage.createTestProject(), 1)
    store.close()
    // A build without a `versionchange` handler keeps the database open.
    await new Promise((resolve) => {
      indexedDB.open(name).onsuccess = resolve
    })
  }, databaseName)
  await fresh.evaluate((name) => {
    const blocked = new Promise<void>((onBlocked) => {
      const opening = storage.createIdbProjectStore({ databaseName: name, databaseVersion: 4, onBlocked })
      Object.assign(globalThis, { rows: async () => (await (await opening).listRows()).length })
    })
    return blocked
  }, databaseName)
  await old.close()
  expect(await fresh.evaluate('rows()')).toBe(1)
})

test('[F17] an older build reads the data of a newer one and deletes nothing', async ({ openTab }) => {
  const outcome = await (await openTab()).evaluate(async () => {
    const databaseName = `faults:${crypto.randomUUID()}`
    const newer = await storage.createIdbProjectStore({ databaseName, databaseVersion: 9 })
    const project = storage.createTestProject()
    await newer.create(project, 1)
    newer.close()
    const older = await storage.createIdbProjectStore({ databaseName })
    const refused = await older.setState('key', 1).then(
      () => 'written',
      (error: Error) => error.name,
    )
    return [(await older.load(project.id)).kind, refused]
  })
  expect(outcome).toEqual(['ok', 'StorageNewerError'])
})

test('[F18] a picture that does not fit leaves no half file, no row, and the older picture as it was', async ({
  openTab,
}) => {
  const tab = await openTab()
  const databaseName = `faults:${crypto.randomUUID()}`
  await tab.evaluate(async (name) => {
    const store = await storage.createOpfsMediaStore({ databaseName: name })
    const kept = storage.createTestAsset(new Blob(['kept']))
    await store.put(kept, new Blob(['kept']), undefined)
    const big = storage.createTestFile(5_000_000)
    const asset = storage.createTestAsset(big)
    const refusal = (work: Promise<void>) =>
      work.then(
        () => 'saved',
        (error: Error) => error.name,
      )
    const listFiles = async () => {
      const media = await (await navigator.storage.getDirectory()).getDirectoryHandle('media')
      const names: string[] = []
      for await (const folder of media.values()) {
        if (folder.kind === 'directory' && folder.name === name.replace(':', '-')) {
          for await (const file of folder.keys()) names.push(file)
        }
      }
      return names.length
    }
    const tryBoth = async () => ({
      fresh: await refusal(store.put(asset, big, undefined)),
      replaced: await refusal(store.put(kept, big, undefined)),
      rows: (await store.listAssets()).length,
      file: (await (await store.findFile(kept.cloudId))?.text())?.slice(0, 9),
      missing: (await store.findFile(asset.cloudId)) === undefined,
      files: await listFiles(),
    })
    Object.assign(globalThis, { tryBoth, putBig: () => refusal(store.put(asset, big, undefined)) })
  }, databaseName)
  const usage = await tab.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0)
  const quota = await limitQuota(tab, usage + 1_000_000)
  expect(await tab.evaluate('tryBoth()')).toEqual({
    fresh: 'StorageFullError',
    replaced: 'StorageFullError',
    rows: 1,
    file: 'kept',
    missing: true,
    files: 1,
  })
  await quota.lift()
  expect(await tab.evaluate('putBig()')).toBe('saved')
})

test('[F19] a connection that closes under the app is opened again and the edit is saved once', async ({
  openTab,
}) => {
  const text = await (await openTab()).evaluate(async () => {
    const store = await storage.createIdbProjectStore({ databaseName: `faults:${crypto.randomUUID()}` })
    const project = storage.createTestProject()
    await store.create(project, 1)
    const real = IDBDatabase.prototype.transaction
    IDBDatabase.prototype.transaction = function (...args) {
      IDBDatabase.prototype.transaction = real
      this.close()
      return real.apply(this, args)
    }
    const typed = storage.planTyping(project, '!')
    await store.commit({ projectId: project.id, changes: [typed.change], project: typed.project, atMs: 2 })
    const loaded = await store.load(project.id)
    return loaded.kind === 'ok' ? storage.readHeadline(loaded.project).slice(-3) : loaded.kind
  })
  expect(text).toBe('-0!')
})

test('[F20] the kind of storage is found by trying, and reported correctly', async ({ openTab }) => {
  const kinds = await (await openTab()).evaluate(async () => {
    const open = async () => {
      const stores = await storage.openLocalStores({ userId: crypto.randomUUID() })
      const asset = storage.createTestAsset(new Blob(['picture']))
      await stores.media.put(asset, new Blob(['picture']), undefined)
      const project = storage.createTestProject()
      await stores.projects.create(project, 1)
      const text = await (await stores.media.findFile(asset.cloudId))?.text()
      return [stores.kind, text, (await stores.projects.load(project.id)).kind]
    }
    const outcomes = [await open()]
    // Safari before 26: the file system is there, but a page cannot write to it.
    Reflect.deleteProperty(FileSystemFileHandle.prototype, 'createWritable')
    outcomes.push(await open())
    Object.defineProperty(globalThis, 'indexedDB', { value: undefined })
    outcomes.push(await open())
    return outcomes
  })
  expect(kinds).toEqual([
    ['opfs', 'picture', 'ok'],
    ['indexeddb', 'picture', 'ok'],
    ['session', 'picture', 'ok'],
  ])
})

test('[F20] pictures in IndexedDB are still found once the browser supports writing files', async ({
  openTab,
}) => {
  const found = await (await openTab()).evaluate(async () => {
    const userId = crypto.randomUUID()
    const { createWritable } = FileSystemFileHandle.prototype
    Reflect.deleteProperty(FileSystemFileHandle.prototype, 'createWritable')
    const before = await storage.openLocalStores({ userId })
    const asset = storage.createTestAsset(new Blob(['picture']))
    await before.media.put(asset, new Blob(['picture']), undefined)
    before.close()
    Object.assign(FileSystemFileHandle.prototype, { createWritable })
    const after = await storage.openLocalStores({ userId })
    return [before.kind, after.kind, await (await after.media.findFile(asset.cloudId))?.text()]
  })
  expect(found).toEqual(['indexeddb', 'opfs', 'picture'])
})

test('[F21] site data cleared while the app runs: detected, and the next edit writes the project again', async ({
  openTab,
}) => {
  const tab = await openTab()
  await tab.evaluate(async () => {
    const noticed: string[] = []
    const store = await storage.createIdbProjectStore({
      databaseName: `faults:${crypto.randomUUID()}`,
      onLost: () => noticed.push('lost'),
    })
    const project = storage.createTestProject()
    await store.create(project, 1)
    const continueWork = async () => {
      const typed = storage.planTyping(project, '!')
      const before = (await store.listRows()).length
      await store.commit({ projectId: project.id, changes: [typed.change], project: typed.project, atMs: 2 })
      const loaded = await store.load(project.id)
      const text = loaded.kind === 'ok' ? storage.readHeadline(loaded.project).slice(-3) : loaded.kind
      return { noticed: noticed.length > 0, before, text }
    }
    Object.assign(globalThis, { continueWork })
  })
  const session = await tab.context().newCDPSession(tab)
  await session.send('Storage.clearDataForOrigin', { origin: new URL(tab.url()).origin, storageTypes: 'all' })
  expect(await tab.evaluate('continueWork()')).toEqual({ noticed: true, before: 0, text: '-0!' })
})

test('removing an identity removes its files and closes it in other tabs', async ({ openTab }) => {
  const [here, other] = [await openTab(), await openTab()]
  const userId = crypto.randomUUID()
  const openWithPicture = async (user: string) => {
    const noticed: string[] = []
    const stores = await storage.openLocalStores({ userId: user, onLost: () => noticed.push('lost') })
    const asset = storage.createTestAsset(new Blob(['picture']))
    await stores.media.put(asset, new Blob(['picture']), undefined)
    Object.assign(globalThis, {
      remove: () => {
        stores.close()
        return storage.deleteIdentity(stores.databaseName)
      },
      look: async () => [noticed.length > 0, (await stores.media.findFile(asset.cloudId)) === undefined],
    })
  }
  await other.evaluate(openWithPicture, userId)
  await here.evaluate(openWithPicture, userId)
  await here.evaluate('remove()')
  expect(await other.evaluate('look()')).toEqual([true, true])
})
