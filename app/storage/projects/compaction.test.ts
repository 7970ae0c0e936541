import 'fake-indexeddb/auto'
import { describe, expect, test } from 'vitest'
import { createTestProject, planPaste, planTyping, readHeadline } from '../contract/contract-fixtures.ts'
import { assignPushNumber, createSynced, push, readSync, response } from '../contract/contract-steps.ts'
import type { Connection } from '../database/connection.ts'
import { openConnection } from '../open-connection.ts'
import { createIdbProjectStore, openProjects } from '../open-projects.ts'
import { compactProject } from './compaction.ts'

const atMs = 1_700_000_000_000

async function setUp() {
  const databaseName = `fold:${crypto.randomUUID()}`
  const tasks: (() => void)[] = []
  const store = await createIdbProjectStore({ databaseName, scheduleIdle: (task) => tasks.push(task) })
  const connection = await openConnection({ databaseName })
  let project = createTestProject()
  await store.create(project, atMs)
  const type = async (text: string) => {
    const typed = planTyping(project, text)
    await store.commit({ projectId: project.id, changes: [typed.change], project: typed.project, atMs })
    project = typed.project
  }
  const readText = async () => {
    const loaded = await store.load(project.id)
    return loaded.kind === 'ok' ? readHeadline(loaded.project) : loaded.kind
  }
  return { store, connection, tasks, type, readText, getProject: () => project }
}

/** The number of changes that a load would have to apply. */
async function countChanges(connection: Connection): Promise<number> {
  return await connection.read(['changes', 'snapshots'], async (transaction) => {
    const [snapshot] = await transaction.objectStore('snapshots').getAll()
    const includedSeq = Number(snapshot?.includedSeq ?? 0)
    const seqs = await transaction.objectStore('changes').getAllKeys()
    return seqs.filter((seq) => seq > includedSeq).length
  })
}

test('changes are compacted into a snapshot in idle time, and the document stays the same', async () => {
  const { connection, tasks, type, readText, getProject } = await setUp()
  for (let index = 0; index < 50; index += 1) await type('.')
  expect(tasks.length).toBe(0)
  await type('x')
  await type('y')
  expect(tasks.length).toBe(1)
  expect(await countChanges(connection)).toBe(52)
  expect(await compactProject(connection, getProject().id)).toBeDefined()
  expect(await countChanges(connection)).toBe(0)
  expect(await readText()).toBe(readHeadline(getProject()))
  await type('z')
  expect(await readText()).toBe(readHeadline(getProject()))
})

test('a few large changes are compacted as well', async () => {
  const { store, tasks, getProject } = await setUp()
  let project = getProject()
  for (let index = 0; index < 3; index += 1) {
    const pasted = planPaste(project)
    project = pasted.project
    await store.commit({ projectId: project.id, changes: [pasted.change], project, atMs })
  }
  expect(tasks.length).toBe(1)
})

test('of two tabs that compact at once one wins, and edits made meanwhile stay', async () => {
  const { connection, type, readText, getProject } = await setUp()
  await type('a')
  await type('b')
  const compactions = Promise.all([
    compactProject(connection, getProject().id),
    compactProject(connection, getProject().id),
  ])
  const typing = type('c')
  expect((await compactions).filter(Boolean).length).toBe(1)
  await typing
  expect(await readText()).toBe(readHeadline(getProject()))
})

test('a document that cannot be read is left alone', async () => {
  const { connection, type, getProject } = await setUp()
  await type('a')
  await connection.write(['snapshots'], (transaction) =>
    transaction.objectStore('snapshots').put({ projectId: getProject().id, body: 'no json' }),
  )
  expect(await compactProject(connection, getProject().id)).toBeUndefined()
  expect(await countChanges(connection)).toBe(1)
})

