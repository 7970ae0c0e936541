import { mediaStoreContract } from '#app/storage/contract/media-store-contract.ts'
import { projectStoreContract } from '#app/storage/contract/project-store-contract.ts'
import { syncStoreContract } from '#app/storage/contract/sync-store-contract.ts'
import type {} from '../browser/storage-entry.ts'
import { test } from './storage-fixtures.ts'

// The same contracts as app/storage/*/*.test.ts, here on the browser's own IndexedDB and private file system.

test.describe('idb project store in Chromium', () => {
  for (const [index, { title }] of projectStoreContract.entries()) {
    test(title, async ({ contractTab }) => {
      await contractTab.evaluate((chosen) => storage.runProjectCase(chosen), index)
    })
  }
})

test.describe('idb sync store in Chromium', () => {
  for (const [index, { title }] of syncStoreContract.entries()) {
    test(title, async ({ contractTab }) => {
      await contractTab.evaluate((chosen) => storage.runSyncCase(chosen), index)
    })
  }
})

for (const kind of ['opfs', 'indexeddb'] as const) {
  test.describe(`${kind} media store in Chromium`, () => {
    for (const [index, { title }] of mediaStoreContract.entries()) {
      test(title, async ({ contractTab }) => {
        await contractTab.evaluate((chosen) => storage.runMediaCase(chosen.index, chosen.kind), {
          index,
          kind,
        })
      })
    }
  })
}
