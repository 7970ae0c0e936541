import 'fake-indexeddb/auto'
import { describe, test } from 'vitest'
import { openConnection } from './connection.ts'
import { openProjects } from './idb-project-store.ts'
import { projectStoreContract } from './project-store-contract.ts'

describe('idb project store', () => {
  for (const { title, run } of projectStoreContract) {
    test(title, async () => {
      const databaseName = `contract:${crypto.randomUUID()}`
      await run(async () => openProjects(await openConnection({ databaseName }), {}))
    })
  }
})
