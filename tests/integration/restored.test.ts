import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isNightly } from '#tests/setup/is-nightly.ts'
import type { TestDatabase } from './setup/create-database.ts'
import { createTestDatabase } from './setup/test-database.ts'

const run = promisify(execFile)
let database: TestDatabase
let sql: postgres.Sql
let dataDir: string

beforeAll(async () => {
  database = await createTestDatabase()
  sql = postgres(database.url, { max: 1 })
  dataDir = await mkdtemp(join(tmpdir(), 'appframes-restored-'))
  for (const id of ['first', 'second']) {
    await sql`insert into "user" (id, name, email) values (${id}, ${id}, ${`${id}@example.com`})`
    await sql`insert into sync_accounts (user_id, seq) values (${id}, 7)`
    await sql`insert into session (id, token, user_id, expires_at) values (${id}, ${id}, ${id}, now() + interval '1 day')`
  }
})
afterAll(async () => {
  await sql.end()
  await database.drop()
  await rm(dataDir, { recursive: true })
})

async function runRestored(...args: string[]) {
  const env = {
    PATH: process.env.PATH,
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    BETTER_AUTH_SECRET: 'a secret that is only used by the tests',
  }
  const { stdout } = await run(process.execPath, ['bin/restored.mjs', ...args], { env })
  return stdout
}

const readEpochs = async () =>
  (await sql`select epoch, seq from sync_accounts order by user_id`).map((row) => ({ ...row }))

test('[F27] after a restore every account has a new epoch, so that its devices compare instead of trust', async () => {
  const before = await readEpochs()
  expect(await runRestored()).toContain('Told 2 accounts')
  const after = await readEpochs()
  expect(after.map(({ seq }) => seq)).toEqual(before.map(({ seq }) => seq))
  const epochs = new Set([...before, ...after].map(({ epoch }) => epoch))
  expect(epochs.size).toBe(4)
  expect(await sql`select id from session`).toHaveLength(2)
})

test('[F27] files that the storage lacks are noted, and those that came back', async () => {
  const insert = (id: string, key: string, gone: string | null) =>
    sql`insert into media_assets (user_id, id, file_name, file_type, mime_type, size, sha256, object_key, seq, object_deleted_at)
        values ('first', ${id}, 'a.png', 'image', 'image/png', 1, 'a', ${key}, 1, ${gone})`
  const ids = [randomUUID(), randomUUID(), randomUUID()] as const
  await insert(ids[0], 'first/here', null)
  await insert(ids[1], 'first/gone', null)
  await insert(ids[2], 'first/back', '2026-01-01')
  await mkdir(join(dataDir, 'media/objects/first'), { recursive: true })
  for (const name of ['here', 'back']) await writeFile(join(dataDir, 'media/objects/first', name), 'a')
  expect(await runRestored()).toContain('Not in the storage: 1 files.')
  const gone = await sql`select object_key as key from media_assets where object_deleted_at is not null`
  expect([...gone]).toEqual([{ key: 'first/gone' }])
})

test.runIf(isNightly)('sessions restored by the backup can be ended with it', async () => {
  expect(await runRestored('--end-sessions')).toContain('Ended 2 sessions')
  expect(await sql`select id from session`).toHaveLength(0)
})

test('an option that does not exist changes nothing', async () => {
  const before = await readEpochs()
  await expect(runRestored('--all')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^The only option .*\n$/),
  })
  expect(await readEpochs()).toEqual(before)
})
