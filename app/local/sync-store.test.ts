import 'fake-indexeddb/auto'
import { describe, test } from 'vitest'
import { openConnection } from './connection.ts'
import { openProjects } from './idb-project-store.ts'
import { openMemoryConnection } from './memory-connection.ts'
import { createMemoryDisk } from './memory-disk.ts'
import { syncStoreContract } from './sync-store-contract.ts'

const options = { scheduleIdle: () => undefined }

describe('sync store over IndexedDB', () => {
  for (const { title, run } of syncStoreContract) {
    test(title, async () => {
      const databaseName = `sync:${crypto.randomUUID()}`
      await run(async () => openProjects(await openConnection({ databaseName }), options))
    })
  }
})

describe('sync store over the database in memory', () => {
  for (const { title, run } of syncStoreContract) {
    test(title, async () => {
      const disk = createMemoryDisk()
      await run(async () => openProjects(openMemoryConnection({ databaseName: 'sync', disk }), options))
    })
  }
})
