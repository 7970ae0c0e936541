import 'fake-indexeddb/auto'
import { describe, expect, test } from 'vitest'
import { createTestAsset, mediaStoreContract } from '../contract/media-store-contract.ts'
import { createIdbMediaStore } from '../contract/open-media-stores.ts'
import { createMemoryMediaStore } from '../memory/media-store.ts'
import { openConnection } from '../open-connection.ts'

describe('idb media store', () => {
  for (const { title, run } of mediaStoreContract) {
    test(title, async () => {
      const databaseName = `contract:${crypto.randomUUID()}`
      await run(() => createIdbMediaStore({ databaseName }))
    })
  }

  test('a damaged row still leads to its picture', async () => {
    const databaseName = `contract:${crypto.randomUUID()}`
    const store = await createIdbMediaStore({ databaseName })
    const asset = createTestAsset(new Blob(['bytes']))
    await store.put(asset, new Blob(['bytes']), undefined)
    const connection = await openConnection({ databaseName })
    await connection.write(['mediaAssets'], (transaction) =>
      transaction.objectStore('mediaAssets').put({ ...asset, width: 'wide', fileName: 7, syncStatus: null }),
    )
    expect(await store.listAssets()).toEqual([{ ...asset, width: 1, fileName: 'Damaged entry' }])
    expect(await (await store.findFile(asset.cloudId))?.text()).toBe('bytes')
  })
})

describe('memory media store', () => {
  for (const { title, run } of mediaStoreContract) {
    test(title, async () => {
      const store = createMemoryMediaStore()
      await run(async () => store)
    })
  }
})
