import 'fake-indexeddb/auto'
import { createHash } from 'node:crypto'
import { describe, expect, test, vi } from 'vitest'
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

test('an in-flight push whose row is damaged is left out: its changes are still pending, and nothing else waits for it', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  const connection = openMemoryConnection({ databaseName: 'sync', disk: createMemoryDisk() })
  const { sync } = openProjects(connection, options)
  const row = { n: 1, projectId: crypto.randomUUID(), generation: 1, throughSeq: 1, baseRevision: 0 }
  await connection.write(['sealed'], async (transaction) => {
    await transaction.objectStore('sealed').put({ ...row, body: '{"n":1,' })
  })
  expect(await sync.listInFlight()).toEqual([])
  expect(warn).toHaveBeenCalledOnce()
  warn.mockRestore()
})
