import { openDB } from 'idb'
import { claimAnonymous } from '#app/storage/claim-projects.ts'
import {
  createTestProject,
  planMove,
  planPaste,
  planTyping,
  readHeadline,
} from '#app/storage/contract/contract-fixtures.ts'
import {
  createTestAsset,
  createTestFile,
  mediaStoreContract,
} from '#app/storage/contract/media-store-contract.ts'
import { createIdbMediaStore } from '#app/storage/contract/open-media-stores.ts'
import { createOpfsMediaStore } from '#app/storage/contract/opfs-media-store.ts'
import { projectStoreContract } from '#app/storage/contract/project-store-contract.ts'
import { syncStoreContract } from '#app/storage/contract/sync-store-contract.ts'
import { deleteIdentity } from '#app/storage/delete-identity.ts'
import { openConnection } from '#app/storage/open-connection.ts'
import { createIdbProjectStore, openProjects } from '#app/storage/open-projects.ts'
import { openLocalStores } from '#app/storage/open-stores.ts'

/** The local store as a page of its own, for the storage specs and the commit bench. */
const offered = {
  claimAnonymous,
  createIdbMediaStore,
  createIdbProjectStore,
  createOpfsMediaStore,
  createTestAsset,
  createTestFile,
  createTestProject,
  deleteIdentity,
  openLocalStores,
  planMove,
  planPaste,
  planTyping,
  readHeadline,
  /** The floor of the commit bench: idb as anyone would use it. */
  async openBareDatabase() {
    const database = await openDB('bare', 1, {
      upgrade: (opened) => opened.createObjectStore('rows', { keyPath: 'id' }),
    })
    return {
      async put(
        row: { id: string; [field: string]: unknown },
        durability: IDBTransactionDurability,
      ): Promise<void> {
        const transaction = database.transaction('rows', 'readwrite', { durability })
        await Promise.all([transaction.store.put(row), transaction.done])
      },
    }
  },
  async runProjectCase(index: number): Promise<void> {
    const databaseName = `contract:${crypto.randomUUID()}`
    await projectStoreContract[index]?.run(async () =>
      openProjects(await openConnection({ databaseName }), {}),
    )
  },
  async runSyncCase(index: number): Promise<void> {
    const databaseName = `contract:${crypto.randomUUID()}`
    await syncStoreContract[index]?.run(async () => openProjects(await openConnection({ databaseName }), {}))
  },
  async runMediaCase(index: number, kind: 'opfs' | 'indexeddb'): Promise<void> {
    const databaseName = `contract:${crypto.randomUUID()}`
    const open = kind === 'opfs' ? createOpfsMediaStore : createIdbMediaStore
    await mediaStoreContract[index]?.run(() => open({ databaseName }))
  },
}

declare global {
  var storage: StoragePage
}
export type StoragePage = typeof offered

globalThis.storage = offered
