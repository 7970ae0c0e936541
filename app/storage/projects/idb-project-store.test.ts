import 'fake-indexeddb/auto'
import { describe, test } from 'vitest'
import { projectStoreContract } from '../contract/project-store-contract.ts'
import { openConnection } from '../open-connection.ts'
import { openProjects } from '../open-projects.ts'

describe('idb project store', () => {
  for (const { title, run } of projectStoreContract) {
    test(title, async () => {
      const databaseName = `contract:${crypto.randomUUID()}`
      await run(async () => openProjects(await openConnection({ databaseName }), {}))
    })
  }
})
