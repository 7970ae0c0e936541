import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toProjectData } from '#app/document/model/project-data.ts'
import {
  deleteProject,
  findProject,
  findRevision,
  findRevisions,
  listProjects,
  putProject,
  renameProject,
} from '#app/server/projects/projects.server.ts'
import type { Services } from '#app/server/services.server.ts'
import { createSample } from '#tests/factories/generate-project.ts'
import { createAccountRow, createTestRuntime } from './setup/test-runtime.ts'

const WRITERS = 50
const ROUNDS = 10
const data = { schemaVersion: 1 as const, screensByCanvasSize: {} }
const range = (count: number) => Array.from({ length: count }, (_, index) => index)

let runtime: Services & { close(): Promise<void> }
beforeAll(async () => {
  // Every writer has a connection of its own, so that they meet in the database and not in the pool's queue.
  runtime = await createTestRuntime({ maxConnections: WRITERS })
})
afterAll(() => runtime.close())

describe(`${WRITERS} writers at once on a real Postgres`, () => {
  test(`with one base revision: exactly one wins, in each of ${ROUNDS} rounds of creating and changing`, async () => {
    const accountId = await createAccountRow(runtime, 'racers')
    const id = randomUUID()
    for (const baseRevision of range(ROUNDS)) {
      const results = await Promise.all(
        range(WRITERS).map((writer) =>
          putProject(runtime, accountId, { id, name: `${baseRevision}/${writer}`, data, baseRevision }),
        ),
      )
      const winners = range(WRITERS).filter((writer) => results[writer]?.kind === 'written')
      expect(winners).toHaveLength(1)
      const stored = await findProject(runtime, accountId, id)
      expect(stored).toMatchObject({ name: `${baseRevision}/${winners[0]}`, revision: baseRevision + 1 })
      // Each loser got the winner's document.
      for (const result of results) {
        if (result.kind === 'conflict') expect(result.server).toEqual(stored)
      }
    }
    // Each accepted write is in the history, and only those.
    expect((await findRevisions(runtime, accountId, id))?.map(({ revision }) => revision)).toEqual(
      range(ROUNDS)
        .map((round) => round + 1)
        .reverse(),
    )
  })

  test('concurrent deletions: one deletion, one revision, the same response for all', async () => {
    const accountId = await createAccountRow(runtime, 'deleters')
    const id = randomUUID()
    await putProject(runtime, accountId, { id, name: 'x', data, baseRevision: 0 })
    const results = await Promise.all(range(WRITERS).map(() => deleteProject(runtime, accountId, { id })))
    const deletedAt = (await findProject(runtime, accountId, id))?.deletedAt
    expect(results).toEqual(range(WRITERS).map(() => ({ kind: 'deleted', id, revision: 2, deletedAt })))
  })

  test('renaming while others write whole documents: nothing is lost, every write has its revision', async () => {
    const accountId = await createAccountRow(runtime, 'renamers')
    const id = randomUUID()
    await putProject(runtime, accountId, { id, name: 'x', data, baseRevision: 0 })
    const renamed = await Promise.all(
      range(8).map((n) => renameProject(runtime, accountId, { id, name: `name ${n}` })),
    )
    expect(renamed.map((result) => result.kind === 'written' && result.project.revision).sort()).toEqual([
      2, 3, 4, 5, 6, 7, 8, 9,
    ])
  })
})

test('[F23] readers that follow `seq > cursor` while many write miss no row and see none twice', async () => {
  const accountId = await createAccountRow(runtime, 'readers')
  const { sql } = runtime.database
  const written: string[] = []
  let isWriting = true

  async function follow(): Promise<string[]> {
    const seen: string[] = []
    let cursor = 0
    while (true) {
      const isLastLook = !isWriting
      const rows = await sql`
        select id, seq::float8 as seq from projects where user_id = ${accountId} and seq > ${cursor} order by seq`
      for (const row of rows) {
        seen.push(row.id)
        cursor = row.seq
      }
      if (isLastLook) return seen
    }
  }

  async function write(count: number): Promise<void> {
    for (const _ of range(count)) {
      const id = randomUUID()
      const result = await putProject(runtime, accountId, { id, name: 'x', data, baseRevision: 0 })
      if (result.kind === 'written') written.push(id)
    }
  }

  const readers = range(5).map(follow)
  await Promise.all(range(20).map(() => write(20)))
  isWriting = false
  expect(written).toHaveLength(400)
  for (const seen of await Promise.all(readers)) expect(seen.toSorted()).toEqual(written.toSorted())
  // Without rejected writes the numbers have no gap, and the list's cursor is the last of them.
  const [row] =
    await sql`select count(distinct seq)::int as count, max(seq)::int as max from projects where user_id = ${accountId}`
  expect(row).toEqual({ count: 400, max: 400 })
  expect((await listProjects(runtime, accountId)).cursor).toBe(400)
})

test('the history keeps the last hundred revisions and the last of each of ninety days, and all can be reconstructed', async () => {
  const accountId = await createAccountRow(runtime, 'historian')
  const id = randomUUID()
  const { sql } = runtime.database
  const content = toProjectData(createSample())
  const put = (baseRevision: number) =>
    putProject(runtime, accountId, { id, name: `name ${baseRevision + 1}`, data: content, baseRevision })
  for (const baseRevision of range(119)) await put(baseRevision)
  const age = (from: number, to: number, days: number) =>
    sql`update project_revisions set created_at = now() - make_interval(days => ${days})
      where revision between ${from} and ${to} and user_id = ${accountId}`
  await age(1, 53, 100)
  await age(54, 56, 50)
  await age(57, 59, 49)
  for (const n of range(81)) await put(119 + n)
  const kept = (await findRevisions(runtime, accountId, id))?.map(({ revision }) => revision).reverse() ?? []
  // 56 and 59 are the last of their days, and are reconstructed from 51 on, where the last whole document is.
  expect(kept.filter((revision) => revision <= 100)).toEqual([51, 52, 53, 54, 55, 56, 57, 58, 59])
  expect(kept.filter((revision) => revision > 100)).toEqual(range(100).map((n) => n + 101))
  for (const revision of kept) {
    expect(await findRevision(runtime, accountId, { id, revision })).toMatchObject({
      name: `name ${revision}`,
      data: content,
    })
  }
  expect(await findRevision(runtime, accountId, { id, revision: 60 })).toBeUndefined()
})
