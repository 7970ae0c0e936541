import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '#db/embedded-postgres.ts'
import { migrateDatabase } from '#db/migrate.ts'
import { withDatabase } from './create-database.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A server on which the tests may create databases. */
    postgresUrl: string
    templateDatabase: string
  }
}

/**
 * The production build, which the HTTP tests serve, and one real Postgres for the whole run: TEST_DATABASE_URL (its user must be allowed to create databases), else the
 * embedded one. A migrated template is made once; every test file gets a copy.
 */
export default async function setUpPostgres(project: TestProject): Promise<() => Promise<void>> {
  await ensureBuilt(project.config.root)
  const givenUrl = process.env.TEST_DATABASE_URL
  const embedded = givenUrl
    ? undefined
    : await startEmbeddedPostgres({ dataDir: join(project.config.root, '.data', 'test') })
  const postgresUrl = givenUrl ?? embedded?.url ?? ''
  const templateDatabase = `appframes_template_${process.pid}`
  const sql = postgres(postgresUrl, { max: 1, onnotice: () => undefined })
  // A server that was just started has no other users: its databases are left from a killed run.
  if (embedded?.isAdopted === false) await dropLeftovers(sql)
  await sql`create database ${sql(templateDatabase)}`
  await migrateDatabase(withDatabase(postgresUrl, templateDatabase))
  project.provide('postgresUrl', postgresUrl)
  project.provide('templateDatabase', templateDatabase)
  return async () => {
    await sql`drop database ${sql(templateDatabase)}`
    await sql.end()
    await embedded?.close()
  }
}

async function dropLeftovers(sql: postgres.Sql): Promise<void> {
  const rows = await sql`select datname as name from pg_database where datname like 'appframes\\_%'`
  for (const { name } of rows) await sql`drop database ${sql(name)} with (force)`
}

/** By the rule of `npm start`: builds only when the sources differ from those of the last build. */
async function ensureBuilt(root: string): Promise<void> {
  const script = `await (await import('./bin/ensure.mjs')).ensureBuilt()`
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { cwd: root })
}
