import { randomUUID } from 'node:crypto'
import postgres from 'postgres'

export type TestDatabase = { url: string; drop(): Promise<void> }

/** A copy of the migrated template, or, without one, an empty database. */
export async function createDatabase({
  postgresUrl,
  template,
}: {
  postgresUrl: string
  template: string | undefined
}): Promise<TestDatabase> {
  const name = `appframes_test_${randomUUID().replaceAll('-', '')}`
  const sql = postgres(postgresUrl, { max: 1, onnotice: () => undefined })
  if (template === undefined) await sql`create database ${sql(name)}`
  else await sql`create database ${sql(name)} template ${sql(template)} strategy wal_log`
  return {
    url: withDatabase(postgresUrl, name),
    async drop() {
      await sql`drop database ${sql(name)} with (force)`
      await sql.end()
    },
  }
}

export function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}
