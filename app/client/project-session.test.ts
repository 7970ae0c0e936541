import 'fake-indexeddb/auto'
import { describe, expect, test, vi } from 'vitest'
import { applyChange } from '#app/document/apply-change.ts'
import type { Change } from '#app/document/change.ts'
import { diffProjects } from '#app/document/diff-projects.ts'
import type { Project } from '#app/document/schema.ts'
import type { EditorMedia } from '#app/editor/session.ts'
import { createTestProject, planTyping, readHeadline } from '#app/local/contract-fixtures.ts'
import { StorageFullError } from '#app/local/errors.ts'
import { createIdbProjectStore } from '#app/local/idb-project-store.ts'
import { createVirtualTime } from '#tests/fakes/virtual-time.ts'
import { createProjectSession } from './project-session.ts'

const noMedia: EditorMedia = {
  loadImage: async () => undefined,
  findFile: async () => undefined,
  findName: () => undefined,
  importFiles: async () => [],
  subscribe: () => () => undefined,
}

async function createDesk() {
  const store = await createIdbProjectStore({ databaseName: `session:${crypto.randomUUID()}` })
  const project = createTestProject()
  await store.create(project, 0)
  const { id } = project
  const clock = createVirtualTime()
  const committed: string[] = []
  const openTab = async () => {
    const loaded = await store.load(id)
    if (loaded.kind !== 'ok') throw new Error('not there')
    return createProjectSession({
      project: loaded.project,
      store,
      media: noMedia,
      time: clock.time,
      random: () => 1,
      onCommitted: (row) => committed.push(row.name),
      onFault: (error) => {
        throw error
      },
    })
  }
  const readDisk = async () => {
    const loaded = await store.load(id)
    if (loaded.kind !== 'ok') throw new Error('not there')
    return loaded.project
  }
  return { store, clock, committed, openTab, readDisk, session: await openTab() }
}

function rename(project: Project, name: string): Change {
  return diffProjects(project, { ...project, name }, `Rename to ${name}`)
}

const type = (project: Project, text: string) => planTyping(project, text).change

describe('an edit', () => {
  test('is in memory at once, Saving until the disk has it, and Saved after', async () => {
    const { session, readDisk, committed } = await createDesk()
    session.commit(rename(session.getProject(), 'Maps'))
    expect(session.getProject().name).toBe('Maps')
    expect(session.saveStatus.get()).toEqual({ kind: 'saving' })
    expect(session.hasUnsavedWork()).toBe(true)
    expect(await session.flush()).toEqual({ kind: 'saved' })
    expect((await readDisk()).name).toBe('Maps')
    expect(committed).toEqual(['Maps'])
    expect(session.hasUnsavedWork()).toBe(false)
  })

  test('goes through the door, and the edits that come meanwhile go with it in one write', async () => {
    const { session, store, readDisk } = await createDesk()
    const commit = vi.spyOn(store, 'commit')
    let knocks = 0
    session.setDoor(() => {
      knocks += 1
    })
    for (const text of ['a', 'b', 'c']) session.commit(type(session.getProject(), text))
    expect(knocks).toBe(3)
    expect(commit).not.toHaveBeenCalled()
    await session.flush()
    expect(commit).toHaveBeenCalledTimes(1)
    expect(readHeadline(await readDisk())).toMatch(/abc$/)
  })

  test('does not depend on the door: after 50 ms the session writes by itself', async () => {
    const { session, clock, readDisk } = await createDesk()
    session.setDoor(() => undefined)
    session.commit(rename(session.getProject(), 'Maps'))
    clock.advance(49)
    expect(session.saveStatus.get().kind).toBe('saving')
    clock.advance(1)
    await vi.waitFor(() => expect(session.saveStatus.get().kind).toBe('saved'))
    expect((await readDisk()).name).toBe('Maps')
  })

  test('that changes nothing is not written', async () => {
    const { session, store } = await createDesk()
    const commit = vi.spyOn(store, 'commit')
    session.commit({ label: 'Nothing', ops: [] })
    session.commit(rename(session.getProject(), session.getProject().name))
    await session.flush()
    expect(commit).not.toHaveBeenCalled()
    expect(session.history.get().undoLabel).toBeUndefined()
  })

  test('in a read-only project is refused loudly', async () => {
    const { store } = await createDesk()
    const project = createTestProject()
    const session = createProjectSession({
      project,
      store,
      media: noMedia,
      time: createVirtualTime().time,
      random: () => 1,
      readOnlyReason: 'made by a newer version',
      onCommitted: () => undefined,
      onFault: () => undefined,
    })
    expect(() => session.commit(rename(project, 'Maps'))).toThrow('read-only')
  })
})

