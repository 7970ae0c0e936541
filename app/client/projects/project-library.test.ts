import 'fake-indexeddb/auto'
import { describe, expect, test, vi } from 'vitest'
import type { Change } from '#app/document/changes/change.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import { toTemplateId } from '#app/document/model/template-id.ts'
import { createOwnTemplate } from '#app/document/template-sets/own-template.ts'
import { readChosenFiles } from '#app/media/incoming-files.ts'
import { createObservable } from '#app/observable/observable.ts'
import { createMemoryMediaStore } from '#app/storage/memory/media-store.ts'
import { createIdbProjectStore } from '#app/storage/open-projects.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import { createSample } from '#tests/factories/generate-project.ts'
import { createVirtualTime } from '#tests/fakes/virtual-time.ts'
import { createClientMedia } from '../media/editor-media.ts'
import { createProjectEvents } from '../project-events.ts'
import { createConflictReview } from '../sync/conflict-review.ts'
import { createProjectEdits } from './project-edits.ts'
import { createProjectLibrary } from './project-library.ts'
import { createProjectRows } from './project-rows.ts'

async function openLibrary() {
  const store = await createIdbProjectStore({ databaseName: `library:${crypto.randomUUID()}` })
  const clock = createVirtualTime()
  const syncStatus = createObservable<SyncStatus>({ kind: 'saved-locally' })
  const written: string[] = []
  const live = new Set<string>()
  const urls = {
    createObjectURL: () => {
      const url = `blob:${crypto.randomUUID()}`
      live.add(url)
      return url
    },
    revokeObjectURL: (url: string) => {
      live.delete(url)
    },
  }
  const events = createProjectEvents()
  events.on({ written: ({ projectId }) => written.push(projectId) })
  const onFault = (error: unknown) => {
    throw error
  }
  const { time } = clock
  const findSession = () => undefined
  const library = createProjectLibrary({
    store,
    events,
    rows: createProjectRows({ store, events, time, onFault }),
    edits: createProjectEdits({ store, events, time, findSession }),
    urls,
    media: createClientMedia({
      localMedia: {
        store: createMemoryMediaStore(),
        service: undefined,
        broadcast: () => undefined,
        subscribe: () => () => undefined,
        makeRoom: async () => false,
      },
      importer: {
        importPicture: async (file) => ({ kind: 'refused', message: `“${file.name}” is not a picture.` }),
        createThumbnail: async () => undefined,
        close: () => undefined,
      },
      isSignedIn: false,
      mintId: () => crypto.randomUUID(),
      nowMs: clock.time.nowMs,
      onNotice: () => undefined,
    }),
    syncStatus,
    review: createConflictReview({
      store: undefined,
      nowMs: clock.time.nowMs,
      mintProjectId: () => crypto.randomUUID() as ProjectId,
      planCopyName: () => 'Copy',
      onRecordsChanged: () => undefined,
      onDecided: () => undefined,
      onRetry: () => undefined,
    }),
    time,
    mintId: () => crypto.randomUUID(),
    findSession,
    onFault,
  })
  const listNames = () => library.get().map(({ row }) => row.name)
  return { store, library, events, clock, syncStatus, written, live, listNames }
}

