import 'fake-indexeddb/auto'
import { array, assert, asyncProperty, constantFrom, integer, oneof, record } from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Connection } from '../database/connection.ts'
import { put, writeAll } from '../database/transaction.ts'
import { openConnection } from '../open-connection.ts'
import { listSeqs, readLog } from '../projects/read-log.ts'
import { openMemoryConnection } from './connection.ts'
import { createMemoryDisk, type MemoryDisk } from './disk.ts'
import type { MemoryFaults } from './transaction.ts'

const open = (disk: MemoryDisk, faults: MemoryFaults = {}) =>
  openMemoryConnection({ databaseName: 'twin', disk, faults })

const putRow = (connection: Connection, value: unknown, durability?: IDBTransactionDurability) =>
  connection.write(
    ['appState', 'outbox'],
    (transaction) =>
      writeAll(transaction, [
        put('appState', { key: 'row', value }),
        put('outbox', { projectId: 'row', value }),
      ]),
    durability,
  )

const readRow = (connection: Connection) =>
  connection.read(['appState', 'outbox'], async (transaction) => {
    const [state, waiting] = await Promise.all([
      transaction.objectStore('appState').get('row'),
      transaction.objectStore('outbox').get('row'),
    ])
    return [state?.value, waiting?.value]
  })

const step = oneof(
  record({ kind: constantFrom('append'), project: constantFrom('a', 'b'), text: integer() }),
  record({ kind: constantFrom('remove'), seq: integer({ min: 1, max: 8 }) }),
  record({ kind: constantFrom('put', 'add'), project: constantFrom('a', 'b', 'c'), text: integer() }),
  record({ kind: constantFrom('append and fail'), project: constantFrom('a', 'b'), text: integer() }),
)
type Step = { kind: string; project?: string; text?: number; seq?: number }

async function play(connection: Connection, { kind, project = 'a', text, seq = 1 }: Step): Promise<unknown> {
  const work = connection.write(['changes', 'outbox'], async (transaction) => {
    const [changes, outbox] = [transaction.objectStore('changes'), transaction.objectStore('outbox')]
    if (kind === 'remove') return await changes.delete(seq)
    if (kind === 'put') return await outbox.put({ projectId: project, text })
    if (kind === 'add') return await outbox.add({ projectId: project, text })
    const key = await changes.add({ projectId: project, text })
    if (kind === 'append and fail') throw new Error('on purpose')
    return key
  })
  return await work.catch((error: unknown) => (error instanceof Error ? error.name : 'unknown'))
}

async function readAll(connection: Connection): Promise<unknown> {
  return await connection.read(['changes', 'outbox'], async (transaction) => {
    const [changes, outbox] = [transaction.objectStore('changes'), transaction.objectStore('outbox')]
    return await Promise.all([
      changes.getAll(),
      changes.count(),
      readLog(transaction, 'a'),
      readLog(transaction, 'b', 3),
      listSeqs(transaction, 'b'),
      outbox.getAll(),
      outbox.getAllKeys(),
      outbox.getKey('b'),
      outbox.get('c'),
    ])
  })
}

test('the in-memory database gives the same results as the real one for every sequence of requests', async () => {
  await assert(
    asyncProperty(array(step, { maxLength: 25 }), async (steps) => {
      const real = await openConnection({ databaseName: `twin:${crypto.randomUUID()}` })
      const copy = open(createMemoryDisk())
      for (const next of steps) expect(await play(copy, next)).toEqual(await play(real, next))
      expect(await readAll(copy)).toEqual(await readAll(real))
      real.close()
    }),
    { numRuns: 60 },
  )
})

test('transactions on the same stores follow each other, whichever tab asks; readers see all or nothing', async () => {
  const disk = createMemoryDisk()
  const [left, right] = [open(disk), open(disk)]
  const seen: unknown[] = []
  await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      await putRow(index % 2 === 0 ? left : right, index)
      seen.push(await readRow(index % 2 === 0 ? right : left))
    }),
  )
  for (const [state, waiting] of seen as [unknown, unknown][]) expect(state).toBe(waiting)
  expect(await readRow(left)).toEqual([19, 19])
})

test('stored values cannot be changed through the objects put or returned', async () => {
  const connection = open(createMemoryDisk())
  const value = { list: [1] }
  await putRow(connection, value)
  value.list.push(2)
  const [read] = (await readRow(connection)) as [{ list: number[] }]
  expect(read).toEqual({ list: [1] })
  expect(() => read.list.push(3)).toThrow(TypeError)
})

describe('[F3] a fault anywhere in a transaction', () => {
  test.each([1, 2])('at write %i leaves nothing of it and is reported by its name', async (cutAt) => {
    let count = 0
    let isArmed = false
    const connection = open(createMemoryDisk(), {
      beforeRequest({ isWrite }) {
        if (isArmed && isWrite && ++count === cutAt) throw new DOMException('full', 'QuotaExceededError')
      },
    })
    await putRow(connection, 'before')
    isArmed = true
    await expect(putRow(connection, 'after')).rejects.toMatchObject({ name: 'StorageFullError' })
    isArmed = false
    expect(await readRow(connection)).toEqual(['before', 'before'])
    await putRow(connection, 'after')
    expect(await readRow(connection)).toEqual(['after', 'after'])
  })

  test('a connection lost before or after the commit is tried again', async () => {
    for (const moment of ['beforeCommit', 'afterCommit'] as const) {
      let losses = 2
      const attempts: number[] = []
      const connection = open(createMemoryDisk(), {
        [moment]: ({ isWrite }: { isWrite: boolean }) => {
          if (isWrite && losses-- > 0) throw new DOMException('lost', 'UnknownError')
        },
      })
      await connection.write(['appState'], async (transaction, attempt) => {
        attempts.push(attempt)
        await writeAll(transaction, [put('appState', { key: 'row', value: attempt })])
      })
      expect(attempts).toEqual([0, 1, 2])
    }
  })

  test('a tab that dies in the middle leaves nothing, is notified of nothing, and blocks no other', async () => {
    const disk = createMemoryDisk()
    let isArmed = false
    const dying = open(disk, {
      beforeRequest: ({ store }) => {
        if (isArmed && store === 'outbox') dying.kill()
      },
    })
    await putRow(dying, 'before')
    isArmed = true
    let received = 'nothing'
    void putRow(dying, 'after').then(
      () => (received = 'saved'),
      () => (received = 'failed'),
    )
    const other = open(disk)
    expect(await readRow(other)).toEqual(['before', 'before'])
    await putRow(other, 'other')
    expect([received, await readRow(other)]).toEqual(['nothing', ['other', 'other']])
  })
})

test('a power cut loses the latest transactions in a row, and none before the last strict one', async () => {
  const disk = createMemoryDisk({ keepsRecovery: true })
  const connection = open(disk)
  await putRow(connection, 1)
  await putRow(connection, 2, 'strict')
  await putRow(connection, 3)
  await putRow(connection, 4)
  expect(disk.countVolatile()).toBe(2)
  disk.losePower(1)
  expect(await readRow(open(disk))).toEqual([3, 3])
  disk.losePower(9)
  expect(await readRow(open(disk))).toEqual([3, 3])
  disk.wipe()
  expect(await readRow(open(disk))).toEqual([undefined, undefined])
})
