import 'fake-indexeddb/auto'
import { expect, test, vi } from 'vitest'
import { applyChange } from '#app/document/changes/apply-change.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import {
  createTestProject,
  planMove,
  planRename,
  planTyping,
  readHeadline,
} from '../contract/contract-fixtures.ts'
import { openConnection } from '../open-connection.ts'
import { openProjects } from '../open-projects.ts'

/** The stores and rows of version 1 as they are on devices, spelled out. */
async function createFirstVersion(
  databaseName: string,
): Promise<{ clean: ProjectDocument; edited: ProjectDocument; fresh: ProjectDocument }> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open(databaseName, 1)
    opening.onupgradeneeded = () => {
      const { result } = opening
      result.createObjectStore('projects', { keyPath: 'id' })
      for (const name of ['snapshots', 'outbox', 'views', 'thumbnails'])
        result.createObjectStore(name, { keyPath: 'projectId' })
      result
        .createObjectStore('changes', { keyPath: 'seq', autoIncrement: true })
        .createIndex('byProject', 'projectId')
      for (const name of ['syncState', 'appState']) result.createObjectStore(name, { keyPath: 'key' })
      result.createObjectStore('conflicts', { keyPath: 'id' }).createIndex('byProject', 'projectId')
      result.createObjectStore('mediaAssets', { keyPath: 'cloudId' }).createIndex('bySha256', 'sha256')
      result.createObjectStore('mediaFiles', { keyPath: 'handleName' })
      result.createObjectStore('mediaThumbnails', { keyPath: 'cloudId' })
    }
    opening.onsuccess = () => resolve(opening.result)
  })
  const [clean, edited, fresh] = [createTestProject(), createTestProject(), createTestProject()]
  const writing = database.transaction(['projects', 'snapshots', 'changes', 'outbox', 'views'], 'readwrite')
  const put = (store: string, row: object) => writing.objectStore(store).put(row)
  for (const project of [clean, edited, fresh]) {
    const baseRevision = project === fresh ? 0 : 4
    const { id, name } = project
    put('projects', {
      ...{
        id,
        name,
        createdAtMs: 1,
        updatedAtMs: 2,
        screenCount: 2,
        canvasSizeIds: ['iphone-69'],
        locales: ['en-US'],
      },
      ...{ baseRevision, generation: 9 },
    })
    put('snapshots', { projectId: id, body: JSON.stringify(project), includedSeq: 0, snapshotId: `s ${id}` })
    const row = { projectId: id, atMs: 2, schemaVersion: 1 }
    for (const text of [' one', ' two']) {
      const { change } = planTyping(project, text)
      put('changes', { ...row, commitId: `c${text}`, body: JSON.stringify(change) })
    }
    if (project !== clean) put('outbox', { projectId: id, generation: 9, enqueuedAtMs: 2, deleted: false })
  }
  put('views', { projectId: clean.id, view: { zoom: 3 } })
  await new Promise((resolve) => {
    writing.oncomplete = resolve
  })
  database.close()
  return { clean, edited, fresh }
}

async function setUp() {
  const databaseName = `upgrade:${crypto.randomUUID()}`
  const before = await createFirstVersion(databaseName)
  const connection = await openConnection({ databaseName })
  return { databaseName, ...before, ...openProjects(connection, { scheduleIdle: () => undefined }) }
}

test('[F16] every project of the first version opens with all its edits, and accepts more', async () => {
  const { projects, clean, edited, fresh } = await setUp()
  for (const project of [clean, edited, fresh]) {
    const loaded = await projects.load(project.id)
    if (loaded.kind !== 'ok') throw new Error(loaded.kind)
    expect(readHeadline(loaded.project)).toMatch(/ (one two|two one)$/)
    const moved = planMove(loaded.project, 0.8)
    await projects.commit({ projectId: project.id, changes: [moved.change], project: moved.project, atMs: 3 })
    expect(await projects.load(project.id)).toMatchObject({ kind: 'ok', project: moved.project })
  }
  expect((await projects.load(clean.id)).kind === 'ok' && (await projects.listRows()).length).toBe(3)
})

test('a synced project becomes its own base; pending changes stay pending and must be compared', async () => {
  const { projects, sync, clean, edited, fresh } = await setUp()
  const reads = await sync.readForSync([clean, edited, fresh].map(({ id }) => id))
  const loaded = await projects.load(clean.id)
  if (loaded.kind !== 'ok') throw new Error(loaded.kind)
  const { view: _look, ...content } = loaded.project
  expect(reads[0]?.base).toMatchObject({ revision: 4, project: content })
  expect(reads.map((read) => [read?.isWaiting, read?.base.revision, read?.base.mustCompare])).toEqual([
    [false, 4, undefined],
    [true, 4, true],
    [true, 0, undefined],
  ])
  expect((await sync.listWaiting()).map(({ projectId }) => projectId).sort()).toEqual(
    [edited.id, fresh.id].sort(),
  )
  const renamed = planRename(loaded.project, 'After')
  await projects.commit({ projectId: clean.id, changes: [renamed.change], project: renamed.project, atMs: 3 })
  const [read] = await sync.readForSync([clean.id])
  expect([read?.base.project?.name, read?.workingCopy?.project.name]).toEqual(['Weather', 'After'])
  expect(read?.base.project && applyChange(read.base.project, renamed.change).name).toBe('After')
})

test('[F3] an interrupted upgrade leaves the first version as it was', async () => {
  const databaseName = `upgrade:${crypto.randomUUID()}`
  const { clean } = await createFirstVersion(databaseName)
  const warn = vi.spyOn(console, 'warn').mockReturnValue()
  const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new Error('cut off here')
  })
  await expect(openConnection({ databaseName, wait: () => Promise.resolve() })).rejects.toThrow()
  put.mockRestore()
  expect(warn).toHaveBeenCalled()
  warn.mockRestore()
  const { projects } = openProjects(await openConnection({ databaseName }), {})
  expect((await projects.load(clean.id)).kind).toBe('ok')
  expect((await projects.listRows()).length).toBe(3)
})
