import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  deleteProject,
  duplicateProject,
  putProject,
  renameProject,
  restoreProject,
} from '#app/server/projects/projects.server.ts'
import type { Services } from '#app/server/services.server.ts'
import type { AccountId } from '#db/account-id.ts'
import { createAccountRow, createTestRuntime } from './setup/test-runtime.ts'

let runtime: Services & { close(): Promise<void> }
beforeAll(async () => {
  runtime = await createTestRuntime({ variables: { PROJECTS_MAX: '2', PROJECTS_MAX_BYTES: '20000' } })
})
afterAll(() => runtime.close())

const dataOf = (length: number) => ({
  schemaVersion: 1 as const,
  screensByCanvasSize: {},
  note: 'x'.repeat(length),
})
const put = (accountId: AccountId, id: string, { length = 10, baseRevision = 0 } = {}) =>
  putProject(runtime, accountId, { id, name: 'N', data: dataOf(length), baseRevision })
const readCounts = async (accountId: AccountId) =>
  (
    await runtime.database.sql`select project_count, project_bytes::float8, kept_count, kept_bytes::float8
      from sync_accounts where user_id = ${accountId}`
  )[0]

test('writes over the API and by forms have the same limits, with a sentence', async () => {
  const accountId = await createAccountRow(runtime, randomUUID())
  const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()]
  expect((await put(accountId, first)).kind).toBe('written')
  expect((await put(accountId, second)).kind).toBe('written')
  const refused = {
    kind: 'over-quota',
    message: expect.stringMatching(/2 projects it may have\. Delete some/),
  }
  expect(await put(accountId, third)).toEqual(refused)
  expect(await duplicateProject(runtime, accountId, { id: first, newId: third, name: 'Copy' })).toEqual(
    refused,
  )
  await deleteProject(runtime, accountId, { id: first })
  expect((await put(accountId, third)).kind).toBe('written')
  expect(await restoreProject(runtime, accountId, { id: first })).toEqual(refused)
  expect((await renameProject(runtime, accountId, { id: second, name: 'R' })).kind).toBe('written')
  expect(await put(accountId, third, { length: 30_000, baseRevision: 1 })).toMatchObject({
    kind: 'over-quota',
  })
})

test('many at once cannot pass the limit together', async () => {
  const accountId = await createAccountRow(runtime, randomUUID())
  const results = await Promise.all(Array.from({ length: 10 }, () => put(accountId, randomUUID())))
  expect(results.filter(({ kind }) => kind === 'written')).toHaveLength(2)
  expect(await readCounts(accountId)).toMatchObject({ project_count: 2, kept_count: 2 })
})

test('projects older than the limits are counted by the migration', async () => {
  const accountId = await createAccountRow(runtime, randomUUID())
  const id = randomUUID()
  await put(accountId, id, { length: 5_000 })
  await put(accountId, id, { length: 6_000, baseRevision: 1 })
  await put(accountId, randomUUID())
  const counted = await readCounts(accountId)
  const { sql } = runtime.database
  await sql`update sync_accounts set project_count = 0, project_bytes = 0, kept_count = 0, kept_bytes = 0`
  const folder = new URL('../../db/migrations/', import.meta.url)
  const { entries } = JSON.parse(await readFile(new URL('meta/_journal.json', folder), 'utf8'))
  const { tag } = entries.find((entry: { tag: string }) => entry.tag.endsWith('_project-quota'))
  const statements = (await readFile(new URL(`${tag}.sql`, folder), 'utf8')).split('--> statement-breakpoint')
  for (const statement of statements) if (statement.trim().startsWith('UPDATE')) await sql.unsafe(statement)
  const { kept_bytes, ...rest } = (await readCounts(accountId)) ?? {}
  expect(rest).toEqual({
    project_count: counted?.project_count,
    project_bytes: counted?.project_bytes,
    kept_count: counted?.kept_count,
  })
  // Earlier replaced rows are counted by their size in the table.
  expect(Math.abs(kept_bytes - counted?.kept_bytes)).toBeLessThan(500)
})
