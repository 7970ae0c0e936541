import 'fake-indexeddb/auto'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { ProjectStore } from '#app/sync/ports/project-store.ts'
import {
  createTestProject,
  planMove,
  planRename,
  planTyping,
  readHeadline,
} from '../contract/contract-fixtures.ts'
import { push } from '../contract/contract-steps.ts'
import { openConnection } from '../open-connection.ts'
import { createIdbProjectStore, openProjects } from '../open-projects.ts'
import type { ConnectionOptions } from './connection.ts'
import { DATABASE_VERSION } from './schema.ts'

const atMs = 1_700_000_000_000

afterEach(() => vi.restoreAllMocks())

async function setUp(options: Partial<ConnectionOptions> = {}) {
  const databaseName = `faults:${crypto.randomUUID()}`
  const connection = await openConnection({ databaseName, wait: () => Promise.resolve(), ...options })
  const stores = openProjects(connection, {})
  const { projects: store } = stores
  const project = createTestProject()
  await store.create(project, atMs)
  const type = (text: string, from = project) => {
    const typed = planTyping(from, text)
    return { projectId: from.id, changes: [typed.change], project: typed.project, atMs: atMs + 1 }
  }
  const readText = async () => {
    const loaded = await store.load(project.id)
    return loaded.kind === 'ok' ? readHeadline(loaded.project) : loaded.kind
  }
  return { databaseName, stores, store, project, type, readText }
}

/** Rejects one kind of write, as a browser does in the middle of a transaction when the disk is full. */
function refuseWrites(storeName: string, error: Error) {
  const { put, add } = IDBObjectStore.prototype
  const refuse = (real: typeof put) =>
    function (this: IDBObjectStore, ...args: Parameters<typeof put>) {
      if (this.name === storeName) throw error
      return real.apply(this, args)
    }
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(refuse(put))
  vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(refuse(add))
}

describe('one transaction per commit', () => {
  for (const part of ['changes', 'outbox', 'projects']) {
    test(`[F3] a commit that fails at its ${part} row leaves no trace of the others`, async () => {
      const { stores, store, project, type, readText } = await setUp()
      await push(stores, project, { revision: 1 })
      const [before, outboxBefore] = [await readText(), await store.listOutbox()]
      const rows = await store.listRows()
      refuseWrites(part, new Error('cut off here'))
      await expect(store.commit(type('lost'))).rejects.toThrow('cut off here')
      vi.restoreAllMocks()
      expect(await readText()).toBe(before)
      expect(await store.listOutbox()).toEqual(outboxBefore)
      expect(await store.listRows()).toEqual(rows)
    })
  }

  for (const part of ['changes', 'outbox', 'projects']) {
    test(`[F18] a full disk at the ${part} row is reported, and the same edit is saved once there is room`, async () => {
      const { stores, store, project, type, readText } = await setUp()
      await push(stores, project, { revision: 1 })
      const before = await readText()
      refuseWrites(part, new DOMException('no room', 'QuotaExceededError'))
      await expect(store.commit(type('!'))).rejects.toThrow('no room left')
      await expect(store.commit(type('!'))).rejects.toMatchObject({ name: 'StorageFullError' })
      vi.restoreAllMocks()
      expect(await readText()).toBe(before)
      await store.commit(type('!'))
      expect(await readText()).toBe(`${before}!`)
    })
  }
})

