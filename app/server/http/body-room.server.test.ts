import type { Sql } from 'postgres'
import { expect, test } from 'vitest'
import { MAX_ACCOUNT_BYTES, MAX_PROCESS_BYTES, UNCOUNTED_BYTES, withBodyRoom } from './body-room.server.ts'
import { BusyError } from './busy-error.server.ts'

const createPool = () => ({}) as Sql

/** A request that keeps its body until it is told to end. */
function openRequest(sql: Sql, accountId: string, bytes: number) {
  let letGo: () => void = () => undefined
  const ended = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const done = withBodyRoom(sql, accountId, async (takeRoom) => {
    takeRoom(bytes)
    await ended
  })
  const end = async () => {
    letGo()
    await done
  }
  return { done, end }
}

test('an account holds so many bytes at once and no more, until a request of it is over', async () => {
  const sql = createPool()
  const first = openRequest(sql, 'ada', MAX_ACCOUNT_BYTES - 1_000_000)
  await expect(openRequest(sql, 'ada', 2_000_000).done).rejects.toBeInstanceOf(BusyError)
  const other = openRequest(sql, 'bob', 2_000_000)
  await first.end()
  await openRequest(sql, 'ada', 2_000_000).end()
  await other.end()
})

test('all accounts together have a limit too, and a failed request gives its room back', async () => {
  const sql = createPool()
  const count = Math.floor(MAX_PROCESS_BYTES / MAX_ACCOUNT_BYTES)
  const requests = Array.from({ length: count }, (_, index) =>
    openRequest(sql, `account ${index}`, MAX_ACCOUNT_BYTES),
  )
  await expect(openRequest(sql, 'late', 1_000_000).done).rejects.toBeInstanceOf(BusyError)
  await Promise.all(requests.map(({ end }) => end()))
  const broken = withBodyRoom(sql, 'ada', async (takeRoom) => {
    takeRoom(MAX_ACCOUNT_BYTES)
    throw new Error('cut')
  })
  await expect(broken).rejects.toThrow('cut')
  await openRequest(sql, 'ada', MAX_ACCOUNT_BYTES).end()
})

test('a body that is still unpacked after its request was refused takes no room', async () => {
  const sql = createPool()
  let takeLate: (() => void) | undefined
  await withBodyRoom(sql, 'ada', async (takeRoom) => {
    takeLate = () => takeRoom(MAX_ACCOUNT_BYTES)
  })
  expect(takeLate).toThrow(BusyError)
  await openRequest(sql, 'ada', MAX_ACCOUNT_BYTES).end()
})

test('one body may be larger than the limit, and small ones are not counted', async () => {
  const sql = createPool()
  const large = openRequest(sql, 'ada', 2 * MAX_PROCESS_BYTES)
  const small = Array.from({ length: 1_000 }, () => openRequest(sql, 'ada', UNCOUNTED_BYTES))
  await Promise.all([large, ...small].map(({ end }) => end()))
})
