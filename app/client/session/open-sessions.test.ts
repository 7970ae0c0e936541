import { afterEach, expect, test, vi } from 'vitest'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { createTestProject } from '#app/storage/contract/contract-fixtures.ts'
import { StorageFullError } from '#app/storage/database/errors.ts'
import { openSessionStores } from '#app/storage/open-session-stores.ts'
import { noMedia } from '#tests/factories/no-media.ts'
import { createMemoryStorage } from '#tests/fakes/memory-storage.ts'
import { createVirtualTime } from '#tests/fakes/virtual-time.ts'
import { createCrashRecovery } from './crash-recovery.ts'
import { writeRecovery } from './open-project.ts'
import { createOpenSessions } from './open-sessions.ts'
import { createProjectSession } from './project-session.ts'

afterEach(() => vi.unstubAllGlobals())

const rename = (project: ProjectDocument, name: string) =>
  diffProjects(project, { ...project, name }, `Rename to ${name}`)

/** A page with one open project; `leave` is its `pagehide`, as also sent where the page comes back. */
async function openPage() {
  const page = new EventTarget()
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('document', new EventTarget())
  const store = openSessionStores('sessions', {}).projects
  const project = createTestProject()
  const projectId = project.id
  await store.create(project, 0)
  const load = async () => {
    const loaded = await store.load(projectId)
    if (loaded.kind !== 'ok') throw new Error('not there')
    return loaded
  }
  const clock = createVirtualTime()
  const recovery = createCrashRecovery({
    ...{ storage: createMemoryStorage(), databaseName: 'db', tabId: 'one' },
    listOpenTabs: async () => new Set<string>(),
  })
  const session = createProjectSession({
    ...{ project, at: (await load()).at, tabId: 'one', mintId: () => crypto.randomUUID() },
    ...{ store, media: noMedia, time: clock.time, random: () => 1 },
    openExports: () => Promise.reject(new Error('not asked for here')),
    onCommitted: () => undefined,
    onFault(error) {
      throw error
    },
  })
  createOpenSessions({ events: { on: () => () => undefined }, recovery }).add(session)
  return {
    ...{ store, session, clock, projectId },
    leave: () => void page.dispatchEvent(new Event('pagehide')),
    async reopen() {
      await writeRecovery(await load(), { store, recovery, time: clock.time, projectId })
      return (await load()).project
    },
    listKept: () => recovery.list(projectId),
  }
}

test('[F14] an edit whose write fails as the page is left is there on reopening', async () => {
  const { store, session, leave, reopen } = await openPage()
  vi.spyOn(store, 'commit').mockRejectedValueOnce(new StorageFullError(new Error('quota')))
  session.commit(rename(session.getDocument(), 'A'))
  await session.flush()
  vi.spyOn(store, 'commit').mockRejectedValueOnce(new StorageFullError(new Error('quota')))
  leave()
  await session.flush()
  expect((await reopen()).name).toBe('A')
})

test('[F18] an edit that is saved later is not kept: it would replace newer ones on reopening', async () => {
  const { store, session, clock, leave, reopen, listKept } = await openPage()
  const commit = vi.spyOn(store, 'commit')
  commit.mockRejectedValueOnce(new StorageFullError(new Error('quota')))
  session.commit(rename(session.getDocument(), 'A'))
  await session.flush()
  commit.mockRejectedValueOnce(new StorageFullError(new Error('quota')))
  leave()
  await session.flush()
  expect(await listKept()).toHaveLength(1)
  clock.advance(clock.nextDelayMs() ?? Number.NaN)
  await vi.waitFor(() => expect(session.saveStatus.get().kind).toBe('saved'))
  expect(await listKept()).toEqual([])
  session.commit(rename(session.getDocument(), 'B'))
  await session.flush()
  expect((await reopen()).name).toBe('B')
})

test('[F18] a project opens although its last edit cannot be written, and the edit waits', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  const { store, session, leave, reopen, listKept } = await openPage()
  const { name } = session.getDocument()
  const commit = vi.spyOn(store, 'commit').mockRejectedValue(new StorageFullError(new Error('quota')))
  session.commit(rename(session.getDocument(), 'A'))
  leave()
  await session.flush()
  expect((await reopen()).name).toBe(name)
  expect(warn).toHaveBeenCalled()
  warn.mockRestore()
  expect(await listKept()).toHaveLength(1)
  commit.mockRestore()
  expect((await reopen()).name).toBe('A')
})