describe('a lost connection', () => {
  test('[F19] a closed connection is opened again with growing back-off and the edit is saved', async () => {
    const delays: number[] = []
    const { store, type, readText } = await setUp({
      wait: (delayMs) => Promise.resolve(void delays.push(delayMs)),
    })
    const before = await readText()
    const real = IDBDatabase.prototype.transaction
    let failures = 3
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...args) {
      failures -= 1
      if (failures >= 0) throw new DOMException('The database connection is closing.', 'InvalidStateError')
      return real.apply(this, args)
    })
    delays.length = 0
    await store.commit(type('!'))
    expect(delays.slice(0, 3)).toEqual([20, 100, 400])
    expect(await readText()).toBe(`${before}!`)
  })

  test('[F19] a connection that stays lost is a named error that keeps its cause', async () => {
    const { store, type } = await setUp()
    const cause = new DOMException(
      'Connection to Indexed Database server lost. Refresh the page to try again',
      'UnknownError',
    )
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
      throw cause
    })
    await expect(store.commit(type('!'))).rejects.toMatchObject({ name: 'StorageLostError', cause })
  })

  test('[F19] a commit that reached the disk before the connection was lost is not applied twice', async () => {
    const { store, type, readText } = await setUp()
    const before = await readText()
    reportNextCompletionAsAbort()
    await store.commit(type('once'))
    expect(await readText()).toBe(`${before}once`)
  })

  test('[F19] a project that reached the disk before the connection was lost is created once', async () => {
    const { store } = await setUp()
    reportNextCompletionAsAbort()
    const row = await store.create(createTestProject({ name: 'Second' }), atMs)
    expect([row.name, (await store.listRows()).length]).toEqual(['Second', 2])
  })

  test('edits asked for before close() are still written', async () => {
    const { databaseName, store, project, type } = await setUp()
    const saving = store.commit(type('!'))
    store.close()
    await saving
    const again = await createIdbProjectStore({ databaseName })
    const loaded = await again.load(project.id)
    expect(loaded.kind === 'ok' && readHeadline(loaded.project).endsWith('!')).toBe(true)
    await expect(store.listRows()).rejects.toMatchObject({ name: 'StorageLostError' })
  })
})

/** The transaction completes, but the page gets an abort event: the effect of a crash of the storage process. */
function reportNextCompletionAsAbort() {
  const real = IDBDatabase.prototype.transaction
  let isDone = false
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...args) {
    const transaction = real.apply(this, args)
    if (isDone || !transaction.objectStoreNames.contains('projects')) return transaction
    isDone = true
    const listen = transaction.addEventListener.bind(transaction)
    transaction.addEventListener = (type: string, listener: EventListenerOrEventListenerObject) => {
      if (type !== 'complete') listen(type === 'abort' ? 'complete' : type, listener)
    }
    return transaction
  })
}

describe('two versions of the app', () => {
  test('[F16] an old tab closes its database when a newer build upgrades, reports it, and refuses to save', async () => {
    const onOutdated = vi.fn()
    const { databaseName, store, type } = await setUp({ onOutdated })
    const newer = await createIdbProjectStore({ databaseName, databaseVersion: DATABASE_VERSION + 1 })
    expect(onOutdated).toHaveBeenCalledOnce()
    await expect(store.commit(type('!'))).rejects.toMatchObject({ name: 'StorageNewerError' })
    expect((await newer.listRows()).length).toBe(1)
  })

  test('[F16] a new tab that an old one blocks reports it and opens as soon as the old one closes', async () => {
    const { databaseName, store } = await setUp()
    store.close()
    const stubborn = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open(databaseName)
      request.onsuccess = () => resolve(request.result)
    })
    let opening: Promise<ProjectStore> | undefined
    await new Promise<void>((onBlocked) => {
      opening = createIdbProjectStore({ databaseName, databaseVersion: DATABASE_VERSION + 1, onBlocked })
    })
    stubborn.close()
    expect((await (await opening)?.listRows())?.length).toBe(1)
  })

  test('[F17] an older build reads the data of a newer one, saves nothing and deletes nothing', async () => {
    const { databaseName, store, project, type } = await setUp()
    store.close()
    const newer = await createIdbProjectStore({ databaseName, databaseVersion: 7 })
    newer.close()
    const older = await createIdbProjectStore({ databaseName })
    expect((await older.load(project.id)).kind).toBe('ok')
    expect((await older.listRows()).length).toBe(1)
    await expect(older.commit(type('!'))).rejects.toMatchObject({ name: 'StorageNewerError' })
    await expect(older.create(createTestProject(), atMs)).rejects.toMatchObject({ name: 'StorageNewerError' })
    older.close()
    const again = await createIdbProjectStore({ databaseName, databaseVersion: 7 })
    expect((await again.load(project.id)).kind).toBe('ok')
  })

  test('[F17] a newer build with other stores is reported, not treated as empty', async () => {
    const databaseName = `faults:${crypto.randomUUID()}`
    await new Promise<void>((resolve) => {
      const request = indexedDB.open(databaseName, 99)
      request.onupgradeneeded = () => request.result.createObjectStore('documents')
      request.onsuccess = () => resolve(request.result.close())
    })
    const older = await createIdbProjectStore({ databaseName })
    await expect(older.listRows()).rejects.toMatchObject({ name: 'StorageNewerError' })
  })
})

