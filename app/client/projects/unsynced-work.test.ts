import { expect, test } from 'vitest'
import { createObservable } from '#app/observable/observable.ts'
import { createTestAsset } from '#app/storage/contract/media-store-contract.ts'
import { openSessionStores } from '#app/storage/open-session-stores.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import { createUnsyncedWork } from './unsynced-work.ts'

const file = new Blob(['picture'])

test('media that have not reached the account count without any pending project', async () => {
  const stores = openSessionStores('unsynced', {})
  for (const syncStatus of ['pending', 'syncing', 'error', 'synced'] as const)
    await stores.media.put(createTestAsset(file, { syncStatus }), file, undefined)
  await stores.media.put(createTestAsset(file, { deletedAt: 1 }), file, undefined)
  await stores.media.putRow(createTestAsset(file, { isRemote: true }))
  const status: SyncStatus = { kind: 'synced', atMs: 0 }
  const work = createUnsyncedWork({
    isSignedIn: true,
    stores,
    rows: { get: () => [] },
    sync: { status: createObservable(status) },
    review: { quarantine: createObservable([]) },
  })
  expect(await work.countUnsynced()).toEqual({ changes: 0, mediaFiles: 3 })
})
