import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'

/** Any number that nothing else in this database locks; it must never change between versions. */
const MIGRATION_LOCK = 7_326_140_551

/** The database was migrated by a newer version of the app; this one must not write to it. */
export class DatabaseNewerError extends Error {
  override name = 'DatabaseNewerError'
}

/**
 * Brings the database to this code's schema. Any number of processes may call it at once: one migrates, the others wait
 * and find nothing to do.
 *
 * @throws DatabaseNewerError when a newer version has already migrated it.
 */
export async function migrateDatabase(url: string): Promise<void> {
  // The lock belongs to a session, so lock and migration must share one connection.
  const sql = postgres(url, { max: 1, connect_timeout: 10, idle_timeout: 0, onnotice: () => undefined })
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`
    await requireKnownSchema(sql)
    await migrate(drizzle(sql), { migrationsFolder: findMigrationsFolder() })
  } finally {
    // Ending the session releases the lock, also when the migration failed.
    await sql.end({ timeout: 5 })
  }
}

async function requireKnownSchema(sql: postgres.Sql): Promise<void> {
  const [table] = await sql`select to_regclass('drizzle.__drizzle_migrations') is not null as exists`
  if (table?.exists !== true) return
  const [latest] = await sql`select max(created_at)::text as at from drizzle.__drizzle_migrations`
  const appliedAt = Number(latest?.at ?? 0)
  const known = readMigrationFiles({ migrationsFolder: findMigrationsFolder() })
  if (appliedAt <= Math.max(...known.map((migration) => migration.folderMillis))) return
  throw new DatabaseNewerError(
    'The database was last used by a newer version of AppFrames; start that version, or point DATABASE_URL (or DATA_DIR) at another database.',
  )
}

/** The code runs from `db/` in development and tests, and from `build/server/` in production. */
function findMigrationsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (true) {
    const candidate = join(folder, 'db', 'migrations')
    if (existsSync(join(candidate, 'meta', '_journal.json'))) return candidate
    const parent = dirname(folder)
    if (parent === folder) throw new Error('The folder db/migrations is missing from this installation.')
    folder = parent
  }
}
