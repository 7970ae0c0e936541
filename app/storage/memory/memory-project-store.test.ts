import { describe, test } from 'vitest'
import { projectStoreContract } from '../contract/project-store-contract.ts'
import { openProjects } from '../open-projects.ts'
import { openMemoryConnection } from './connection.ts'
import { createMemoryDisk } from './disk.ts'

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
