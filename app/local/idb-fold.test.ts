import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { type Connection, openConnection } from './connection.ts'
import { createTestProject, planPaste, planTyping, readHeadline } from './contract-fixtures.ts'
import { foldProject } from './idb-fold.ts'
import { createIdbProjectStore } from './idb-project-store.ts'

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

/** The changes that a load would have to apply. */
async function countChanges(connection: Connection): Promise<number> {
  return await connection.read(['changes', 'snapshots'], async (transaction) => {
    const [snapshot] = await transaction.objectStore('snapshots').getAll()
    const includedSeq = Number(snapshot?.includedSeq ?? 0)
    const seqs = await transaction.objectStore('changes').getAllKeys()
    return seqs.filter((seq) => seq > includedSeq).length
  })
}

test('changes are folded into a snapshot in idle time, and the document stays the same', async () => {
  const { connection, tasks, type, readText, getProject } = await setUp()
  for (let index = 0; index < 50; index += 1) await type('.')
  expect(tasks.length).toBe(0)
  await type('x')
  await type('y')
  expect(tasks.length).toBe(1)
  expect(await countChanges(connection)).toBe(52)
  expect(await foldProject(connection, getProject().id)).toBeDefined()
  expect(await countChanges(connection)).toBe(0)
  expect(await readText()).toBe(readHeadline(getProject()))
  await type('z')
  expect(await readText()).toBe(readHeadline(getProject()))
})

test('a few large changes are folded as well', async () => {
  const { store, tasks, getProject } = await setUp()
  let project = getProject()
  for (let index = 0; index < 3; index += 1) {
    const pasted = planPaste(project)
    project = pasted.project
    await store.commit({ projectId: project.id, changes: [pasted.change], project, atMs })
  }
  expect(tasks.length).toBe(1)
})

test('of two tabs that fold at once one wins, and edits made meanwhile stay', async () => {
  const { connection, type, readText, getProject } = await setUp()
  await type('a')
  await type('b')
  const folds = Promise.all([
    foldProject(connection, getProject().id),
    foldProject(connection, getProject().id),
  ])
  const typing = type('c')
  expect((await folds).filter(Boolean).length).toBe(1)
  await typing
  expect(await readText()).toBe(readHeadline(getProject()))
})

test("a fold never overwrites the server's copy that arrived while it ran", async () => {
  const { store, connection, type, getProject } = await setUp()
  await type('a')
  const [entry] = await store.listOutbox()
  await store.acknowledge({ projectId: getProject().id, generation: entry?.generation ?? -1, revision: 1 })
  const remote = { ...getProject(), name: 'Afar' }
  const fold = foldProject(connection, remote.id)
  await store.applyRemote({ project: remote, revision: 2, createdAtMs: 1, updatedAtMs: 2 })
  await fold
  expect(await store.load(remote.id)).toMatchObject({ kind: 'ok', project: { name: 'Afar' } })
})

test('a document that cannot be read is left alone', async () => {
  const { connection, type, getProject } = await setUp()
  await type('a')
  await connection.write(['snapshots'], (transaction) =>
    transaction.objectStore('snapshots').put({ projectId: getProject().id, body: 'no json' }),
  )
  expect(await foldProject(connection, getProject().id)).toBeUndefined()
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
