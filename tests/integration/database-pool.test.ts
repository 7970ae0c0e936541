import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DatabaseClient, openDatabase } from '#db/client.ts'
import type { TestDatabase } from './setup/create-database.ts'
import { createTestDatabase } from './setup/test-database.ts'

let database: TestDatabase
let pool: DatabaseClient
beforeAll(async () => {
  database = await createTestDatabase()
  pool = openDatabase(database.url, { maxConnections: 2 })
})
afterAll(async () => {
  await pool.close()
  await database.drop()
})

test('a transaction behind any number of queries on one connection is one, and nothing is left open', async () => {
  const { sql } = pool
  // Both connections exist before one of them is reserved, so that everything below uses the other.
  await Promise.all([sql`select pg_sleep(0.05)`, sql`select pg_sleep(0.05)`])
  let letGo: () => void = () => undefined
  const held = sql.begin((tx) => tx`select 1`.then(() => new Promise<void>((resolve) => (letGo = resolve))))
  for (let queries = 96; queries <= 104; queries += 1) {
    const plain = Array.from({ length: queries }, () => sql`select pg_sleep(0)`.execute())
    const transaction = sql.begin((tx) => tx<{ at: string }[]>`select txid_current()::text as "at"`)
    const [, [row]] = await Promise.all([Promise.all(plain), transaction])
    expect(row?.at).toMatch(/^\d+$/)
  }
  letGo()
  await held
  const open = await sql`
    select pid from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`
  expect(open).toHaveLength(0)
})
