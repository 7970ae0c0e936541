import { describe, test } from 'vitest'
import { openProjects } from './idb-project-store.ts'
import { openMemoryConnection } from './memory-connection.ts'
import { createMemoryDisk } from './memory-disk.ts'
import { projectStoreContract } from './project-store-contract.ts'

describe('project store over the database in memory', () => {
  for (const { title, run } of projectStoreContract) {
    test(title, async () => {
      const disk = createMemoryDisk()
      await run(async () =>
        openProjects(openMemoryConnection({ databaseName: 'contract', disk }), {
          scheduleIdle: () => undefined,
        }),
      )
    })
  }
})