describe('site data cleared while the app runs', () => {
  test('[F21] the loss is reported and the next edit writes the whole project again', async () => {
    const onLost = vi.fn()
    const { databaseName, stores, store, project, type, readText } = await setUp({ onLost })
    const before = await readText()
    await push(stores, project, { revision: 5 })
    await store.load(project.id)
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(databaseName).onsuccess = resolve
    })
    expect(onLost).toHaveBeenCalledOnce()
    expect(await store.listRows()).toEqual([])
    const row = await store.commit(type('!'))
    expect(await readText()).toBe(`${before}!`)
    expect([row.pending, row.baseRevision]).toEqual([true, 5])
  })
})

describe('damaged and newer rows', () => {
  async function damage(
    databaseName: string,
    storeName: 'projects' | 'snapshots' | 'outbox',
    row: { id: string; projectId: string },
  ) {
    const connection = await openConnection({ databaseName })
    await connection.write([storeName], (transaction) => transaction.objectStore(storeName).put(row))
    connection.close()
  }

  test('a damaged document is recognised, can be exported, and affects no other', async () => {
    const { databaseName, store, project } = await setUp()
    const other = createTestProject({ name: 'Other' })
    await store.create(other, atMs)
    const body = JSON.stringify({ ...project, screensByCanvasSize: 'gone' })
    await damage(databaseName, 'snapshots', {
      id: '',
      projectId: project.id,
      ...{ body, includedSeq: 0, snapshotId: 's' },
    })
    const loaded = await store.load(project.id)
    expect(loaded).toMatchObject({
      kind: 'broken',
      row: { name: 'Weather' },
      raw: { name: 'Weather', screensByCanvasSize: 'gone' },
    })
    expect((await store.load(other.id)).kind).toBe('ok')
    expect((await store.listRows()).length).toBe(2)
  })

  test.each([
    ['no JSON', '{"id":'],
    ['no text', 7],
  ])('a document that is %s is returned raw', async (_what, body) => {
    const { databaseName, store, project } = await setUp()
    const row = { id: '', projectId: project.id, body, includedSeq: 0, snapshotId: 's' }
    await damage(databaseName, 'snapshots', row)
    expect(await store.load(project.id)).toMatchObject({ kind: 'broken', raw: { snapshot: { body } } })
  })

  test('a document of a newer build opens as newer and is neither compacted nor changed', async () => {
    const { databaseName, store, project } = await setUp()
    const body = JSON.stringify({ ...project, schemaVersion: 9, screens: [] })
    const row = { id: '', projectId: project.id, body, includedSeq: 0, snapshotId: 's' }
    await damage(databaseName, 'snapshots', row)
    expect(await store.load(project.id)).toMatchObject({
      kind: 'newer',
      schemaVersion: 9,
      raw: { screens: [] },
    })
  })

  test('a damaged list row is still listed, its project opens, and the next edit repairs it', async () => {
    const { databaseName, store, project } = await setUp()
    await damage(databaseName, 'projects', { id: project.id, projectId: '', ...{ name: 4, locales: 'x' } })
    expect(await store.listRows()).toMatchObject([{ id: project.id, name: 'Damaged project', pending: true }])
    expect(await store.load(project.id)).toMatchObject({
      kind: 'ok',
      row: { name: 'Weather', screenCount: 2 },
    })
    const moved = planMove(project, 0.5)
    await store.commit({ projectId: project.id, changes: [moved.change], project: moved.project, atMs })
    expect(await store.listRows()).toMatchObject([{ name: 'Weather' }])
  })

  test('a damaged outbox entry is still pending', async () => {
    const { databaseName, stores, store, project } = await setUp()
    await damage(databaseName, 'outbox', { id: '', projectId: project.id, ...{ generation: 'many' } })
    expect(await store.listOutbox()).toMatchObject([{ projectId: project.id, deleted: false }])
    const renamed = planRename(project, 'New')
    await store.commit({ projectId: project.id, changes: [renamed.change], project: renamed.project, atMs })
    await push(stores, renamed.project, { revision: 1 })
    expect(await store.listOutbox()).toEqual([])
  })
})
