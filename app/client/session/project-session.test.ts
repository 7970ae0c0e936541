import 'fake-indexeddb/auto'
import { describe, expect, test, vi } from 'vitest'
import { applyChanges } from '#app/document/changes/apply-change.ts'
import type { Change } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import {
  createTestProject,
  headlinePath,
  planTyping,
  readHeadline,
} from '#app/storage/contract/contract-fixtures.ts'
import { StorageFullError } from '#app/storage/database/errors.ts'
import { createIdbProjectStore } from '#app/storage/open-projects.ts'
import type { EditedTail } from '#app/sync/ports/log.ts'
import { noMedia } from '#tests/factories/no-media.ts'
import { createVirtualTime } from '#tests/fakes/virtual-time.ts'
import { createProjectSession } from './project-session.ts'

const noExports = () => Promise.reject(new Error('not asked for here'))

async function openProject() {
  const databaseName = `session:${crypto.randomUUID()}`
  const store = await createIdbProjectStore({ databaseName })
  const project = createTestProject()
  await store.create(project, 0)
  const { id } = project
  const clock = createVirtualTime()
  const committed: string[] = []
  const told: (EditedTail | undefined)[] = []
  const openTab = async (tabId: string = crypto.randomUUID(), tabStore = store) => {
    const loaded = await tabStore.load(id)
    if (loaded.kind !== 'ok') throw new Error('not there')
    return createProjectSession({
      project: loaded.project,
      at: loaded.at,
      rows: await tabStore.listHistory(id),
      tabId,
      mintId: () => crypto.randomUUID(),
      store: tabStore,
      media: noMedia,
      openExports: noExports,
      time: clock.time,
      random: () => 1,
      onCommitted: (row, tail) => {
        committed.push(row.name)
        told.push(tail)
      },
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
  return { databaseName, store, clock, committed, told, openTab, readDisk, session: await openTab() }
}

function rename(project: ProjectDocument, name: string): Change {
  return diffProjects(project, { ...project, name }, `Rename to ${name}`)
}

function planStart(words: string): Change {
  const path = [...headlinePath, 'contentByLocale', 'en-US']
  return { label: 'Type at the start', ops: [{ op: 'splice', path, at: 0, removed: '', inserted: words }] }
}

const type = (project: ProjectDocument, text: string) => planTyping(project, text).change

describe('an edit', () => {
  test('is in memory at once, Saving until the disk has it, and Saved after', async () => {
    const { session, readDisk, committed } = await openProject()
    session.commit(rename(session.getDocument(), 'Maps'))
    expect(session.getDocument().name).toBe('Maps')
    expect(session.saveStatus.get()).toEqual({ kind: 'saving' })
    expect(session.hasUnsavedWork()).toBe(true)
    expect(await session.flush()).toEqual({ kind: 'saved' })
    expect((await readDisk()).name).toBe('Maps')
    expect(committed).toEqual(['Maps'])
    expect(session.hasUnsavedWork()).toBe(false)
  })

  test('submits the commit action each time, and the edits that come while the first is written go in one write', async () => {
    const { session, store, readDisk } = await openProject()
    const commit = vi.spyOn(store, 'commit')
    let knocks = 0
    session.setCommitAction(() => {
      knocks += 1
    })
    for (const text of ['a', 'b', 'c']) session.commit(type(session.getDocument(), text))
    expect(knocks).toBe(3)
    await session.flush()
    expect(commit.mock.calls.map(([{ changes }]) => changes.length)).toEqual([1, 2])
    expect(readHeadline(await readDisk())).toMatch(/abc$/)
  })

  test('is being written before it is shown, and does not depend on the commit action', async () => {
    const { session, store, readDisk } = await openProject()
    const commit = vi.spyOn(store, 'commit')
    session.setCommitAction(() => undefined)
    let writesWhenShown = 0
    session.subscribe(() => {
      writesWhenShown = commit.mock.calls.length
    })
    session.commit(rename(session.getDocument(), 'Maps'))
    expect(writesWhenShown).toBe(1)
    expect(session.saveStatus.get().kind).toBe('saving')
    await vi.waitFor(() => expect(session.saveStatus.get().kind).toBe('saved'))
    expect((await readDisk()).name).toBe('Maps')
  })

  test('that changes nothing is not written', async () => {
    const { session, store } = await openProject()
    const commit = vi.spyOn(store, 'commit')
    session.commit({ label: 'Nothing', ops: [] })
    session.commit(rename(session.getDocument(), session.getDocument().name))
    await session.flush()
    expect(commit).not.toHaveBeenCalled()
    expect(session.history.get().undoLabel).toBeUndefined()
  })

  test('in a read-only project is refused loudly', async () => {
    const { store } = await openProject()
    const project = createTestProject()
    const session = createProjectSession({
      project,
      at: { bodyId: '', seq: 0 },
      mintId: () => crypto.randomUUID(),
      store,
      media: noMedia,
      openExports: noExports,
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
    const { session, store, readDisk } = await openProject()
    vi.spyOn(store, 'commit').mockRejectedValueOnce(new StorageFullError(new Error('quota')))
    session.commit(type(session.getDocument(), 'first'))
    const failed = await session.flush()
    expect(failed).toMatchObject({ kind: 'failed', message: expect.stringContaining('no room left') })
    expect(session.hasUnsavedWork()).toBe(true)
    expect(readHeadline(session.getDocument())).toMatch(/first$/)
    session.commit(type(session.getDocument(), ' second'))
    expect(await session.flush()).toEqual({ kind: 'saved' })
    expect(readHeadline(await readDisk())).toMatch(/first second$/)
  })

  test('is tried again by itself', async () => {
    const { session, store, clock, readDisk } = await openProject()
    vi.spyOn(store, 'commit').mockRejectedValueOnce(new StorageFullError(new Error('quota')))
    session.commit(rename(session.getDocument(), 'Maps'))
    await session.flush()
    clock.advance(clock.nextDelayMs() ?? Number.NaN)
    await vi.waitFor(() => expect(session.saveStatus.get().kind).toBe('saved'))
    expect((await readDisk()).name).toBe('Maps')
  })

  test('an edit the store cannot read back blocks nothing once it is undone', async () => {
    const { session, readDisk } = await openProject()
    const project = session.getDocument()
    session.commit({ label: 'Broken', ops: [{ op: 'set', path: ['name'], before: project.name, after: '' }] })
    expect((await session.flush()).kind).toBe('failed')
    session.undo()
    session.commit(type(session.getDocument(), 'after'))
    expect(await session.flush()).toEqual({ kind: 'saved' })
    expect(readHeadline(await readDisk())).toMatch(/after$/)
  })
})

describe('undo and redo', () => {
  test('take the own edits back and forth, on disk as well', async () => {
    const { session, readDisk } = await openProject()
    const { name } = session.getDocument()
    session.commit(rename(session.getDocument(), 'Maps'))
    session.commit(rename(session.getDocument(), 'Trails'))
    expect(session.history.get()).toEqual({ undoLabel: 'Rename to Trails', redoLabel: undefined })
    session.undo()
    expect(session.getDocument().name).toBe('Maps')
    session.undo()
    expect(session.getDocument().name).toBe(name)
    session.undo()
    expect(session.history.get()).toEqual({ undoLabel: undefined, redoLabel: 'Rename to Maps' })
    session.redo()
    await session.flush()
    expect((await readDisk()).name).toBe('Maps')
    session.commit(rename(session.getDocument(), 'Hikes'))
    expect(session.history.get().redoLabel).toBeUndefined()
  })
})

describe('undo after a reload', () => {
  test('goes on where the tab was, redo as well, and a fresh edit ends the redo', async () => {
    const { session, openTab, store } = await openProject()
    const { name } = session.getDocument()
    const tabId = 'tab'
    const before = await openTab(tabId)
    for (const next of ['Maps', 'Trails', 'Hikes']) before.commit(rename(before.getDocument(), next))
    before.undo()
    await before.flush()
    const after = await openTab(tabId)
    expect(after.history.get()).toEqual({ undoLabel: 'Rename to Trails', redoLabel: 'Rename to Hikes' })
    after.redo()
    after.undo()
    after.undo()
    expect(after.getDocument().name).toBe('Maps')
    await after.flush()
    const later = await openTab(tabId)
    expect(later.history.get()).toEqual({ undoLabel: 'Rename to Maps', redoLabel: 'Rename to Trails' })
    later.undo()
    expect(later.getDocument().name).toBe(name)
    later.redo()
    later.commit(type(later.getDocument(), '!'))
    await later.flush()
    expect(later.history.get()).toEqual({ undoLabel: 'Type', redoLabel: undefined })
    const other = await openTab()
    expect(other.history.get()).toEqual({ undoLabel: undefined, redoLabel: undefined })
    const kinds = (await store.listHistory(later.projectId)).map(({ kind }) => kind)
    expect(kinds.join(' ')).toBe('edit edit edit undo redo undo undo undo redo edit')
  })

  test('leaves alone what others did before and after it', async () => {
    const { openTab, session: other } = await openProject()
    const before = await openTab('tab')
    const headline = readHeadline(before.getDocument())
    before.commit(type(before.getDocument(), ' mine'))
    await before.flush()
    await other.refresh()
    other.commit(planStart('Theirs: '))
    await other.flush()
    const after = await openTab('tab')
    after.undo()
    expect(readHeadline(after.getDocument())).toBe(`Theirs: ${headline}`)
  })
})

describe('the view', () => {
  test('is kept with the project, is no edit, and asks for no push', async () => {
    const { session, store, clock, committed, readDisk } = await openProject()
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
    const { session: first, openTab, readDisk } = await openProject()
    const second = await openTab()
    first.commit(rename(first.getDocument(), 'Maps'))
    second.commit(type(second.getDocument(), ' from the second'))
    await Promise.all([first.flush(), second.flush()])
    await Promise.all([first.refresh(), second.refresh()])
    for (const project of [first.getDocument(), second.getDocument(), await readDisk()]) {
      expect(project.name).toBe('Maps')
      expect(readHeadline(project)).toMatch(/ from the second$/)
    }
  })

  test('a tab with an unsaved edit shows what the other wrote at once, with its own edit on top', async () => {
    const { session: first, openTab, readDisk, store } = await openProject()
    let letGo: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const slow: typeof store = { ...store, commit: (input) => held.then(() => store.commit(input)) }
    const second = await openTab('second', slow)
    first.commit(rename(first.getDocument(), 'Maps'))
    await first.flush()
    second.commit(type(second.getDocument(), '!'))
    await second.refresh()
    expect([second.getDocument().name, second.hasUnsavedWork()]).toEqual(['Maps', true])
    expect(readHeadline(second.getDocument())).toMatch(/!$/)
    letGo()
    await second.flush()
    expect(await readDisk()).toEqual(second.getDocument())
  })

  test('typing in one caption at the same time ends alike in both tabs and on disk', async () => {
    const { session: first, openTab, readDisk } = await openProject()
    const second = await openTab()
    for (let round = 0; round < 6; round += 1) {
      first.commit(type(first.getDocument(), ` a${round}`))
      second.commit(type(second.getDocument(), ` b${round}`))
      await Promise.all([first.flush(), round % 2 === 0 ? first.refresh() : second.refresh(), second.flush()])
    }
    await Promise.all([first.refresh(), second.refresh()])
    const disk = await readDisk()
    expect(first.getDocument()).toEqual(disk)
    expect(second.getDocument()).toEqual(disk)
    for (let round = 0; round < 6; round += 1) {
      expect(readHeadline(disk)).toContain(`a${round}`)
      expect(readHeadline(disk)).toContain(`b${round}`)
    }
  })

  test('own edits that come back from the disk draw nothing again', async () => {
    const { session } = await openProject()
    for (let round = 0; round < 30; round += 1) {
      session.commit(type(session.getDocument(), '.'))
      await session.flush()
    }
    const before = session.getDocument()
    const drawn = vi.fn()
    session.subscribe(drawn)
    await session.refresh()
    expect(session.getDocument()).toBe(before)
    expect(drawn).not.toHaveBeenCalled()
  })

  test("undo takes back the own edits and leaves the other tab's alone", async () => {
    const { session: first, openTab, readDisk } = await openProject()
    const second = await openTab()
    const { name } = first.getDocument()
    const headline = readHeadline(first.getDocument())
    first.commit(rename(first.getDocument(), 'Maps'))
    first.commit(type(first.getDocument(), ' mine'))
    await first.flush()
    await second.refresh()
    second.commit(planStart('Theirs: '))
    await second.flush()
    await first.refresh()
    expect(readHeadline(first.getDocument())).toBe(`Theirs: ${headline} mine`)
    first.undo()
    expect(readHeadline(first.getDocument())).toBe(`Theirs: ${headline}`)
    expect(second.history.get().undoLabel).toBe('Type at the start')
    second.commit(rename(second.getDocument(), 'Trails'))
    await second.flush()
    await first.flush()
    await first.refresh()
    first.undo()
    expect(first.getDocument().name).toBe('Trails')
    expect(first.history.get().undoLabel).toBeUndefined()
    await second.refresh()
    second.undo()
    expect(second.getDocument().name).toBe('Maps')
    await second.flush()
    expect([(await readDisk()).name, name === 'Maps']).toEqual(['Maps', false])
  })

  test('a write that reached the disk although it was reported as failed is not written twice', async () => {
    const { session, store, clock, readDisk } = await openProject()
    const real = store.commit
    vi.spyOn(store, 'commit').mockImplementationOnce(async (input) => {
      await real(input)
      throw new StorageFullError(new Error('quota'))
    })
    session.commit(type(session.getDocument(), ' once'))
    expect((await session.flush()).kind).toBe('failed')
    clock.advance(clock.nextDelayMs() ?? Number.NaN)
    await vi.waitFor(() => expect(session.saveStatus.get().kind).toBe('saved'))
    expect(readHeadline(await readDisk())).toMatch(/[^e] once$/)
    expect(await readDisk()).toEqual(session.getDocument())
  })

  test('following keeps what did not change as it is, and where this tab looks', async () => {
    const { session: first, openTab } = await openProject()
    const second = await openTab()
    second.setView({ zoom: 7 })
    await second.flush()
    const before = second.getDocument()
    first.commit(rename(first.getDocument(), 'Maps'))
    await first.flush()
    await second.refresh()
    expect(second.getDocument().screensByCanvasSize).toBe(before.screensByCanvasSize)
    expect(second.getDocument().view?.zoom).toBe(7)
  })
})

describe('[F14] the page goes away before the disk has the edit', () => {
  test('crash recovery has what the disk lacks, nothing more, in the parts in which it is written', async () => {
    const { session, store } = await openProject()
    const before = session.getDocument()
    expect(session.planRecovery()).toEqual([])
    session.commit(rename(before, 'Maps'))
    session.commit(rename(session.getDocument(), 'Trails'))
    session.commit(type(session.getDocument(), '!'))
    const parts = session.planRecovery()
    expect(
      applyChanges(
        before,
        parts.map(({ change }) => change),
      ),
    ).toEqual(session.getDocument())
    await session.flush()
    expect(session.planRecovery()).toEqual([])
    // The first write had one edit, the second the rest: each is on the disk as a whole or not at all.
    const written = (await store.listHistory(before.id)).map(({ commitId }) => commitId)
    expect(parts.map(({ ids }) => ids)).toEqual([written.slice(0, 1), written.slice(1)])
  })
})

describe('edits of another tab', () => {
  test('a tail that continues what is known is shown at once, without a look at the disk', async () => {
    const { store, openTab, session, told } = await openProject()
    const readLog = vi.spyOn(store, 'readLog')
    const other = await openTab()
    for (const name of ['One', 'Two']) {
      other.commit(rename(other.getDocument(), name))
      await other.flush()
      void session.refresh(told.at(-1))
      expect(session.getDocument().name).toBe(name)
    }
    session.commit(type(session.getDocument(), ' here'))
    await session.flush()
    void other.refresh(told.at(-1))
    expect(readHeadline(other.getDocument())).toBe(readHeadline(session.getDocument()))
    expect(readLog).not.toHaveBeenCalled()
  })

  test('a tail after one that was missed is read from the disk', async () => {
    const { openTab, session, told } = await openProject()
    const other = await openTab()
    other.commit(rename(other.getDocument(), 'Missed'))
    await other.flush()
    other.commit(type(other.getDocument(), ' told'))
    await other.flush()
    await session.refresh(told.at(-1))
    expect(session.getDocument().name).toBe('Missed')
    expect(readHeadline(session.getDocument())).toBe(readHeadline(other.getDocument()))
  })
})
