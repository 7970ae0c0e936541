import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type DatabaseClient, openDatabase } from '#db/client.ts'
import { startTcpProxy, type TcpProxy } from '#tests/faults/tcp-proxy.ts'
import { isNightly } from '#tests/setup/is-nightly.ts'
import type { TestDatabase } from './setup/create-database.ts'
import { createTestDatabase } from './setup/test-database.ts'

let database: TestDatabase
let proxy: TcpProxy
let pool: DatabaseClient
let direct: DatabaseClient
beforeAll(async () => {
  database = await createTestDatabase()
  direct = openDatabase(database.url, { maxConnections: 1 })
  const target = new URL(database.url)
  proxy = await startTcpProxy({ host: target.hostname, port: Number(target.port) })
  target.hostname = '127.0.0.1'
  target.port = String(proxy.port)
  pool = openDatabase(target.href, { maxConnections: 4 })
  await direct.sql`create table halves (transfer int, half text, unique (transfer, half))`
})
beforeEach(() => direct.sql`truncate halves`)
afterAll(async () => {
  await pool.close()
  await proxy.close()
  await direct.close()
  await database.drop()
})

/** Writes both halves, however often the connection is lost; `onFirst` is called between them. */
function writeTransfer(sql: Sql, transfer: number, onFirst: () => void): Promise<unknown> {
  return sql.begin(async (tx) => {
    await tx`insert into halves values (${transfer}, 'first')`
    onFirst()
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        await tx`insert into halves select ${transfer}, 'second' from pg_sleep(0.002)`
        return
      } catch {
        // The connection was opened again for another caller: the statement must not run there.
        await sql`select 1`.catch(() => undefined)
      }
    }
    throw new Error('The second half could not be written.')
  })
}

/** Nightly, the hundred of SECURITY.md. */
const CUTS = isNightly ? 100 : 30

const cutByPostgres = () => direct.sql`
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`

test('connections lost in mid-transaction, again and again, leave no half transaction, no wrong result and a pool that works', async () => {
  let transfer = 0
  const committed: number[] = []
  let failures = 0
  for (let cuts = 0; cuts < CUTS; cuts += 1) {
    let open = 0
    let cutting: Promise<unknown> = Promise.resolve()
    const onFirst = () => {
      open += 1
      if (open === 2) cutting = cuts % 2 === 0 ? cutByPostgres() : nextTurn().then(proxy.cutAll)
    }
    const transfers = Array.from({ length: 6 }, async () => {
      transfer += 1
      const own = transfer
      await writeTransfer(pool.sql, own, onFirst).then(
        () => committed.push(own),
        () => {
          failures += 1
        },
      )
    })
    // Each gets its own number or the loss of the connection, never another one's number.
    const asked = Array.from({ length: 6 }, async (_, number) => {
      const rows = await pool.sql`select ${number}::int as "number"`.catch(() => undefined)
      if (rows !== undefined) expect(rows).toEqual([{ number }])
    })
    await Promise.all([...transfers, ...asked])
    await cutting
  }
  const stored = await direct.sql<{ transfer: number; halves: string }[]>`
    select transfer, string_agg(half, ' ' order by half) as halves from halves group by transfer`
  expect(stored.filter(({ halves }) => halves !== 'first second')).toEqual([])
  expect(committed.filter((own) => !stored.some((row) => row.transfer === own))).toEqual([])
  expect(failures).toBeGreaterThan(CUTS)
  const responses = await Promise.all(Array.from({ length: 12 }, (_, n) => pool.sql`select ${n}::int as n`))
  expect(responses.map(([row]) => row?.n)).toEqual(Array.from({ length: 12 }, (_, n) => n))
}, 60_000)

test('a reserved connection that is lost rejects, and is not returned in place of a living one', async () => {
  const reserved = await pool.sql.reserve()
  await reserved`select 1`
  proxy.cutAll()
  await expect(reserved`select pg_sleep(1)`).rejects.toThrow()
  await expect(reserved`select 1`).rejects.toThrow(/CONNECTION_CLOSED/)
  reserved.release()
  // The others were cut too, and may not have noticed before they are used.
  await expect
    .poll(async () => {
      const asked = Array.from({ length: 8 }, (_, n) => pool.sql`select ${n}::int as n`)
      return (await Promise.all(asked).catch(() => [])).map(([row]) => row?.n)
    })
    .toEqual([0, 1, 2, 3, 4, 5, 6, 7])
})

test('a query while Postgres is away fails at once, and works again when it is back', async () => {
  proxy.refuse(true)
  proxy.cutAll()
  for (let asked = 0; asked < 20; asked += 1) {
    await expect(pool.sql`select 1`).rejects.toThrow()
  }
  for (let asked = 0; asked < 5; asked += 1) await expect(pool.sql.reserve()).rejects.toThrow()
  proxy.refuse(false)
  const numbers = await Promise.all(Array.from({ length: 8 }, (_, n) => pool.sql`select ${n}::int as n`))
  expect(numbers.map(([row]) => row?.n)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
})
