import { afterAll, beforeAll, expect, test } from 'vitest'
import { takeFromLimit } from '#app/server/http/rate-limit.server.ts'
import type { Services } from '#app/server/services.server.ts'
import { type DatabaseClient, openDatabase } from '#db/client.ts'
import { createTestRuntime } from './setup/test-runtime.ts'

let runtime: Services & { databaseUrl: string; close(): Promise<void> }
let otherProcess: DatabaseClient
beforeAll(async () => {
  runtime = await createTestRuntime()
  otherProcess = openDatabase(runtime.databaseUrl)
})
afterAll(async () => {
  await otherProcess.close()
  await runtime.close()
})

test('many takes at once through two pools: exactly as many pass as the limit allows', async () => {
  const limit = { key: 'racers', max: 37, windowSeconds: 3_600 }
  const takes = await Promise.all(
    Array.from({ length: 200 }, (_, n) =>
      takeFromLimit(limit, n % 2 === 0 ? runtime.database.sql : otherProcess.sql),
    ),
  )
  expect(takes.filter(({ kind }) => kind === 'ok')).toHaveLength(37)
  for (const taken of takes) {
    if (taken.kind === 'limited') {
      expect(taken.retryAfterSeconds).toBeGreaterThan(3_590)
      expect(taken.retryAfterSeconds).toBeLessThanOrEqual(3_600)
    }
  }
})

test('counted by leases, through two pools at once: never more than the limit, and hardly fewer', async () => {
  const limit = { key: 'leased', max: 37, windowSeconds: 3_600, lease: 5 }
  const passed: string[] = []
  for (let round = 0; round < 100; round += 1) {
    const { sql } = round % 2 === 0 ? runtime.database : otherProcess
    const taken = await Promise.all([takeFromLimit(limit, sql), takeFromLimit(limit, sql)])
    passed.push(...taken.flatMap(({ kind }) => (kind === 'ok' ? [kind] : [])))
  }
  expect(passed.length).toBeLessThanOrEqual(37)
  // All that was counted was used in the end, because both kept requesting.
  expect(passed).toHaveLength(37)
  const [row] = await runtime.database.sql`select count from limit_counts where key = 'leased'`
  expect(row?.count).toBeGreaterThanOrEqual(37)
})

test('a lease ends with its window', async () => {
  const limit = { key: 'short', max: 4, lease: 3 }
  const first = await takeFromLimit({ ...limit, windowSeconds: 1.5 }, runtime.database.sql)
  expect(first.kind).toBe('ok')
  await new Promise((resolve) => setTimeout(resolve, 1_600))
  const kinds: string[] = []
  // The next window is longer than these takes can be.
  for (let take = 0; take < 5; take += 1)
    kinds.push((await takeFromLimit({ ...limit, windowSeconds: 3_600 }, runtime.database.sql)).kind)
  expect(kinds).toEqual(['ok', 'ok', 'ok', 'ok', 'limited'])
})

test('a limit of one key leaves the others alone', async () => {
  const take = (key: string) => takeFromLimit({ key, max: 1, windowSeconds: 3_600 }, runtime.database.sql)
  expect(await take('one')).toEqual({ kind: 'ok' })
  expect(await take('one')).toMatchObject({ kind: 'limited' })
  expect(await take('two')).toEqual({ kind: 'ok' })
})

test('when the window is over, the counting restarts', async () => {
  const limit = { key: 'patient', max: 1, windowSeconds: 60 }
  await takeFromLimit(limit, runtime.database.sql)
  expect((await takeFromLimit(limit, runtime.database.sql)).kind).toBe('limited')
  await runtime.database
    .sql`update limit_counts set ends_at = now() - interval '1 second' where key = 'patient'`
  expect(await takeFromLimit(limit, runtime.database.sql)).toEqual({ kind: 'ok' })
  expect((await takeFromLimit(limit, runtime.database.sql)).kind).toBe('limited')
})

test('expired windows are removed now and then', async () => {
  const { sql } = runtime.database
  await sql`insert into limit_counts (key, count, ends_at) values ('past', 9, now() - interval '1 hour')`
  for (let n = 0; n < 1_000; n += 1)
    await takeFromLimit({ key: 'busy', max: 5_000, windowSeconds: 60 }, runtime.database.sql)
  expect(await sql`select key from limit_counts where key in ('past', 'busy')`).toEqual([{ key: 'busy' }])
})

test('counts are not written ahead, so that counting stays cheap', async () => {
  const [table] = await runtime.database
    .sql`select relpersistence from pg_class where relname = 'limit_counts'`
  expect(table?.relpersistence).toBe('u')
})