describe('the library', () => {
  test('shows what was made, newest first, with names that differ', async () => {
    const { library, clock, listNames, written } = await openLibrary()
    await library.create()
    clock.advance(1)
    await library.create()
    clock.advance(1)
    await library.create({ name: 'Weather' })
    expect(listNames()).toEqual(['Weather', 'Untitled project 2', 'Untitled project'])
    expect(written).toHaveLength(3)
  })

  test('an edit brings its row: of a hundred projects none is read, and the other cards stay as they are', async () => {
    const { library, clock, store, events, listNames } = await openLibrary()
    const first = await library.create({ name: 'First' })
    for (let count = 0; count < 99; count += 1) {
      clock.advance(1)
      await library.create({ name: `Other ${count}` })
    }
    const others = library.get().slice(0, -1)
    const listRows = vi.spyOn(store, 'listRows')
    for (const name of ['Maps', 'Tides', 'Trails']) {
      const loaded = await store.load(first)
      if (loaded.kind !== 'ok') throw new Error('not there')
      const change: Change = { label: 'Rename', ops: [{ op: 'set', path: ['name'], after: name }] }
      clock.advance(1)
      const project = { ...loaded.project, name }
      const row = await store.commit({
        projectId: first,
        changes: [change],
        project,
        atMs: clock.time.nowMs(),
      })
      events.emit({ kind: 'written', projectId: first, row })
      expect(listNames()[0]).toBe(name)
    }
    expect(
      library
        .get()
        .slice(1)
        .every((item, index) => item === others[index]),
    ).toBe(true)
    expect(listRows).not.toHaveBeenCalled()
    await library.readAll()
    expect(
      library
        .get()
        .slice(1)
        .every((item, index) => item === others[index]),
    ).toBe(true)
    expect(listRows).toHaveBeenCalledTimes(1)
  })

  test('another tab’s edit has one row read, and not the list', async () => {
    const { library, store, events, clock, listNames } = await openLibrary()
    const first = await library.create({ name: 'First' })
    clock.advance(1)
    await library.create({ name: 'Second' })
    await store.markDeleted(first, clock.time.nowMs())
    const listRows = vi.spyOn(store, 'listRows')
    events.emit({ kind: 'written-elsewhere', projectId: first, tail: undefined })
    await vi.waitFor(() => expect(listNames()).toEqual(['Second']))
    expect(listRows.mock.calls).toEqual([[[first]]])
  })

  test('a pull brings its rows: none is read, and a project that is gone leaves the list', async () => {
    const { library, store, events, clock, listNames } = await openLibrary()
    const gone = await library.create({ name: 'Gone' })
    const id = await library.create({ name: 'Weather' })
    const row = library.findRow(id)
    if (row === undefined) throw new Error('not there')
    const listRows = vi.spyOn(store, 'listRows')
    const pulled = { ...row, name: 'Pulled', pending: false }
    events.emit({ kind: 'rows-synced', projectIds: [id, gone], rows: [pulled] })
    expect(library.get().map((item) => item.row)).toEqual([pulled])
    // Those that follow closely are drawn together.
    events.emit({ kind: 'rows-synced', projectIds: [id], rows: [{ ...pulled, name: 'Pulled twice' }] })
    clock.advance(400)
    expect(listNames()).toEqual(['Pulled twice'])
    expect(listRows).not.toHaveBeenCalled()
  })

  test('rows that the leader tab names are read, and no others', async () => {
    const { library, store, events, clock, listNames } = await openLibrary()
    const id = await library.create({ name: 'Weather' })
    await library.create({ name: 'Maps' })
    await store.markDeleted(id, clock.time.nowMs())
    const listRows = vi.spyOn(store, 'listRows')
    events.emit({ kind: 'rows-synced', projectIds: [id] })
    await vi.waitFor(() => expect(listNames()).toEqual(['Maps']))
    expect(listRows.mock.calls).toEqual([[[id]]])
  })

  test('a row that is written while the list is read is not put back', async () => {
    const { library, store, clock, listNames } = await openLibrary()
    const id = await library.create({ name: 'First' })
    const read = store.listRows.bind(store)
    let release: () => void = () => undefined
    vi.spyOn(store, 'listRows').mockImplementationOnce(async () => {
      const rows = await read()
      await new Promise<void>((resolve) => {
        release = resolve
      })
      return rows
    })
    const reading = library.readAll()
    clock.advance(1)
    await library.rename(id, 'Renamed')
    const other = await library.create({ name: 'Made meanwhile' })
    release()
    await reading
    expect(listNames().sort()).toEqual(['Made meanwhile', 'Renamed'])
    expect(library.has(other)).toBe(true)
  })

  test('renames on disk, and leaves blank and unchanged names alone', async () => {
    const { library, store, written } = await openLibrary()
    const id = await library.create({ name: 'Weather' })
    await library.rename(id, '  Maps ')
    const edits = written.length
    await library.rename(id, '   ')
    await library.rename(id, 'Maps')
    expect(written).toHaveLength(edits)
    const loaded = await store.load(id)
    expect(loaded.kind === 'ok' && loaded.project.name).toBe('Maps')
  })

  test('duplicates with the picture, and counts copies', async () => {
    const { library, store, listNames } = await openLibrary()
    const id = await library.create({ name: 'Weather' })
    await store.saveThumbnail(id, new Blob(['picture']))
    const copyId = await library.duplicate(id)
    await library.duplicate(id)
    expect(listNames().sort()).toEqual(['Weather', 'Weather (copy 2)', 'Weather (copy)'])
    expect((await store.findThumbnail(copyId))?.size).toBe(7)
  })

  test('gives a copy no name of a template, which the account counts too', async () => {
    const { library, store, listNames } = await openLibrary()
    const id = await library.create({ name: 'Weather' })
    const template = { id: toTemplateId(crypto.randomUUID() as ProjectId), name: 'Weather (copy)' }
    await store.create(createOwnTemplate(createSample(), template), 2)
    await library.readAll()
    await library.duplicate(id)
    expect(listNames().sort()).toEqual(['Weather', 'Weather (copy 2)'])
  })

  test('deletes and brings back, and lets go of pictures nobody sees', async () => {
    const { library, store, listNames, live } = await openLibrary()
    const id = await library.create({ name: 'Weather' })
    await store.saveThumbnail(id, new Blob(['picture']))
    await library.refreshThumbnail(id)
    expect(live.size).toBe(1)
    await library.refreshThumbnail(id)
    expect(live.size).toBe(1)
    expect(library.get()[0]?.thumbnailUrl).toBe([...live][0])
    await library.delete(id)
    expect(listNames()).toEqual([])
    expect(live.size).toBe(0)
    expect(library.has(id)).toBe(true)
    await library.undoDelete(id)
    expect(listNames()).toEqual(['Weather'])
  })

  test('an unchanged card stays the same object when another changes', async () => {
    const { library } = await openLibrary()
    await library.create({ name: 'Weather' })
    const other = await library.create({ name: 'Maps' })
    const before = library.get().find(({ row }) => row.name === 'Weather')
    await library.rename(other, 'Trails')
    expect(library.get().find(({ row }) => row.name === 'Weather')).toBe(before)
  })

  test('the badge follows the way to the account', async () => {
    const { library, syncStatus } = await openLibrary()
    await library.create({ name: 'Weather' })
    expect(library.get()[0]?.status.kind).toBe('saved-locally')
    syncStatus.set({ kind: 'offline', pendingCount: 1 })
    expect(library.get()[0]?.status).toEqual({ kind: 'offline', pendingCount: 1 })
  })

  test('files of which none is a picture make no project, and each says why', async () => {
    const { library, listNames } = await openLibrary()
    const made = await library.createFromFiles(readChosenFiles([new File(['x'], 'notes.txt')]), {
      ask: async () => undefined,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    })
    expect(made).toEqual({
      projectId: undefined,
      messages: ['“notes.txt” is not a picture.'],
      summary: '1 file could not be used',
      archives: [],
    })
    expect(listNames()).toEqual([])
  })
})
