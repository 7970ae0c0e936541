import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { inject } from 'vitest'
import { withDatabase } from './postgres.global.ts'

export type TestDatabase = { url: string; drop(): Promise<void> }

/** A database of its own for one test file: a copy of the migrated template, or an empty one. */
export async function createTestDatabase(options: { isEmpty?: boolean } = {}): Promise<TestDatabase> {
  const postgresUrl = inject('postgresUrl')
  const name = `appframes_test_${randomUUID().replaceAll('-', '')}`
  const sql = postgres(postgresUrl, { max: 1, onnotice: () => undefined })
  if (options.isEmpty) await sql`create database ${sql(name)}`
  else await sql`create database ${sql(name)} template ${sql(inject('templateDatabase'))} strategy wal_log`
  return {
    url: withDatabase(postgresUrl, name),
    async drop() {
      await sql`drop database ${sql(name)} with (force)`
      await sql.end()
    },
  }
}
