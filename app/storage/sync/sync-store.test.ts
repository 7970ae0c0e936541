import 'fake-indexeddb/auto'
import { describe, test } from 'vitest'
import { syncStoreContract } from '../contract/sync-store-contract.ts'
import { openMemoryConnection } from '../memory/connection.ts'
import { createMemoryDisk } from '../memory/disk.ts'
import { openConnection } from '../open-connection.ts'
import { openProjects } from '../open-projects.ts'

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