describe('[F18] a disk without room', () => {
  test('keeps the edit in memory, says so, and writes it with the next edit', async () => {
    const { session, store, readDisk } = await createDesk()
    vi.spyOn(store, 'commit').mockRejectedValueOnce(new StorageFullError(new Error('quota')))
    session.commit(type(session.getProject(), 'first'))
    const failed = await session.flush()
    expect(failed).toMatchObject({ kind: 'failed', message: expect.stringContaining('no room left') })
    expect(session.hasUnsavedWork()).toBe(true)
    expect(readHeadline(session.getProject())).toMatch(/first$/)
    session.commit(type(session.getProject(), ' second'))
    expect(await session.flush()).toEqual({ kind: 'saved' })
    expect(readHeadline(await readDisk())).toMatch(/first second$/)
  })

  test('is tried again by itself', async () => {
    const { session, store, clock, readDisk } = await createDesk()
    vi.spyOn(store, 'commit').mockRejectedValueOnce(new StorageFullError(new Error('quota')))
    session.commit(rename(session.getProject(), 'Maps'))
    await session.flush()
    clock.advance(clock.nextDelayMs() ?? Number.NaN)
    await vi.waitFor(() => expect(session.saveStatus.get().kind).toBe('saved'))
    expect((await readDisk()).name).toBe('Maps')
  })

  test('an edit the store cannot read back blocks nothing once it is undone', async () => {
    const { session, readDisk } = await createDesk()
    const project = session.getProject()
    session.commit({ label: 'Broken', ops: [{ op: 'set', path: ['name'], before: project.name, after: '' }] })
    expect((await session.flush()).kind).toBe('failed')
    session.undo()
    session.commit(type(session.getProject(), 'after'))
    expect(await session.flush()).toEqual({ kind: 'saved' })
    expect(readHeadline(await readDisk())).toMatch(/after$/)
  })
})

describe('undo and redo', () => {
  test('take the own edits back and forth, on disk as well', async () => {
    const { session, readDisk } = await createDesk()
    const { name } = session.getProject()
    session.commit(rename(session.getProject(), 'Maps'))
    session.commit(rename(session.getProject(), 'Trails'))
    expect(session.history.get()).toEqual({ undoLabel: 'Rename to Trails', redoLabel: undefined })
    session.undo()
    expect(session.getProject().name).toBe('Maps')
    session.undo()
    expect(session.getProject().name).toBe(name)
    session.undo()
    expect(session.history.get()).toEqual({ undoLabel: undefined, redoLabel: 'Rename to Maps' })
    session.redo()
    await session.flush()
    expect((await readDisk()).name).toBe('Maps')
    session.commit(rename(session.getProject(), 'Hikes'))
    expect(session.history.get().redoLabel).toBeUndefined()
  })
})

describe('the view', () => {
  test('is kept with the project, is no edit, and asks for no push', async () => {
    const { session, store, clock, committed, readDisk } = await createDesk()
    const [before] = await store.listOutbox()
    session.setView({ zoom: 3 })
    session.setView({ zoom: 4 })
    expect(session.saveStatus.get().kind).toBe('saved')
    expect(session.hasUnsavedWork()).toBe(false)
    expect(session.history.get().undoLabel).toBeUndefined()
    clock.advance(400)
    await vi.waitFor(async () => expect((await readDisk()).view?.zoom).toBe(4))
    expect(committed).toEqual([])
    expect(await store.listOutbox()).toEqual([before])
  })
})

describe('[F13] two tabs with the same project', () => {
  test('both edits survive and both tabs show both', async () => {
    const { session: first, openTab, readDisk } = await createDesk()
    const second = await openTab()
    first.commit(rename(first.getProject(), 'Maps'))
    second.commit(type(second.getProject(), ' from the second'))
    await Promise.all([first.flush(), second.flush()])
    await Promise.all([first.refresh(), second.refresh()])
    for (const project of [first.getProject(), second.getProject(), await readDisk()]) {
      expect(project.name).toBe('Maps')
      expect(readHeadline(project)).toMatch(/ from the second$/)
    }
  })

  test('a tab with an unsaved edit writes it first and follows then', async () => {
    const { session: first, openTab } = await createDesk()
    const second = await openTab()
    first.commit(rename(first.getProject(), 'Maps'))
    await first.flush()
    second.setDoor(() => undefined)
    second.commit(type(second.getProject(), '!'))
    await second.refresh()
    expect(second.getProject().name).not.toBe('Maps')
    await second.flush()
    expect(second.getProject().name).toBe('Maps')
    expect(readHeadline(second.getProject())).toMatch(/!$/)
  })

  test('following keeps what did not change as it is, and where this tab looks', async () => {
    const { session: first, openTab } = await createDesk()
    const second = await openTab()
    second.setView({ zoom: 7 })
    await second.flush()
    const before = second.getProject()
    first.commit(rename(first.getProject(), 'Maps'))
    await first.flush()
    await second.refresh()
    expect(second.getProject().screensByCanvasSize).toBe(before.screensByCanvasSize)
    expect(second.getProject().view?.zoom).toBe(7)
  })
})

describe('[F14] the page goes away before the disk has the edit', () => {
  test('what is to be rescued is what the disk lacks, nothing more', async () => {
    const { session } = await createDesk()
    const before = session.getProject()
    expect(session.planRescue()).toBeUndefined()
    session.setDoor(() => undefined)
    session.commit(rename(before, 'Maps'))
    const rescue = session.planRescue()
    expect(rescue && applyChange(before, rescue.change).name).toBe('Maps')
    await session.flush()
    expect(session.planRescue()).toBeUndefined()
  })
})
