import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import * as schema from './schema.ts'

export type Database = PostgresJsDatabase<typeof schema>

export type DatabaseClient = {
  db: Database
  sql: postgres.Sql
  /** Waits up to two seconds for running queries, then cuts them. */
  close(): Promise<void>
}

const CONNECT_TIMEOUT_SECONDS = 10

/** A pool of connections. Nothing is connected before the first query. */
export function openDatabase(url: string, options: { maxConnections?: number } = {}): DatabaseClient {
  const sql = postgres(url, {
    max: options.maxConnections ?? 10,
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    // NOTICEs (for example "already exists, skipping" of a migration) are not for the person at the terminal.
    onnotice: () => undefined,
  })
  return {
    db: drizzle(sql, { schema }),
    sql,
    close: () => sql.end({ timeout: 2 }),
  }
}
