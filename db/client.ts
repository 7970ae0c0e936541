import { hostname } from 'node:os'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import * as schema from './schema.ts'

export type Database = PostgresJsDatabase<typeof schema>

export type DatabaseClient = {
  db: Database
  sql: postgres.Sql
  maxConnections: number
  /** Waits up to two seconds for running queries, then cuts them. */
  close(): Promise<void>
}

const CONNECT_TIMEOUT_SECONDS = 10
/** The longest delay between attempts to reconnect. */
const RECONNECT_MAX_SECONDS = 0.25
/**
 * A query that keeps a row or a connection too long fails alone, with an error that suggests a retry. Migrations, which
 * may be slow, have a connection of their own.
 */
const TIMEOUTS = {
  lock_timeout: 10_000,
  statement_timeout: 60_000,
  idle_in_transaction_session_timeout: 60_000,
}
/** Postgres cuts longer ones. */
const APPLICATION_NAME_MAX_LENGTH = 63

/**
 * A BEGIN that fills the pipe of a connection is sent without reserving it: postgres.js 3.4.9 then fails the
 * transaction and leaves the connection inside it. A pipe that is never full has no such BEGIN. The option is missing
 * in the library's types.
 */
const endlessPipeline = { max_pipeline: Number.MAX_SAFE_INTEGER }

/** A pool of connections. Nothing is connected before the first query. */
export function openDatabase(url: string, options: { maxConnections?: number } = {}): DatabaseClient {
  const maxConnections = options.maxConnections ?? 10
  const sql = postgres(url, {
    max: maxConnections,
    // One name for each process, which distinguishes its connections in pg_stat_activity.
    connection: {
      ...TIMEOUTS,
      application_name: `appframes-${hostname()}-${process.pid}`.slice(0, APPLICATION_NAME_MAX_LENGTH),
    },
    connect_timeout: CONNECT_TIMEOUT_SECONDS,
    backoff: (attempts) => Math.min(3 ** attempts / 100, RECONNECT_MAX_SECONDS),
    ...endlessPipeline,
    // NOTICEs (for example "already exists, skipping" of a migration) are not for the person at the terminal.
    onnotice: () => undefined,
  })
  return {
    db: drizzle(sql, { schema }),
    sql,
    maxConnections,
    close: () => sql.end({ timeout: 2 }),
  }
}
