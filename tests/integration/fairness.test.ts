import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { handleApi } from '#app/server/http/api-errors.server.ts'
import type { Services } from '#app/server/services.server.ts'
import { MAX_AT_ONCE, MAX_WAITING } from '#app/server/sync/account-turns.server.ts'

import type { AccountId } from '#db/account-id.ts'
import { createAccountRow, createTestRuntime } from './setup/test-runtime.ts'

let runtime: Services & { databaseUrl: string; close(): Promise<void> }
let other: postgres.Sql
beforeAll(async () => {
  runtime = await createTestRuntime()
  other = postgres(runtime.databaseUrl, { max: 1 })
})
afterAll(async () => {
  await other.end()
  await runtime.close()
})

const write = (accountId: AccountId) =>
  runtime.repository.transact(accountId, async (account) => account.takeSeq())

/** A failing test releases the lock too: waiting queries would delay the end of the file. */
const held: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(held.splice(0).map((letGo) => letGo()))
})

/** Locks the account's row until released. */
async function holdRow(accountId: AccountId): Promise<() => Promise<unknown>> {
  let letGo: () => void = () => undefined
  const released = new Promise<void>((resolve) => {
    letGo = resolve
  })
  let locked: () => void = () => undefined
  const isLocked = new Promise<void>((resolve) => {
    locked = resolve
  })
  const transaction = other.begin(async (tx) => {
    await tx`select 1 from sync_accounts where user_id = ${accountId} for update`
    locked()
    await released
  })
  const release = () => {
    letGo()
    return transaction
  }
  held.push(release)
  await isLocked
  return release
}

test('an account whose row is locked blocks no other, however many requests it sends', async () => {
  const [stuck, free] = [
    await createAccountRow(runtime, randomUUID()),
    await createAccountRow(runtime, randomUUID()),
  ]
  await write(stuck)
  const letGo = await holdRow(stuck)
  const waiting = Array.from({ length: 3 * runtime.database.maxConnections }, () => write(stuck))
  // Responses arrive while the row is still locked.
  expect((await Promise.all([1, 2, 3].map(() => write(free)))).toSorted()).toEqual([1, 2, 3])
  await letGo()
  expect((await Promise.all(waiting)).at(-1)).toBe(1 + waiting.length)
})

test('connections give up on locks, statements and idle transactions', async () => {
  const [row] = await runtime.database.sql`select current_setting('lock_timeout') as lock,
    current_setting('statement_timeout') as statement, current_setting('idle_in_transaction_session_timeout') as idle`
  expect(row).toEqual({ lock: '10s', statement: '1min', idle: '1min' })
})

test('a lock timeout is 503 with Retry-After, and nothing was changed', async () => {
  const accountId = await createAccountRow(runtime, randomUUID())
  await write(accountId)
  const letGo = await holdRow(accountId)
  const { sql } = runtime.database
  const response = await handleApi(new Request('http://localhost/api/sync'), () =>
    sql.begin(async (tx) => {
      await tx`set local lock_timeout = 1`
      await tx`update sync_accounts set seq = 9 where user_id = ${accountId}`
      return new Response()
    }),
  )
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
  expect((await response.json()).error.code).toBe('unavailable')
  await letGo()
  expect(await runtime.repository.read(accountId, async ({ seq }) => seq)).toBe(1)
})

test('an account beyond its queue limit gets Retry-After', async () => {
  const accountId = await createAccountRow(runtime, randomUUID())
  await write(accountId)
  const letGo = await holdRow(accountId)
  const responses = Array.from({ length: MAX_AT_ONCE + MAX_WAITING + 6 }, () =>
    handleApi(new Request('http://localhost/api/sync'), async () => {
      await write(accountId)
      return new Response()
    }),
  )
  const refused = await Promise.all(responses.slice(-6))
  expect(refused.map(({ status }) => status)).toEqual([503, 503, 503, 503, 503, 503])
  await letGo()
  expect((await Promise.all(responses)).filter(({ status }) => status === 200)).toHaveLength(
    MAX_AT_ONCE + MAX_WAITING,
  )
})