test('a change that a snapshot already includes is not applied again', async () => {
  const { connection, type, readText, getProject } = await setUp()
  await type('once')
  const rows = await connection.read(['changes'], (transaction) =>
    transaction.objectStore('changes').getAll(),
  )
  const body = JSON.stringify(getProject())
  const snapshot = { projectId: getProject().id, body, includedSeq: rows[0]?.seq, snapshotId: 'other' }
  await connection.write(['snapshots'], (transaction) => transaction.objectStore('snapshots').put(snapshot))
  expect(await readText()).toBe(readHeadline(getProject()))
})

describe('a compaction and the base', () => {
  async function setUpSynced() {
    const databaseName = `fold:${crypto.randomUUID()}`
    const connection = await openConnection({ databaseName })
    const stores = openProjects(connection, { scheduleIdle: () => undefined })
    const fence = await stores.sync.becomeLeader()
    const base = await createSynced(stores, fence)
    let project = base
    const type = async (count: number) => {
      for (let index = 0; index < count; index += 1) {
        const typed = planTyping(project, '.')
        project = typed.project
        await stores.projects.commit({ projectId: project.id, changes: [typed.change], project, atMs })
      }
    }
    /** The working copy as read by a tab with an empty cache. */
    const read = async () => {
      const fresh = openProjects(await openConnection({ databaseName }), {})
      return await readSync(fresh, base)
    }
    return { ...stores, stores, connection, fence, base, type, read, getProject: () => project }
  }

  test('the base is not lost when the snapshot goes far beyond it, nor when it stops at it', async () => {
    for (const count of [5, 60]) {
      const { connection, base, type, read, getProject } = await setUpSynced()
      await type(count)
      const before = await read()
      expect(before.base.project).toEqual(base)
      await compactProject(connection, base.id)
      expect(await read()).toEqual(before)
      expect(before.workingCopy?.project).toEqual(getProject())
      await type(70)
      await compactProject(connection, base.id)
      const after = await read()
      expect(after.base).toEqual(before.base)
      expect(after.workingCopy?.project).toEqual(getProject())
    }
  })

  test('a push sent before a compaction becomes the base when it is acknowledged after it', async () => {
    const { stores, connection, fence, base, type, read, getProject } = await setUpSynced()
    await type(3)
    const sent = getProject()
    const { mutationId } = await assignPushNumber(stores, sent, fence)
    await type(60)
    await compactProject(connection, base.id)
    await response(stores, fence, { matched: [{ mutationId, kind: 'applied', revision: 2 }] })
    const { base: now, workingCopy, isWaiting } = await read()
    expect([now.revision, isWaiting]).toEqual([2, true])
    expect(now.project).toEqual(sent)
    expect(workingCopy?.project).toEqual(getProject())
  })

  test("a compaction never overwrites the account's copy that arrived while it ran", async () => {
    const { projects, stores, connection, fence, base, type, getProject } = await setUpSynced()
    await type(3)
    await push(stores, getProject(), { revision: 2, fence })
    const compact = compactProject(connection, base.id)
    // Only a copy that this build cannot merge replaces the snapshot.
    const data = { schemaVersion: 99, pages: [] }
    const stamp = { projectId: base.id, revision: 3, updatedAtMs: atMs }
    await response(stores, fence, { updates: [{ ...stamp, kind: 'unreadable', name: 'Afar', data }] })
    expect(await compact).toBeUndefined()
    expect(await projects.load(base.id)).toMatchObject({ kind: 'newer', row: { name: 'Afar' }, raw: data })
  })

  test('the last 200 changes stay for the history and for tabs that follow; older ones go', async () => {
    const { projects, connection, base, type } = await setUpSynced()
    await type(30)
    const early = await projects.load(base.id)
    await type(100)
    const late = await projects.load(base.id)
    await type(130)
    await compactProject(connection, base.id)
    expect((await projects.listHistory(base.id)).length).toBe(200)
    if (early.kind !== 'ok' || late.kind !== 'ok') throw new Error('not there')
    expect(await projects.readLog(base.id, early.at)).toEqual({ kind: 'reload' })
    const tail = await projects.readLog(base.id, late.at)
    expect(tail.kind === 'rows' && tail.rows.length).toBe(130)
  })
})
