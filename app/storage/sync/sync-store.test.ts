import 'fake-indexeddb/auto'
import { createHash } from 'node:crypto'
import { describe, test } from 'vitest'
import { syncStoreContract } from '../contract/sync-store-contract.ts'
import { openMemoryConnection } from '../memory/connection.ts'
import { createMemoryDisk } from '../memory/disk.ts'
import { openConnection } from '../open-connection.ts'
import { openProjects } from '../open-projects.ts'

const options = { scheduleIdle: () => undefined }
const hashText = async (parts: readonly string[]) => createHash('sha256').update(parts.join('')).digest('hex')

describe('sync store over IndexedDB', () => {
  for (const { title, run } of syncStoreContract) {
    test(title, async () => {
      const databaseName = `sync:${crypto.randomUUID()}`
      await run(async () => openProjects(await openConnection({ databaseName }), options))
    })
  }
})

describe('sync store over IndexedDB, with snapshots that are ready to be sent', () => {
  for (const { title, run } of syncStoreContract) {
    test(title, async () => {
      const databaseName = `sync:${crypto.randomUUID()}`
      await run(async () =>
        openProjects(await openConnection({ databaseName }), { ...options, hash: hashText }),
      )
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
