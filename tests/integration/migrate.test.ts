import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import postgres from 'postgres'
import { describe, expect, test } from 'vitest'
import { DatabaseNewerError, migrateDatabase } from '#db/migrate.ts'
import { createTestDatabase } from './setup/test-database.ts'

describe('migrateDatabase', () => {
  test('three processes at once: all succeed, each migration is applied once', async () => {
    const database = await createTestDatabase({ isEmpty: true })
    const children = [1, 2, 3].map(() => migrateInChild(database.url))
    expect(await Promise.all(children)).toEqual([
      { code: 0, errors: '' },
      { code: 0, errors: '' },
      { code: 0, errors: '' },
    ])
    const sql = postgres(database.url, { max: 1 })
    const [row] =
      await sql`select count(*)::int as all, count(distinct hash)::int as different from drizzle.__drizzle_migrations`
    expect(row?.all).toBe(row?.different)
    await sql`select 1 from projects`
    await sql.end()
    await database.drop()
  })

  test('rejects a database that a newer version has migrated, in a sentence, and changes nothing', async () => {
    const database = await createTestDatabase()
    const sql = postgres(database.url, { max: 1 })
    await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('from the future', 32503680000000)`
    await expect(migrateDatabase(database.url)).rejects.toThrow(DatabaseNewerError)
    await expect(migrateDatabase(database.url)).rejects.toThrow(/newer version of AppFrames/)
    await sql.end()
    await database.drop()
  })

  test('documents are compressed with lz4 exactly where the server supports it', async () => {
    const database = await createTestDatabase()
    const sql = postgres(database.url, { max: 1 })
    const [row] = await sql`
      select (select 'lz4' = any (enumvals) from pg_settings where name = 'default_toast_compression') as "hasLz4",
        (select attcompression = 'l' from pg_attribute
          where attrelid = 'projects'::regclass and attname = 'data') as "usesLz4"`
    expect(row?.usesLz4).toBe(row?.hasLz4)
    await sql.end()
    await database.drop()
  })

  test('two accounts of one provider cannot share its account id', async () => {
    const database = await createTestDatabase()
    const sql = postgres(database.url, { max: 1 })
    await sql`insert into "user" (id, name, email) values ('a', 'A', 'a@example.com'), ('b', 'B', 'b@example.com')`
    await sql`insert into account (id, account_id, provider_id, user_id) values ('1', 'same', 'google', 'a')`
    await expect(
      sql`insert into account (id, account_id, provider_id, user_id) values ('2', 'same', 'google', 'b')`,
    ).rejects.toThrow(/account_provider_id_account_id_idx/)
    await sql.end()
    await database.drop()
  })
})

async function migrateInChild(url: string): Promise<{ code: unknown; errors: string }> {
  const script = `
    const { createServer } = await import('vite')
    const vite = await createServer({ root: ${JSON.stringify(process.cwd())}, configFile: false, appType: 'custom',
      logLevel: 'error', server: { middlewareMode: true, ws: false, watch: null } })
    const { migrateDatabase } = await vite.ssrLoadModule('/db/migrate.ts')
    await migrateDatabase(process.env.MIGRATE_URL)
    await vite.close()
  `
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, MIGRATE_URL: url },
  })
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
  return { code, errors }
}
