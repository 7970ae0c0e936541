import { expect, test, vi } from 'vitest'
import type { ProjectId } from '#app/document/model/ids.ts'
import { createTestProject } from '#app/storage/contract/contract-fixtures.ts'
import { openSessionStores } from '#app/storage/open-session-stores.ts'
import type { LoadedProject } from '#app/sync/ports/project-store.ts'
import { createMemoryStorage } from '#tests/fakes/memory-storage.ts'
import { createVirtualTime } from '#tests/fakes/virtual-time.ts'
import { catchUp } from './get-client.ts'
import { createNotices } from './platform/notices.ts'
import { createProjectEvents } from './project-events.ts'
import { performPendingActions } from './project-list-actions.ts'
import { createNewProjects } from './projects/new-projects.ts'
import { createPendingActions } from './projects/pending-actions.ts'
import { createProjectEdits } from './projects/project-edits.ts'
import { createProjectRows } from './projects/project-rows.ts'

const noMedia = () => Promise.reject(new Error('not asked for here'))

/** `arriving` is listed by the account, and its document is not here yet. */
async function openList() {
  const { projects: store, records } = openSessionStores('list', {})
  const { time } = createVirtualTime()
  const events = createProjectEvents()
  const findSession = () => undefined
  const rows = createProjectRows({
    ...{ store, events, time },
    onFault(error) {
      throw error
    },
  })
  const here = createTestProject({ name: 'Here' })
  await store.create(here, 0)
  const arriving = crypto.randomUUID() as ProjectId
  const fence = await records.becomeLeader()
  await records.recordListed([{ projectId: arriving, name: 'Arriving', revision: 1, updatedAtMs: 0 }], fence)
  await rows.readAll()
  const client = {
    notices: createNotices(),
    download: async () => undefined,
    pendingActions: createPendingActions(createMemoryStorage(), 'list', () => 1),
    library: {
      ...createProjectEdits({ store, events, time, findSession }),
      ...createNewProjects({
        ...{ store, events, time, findSession, mintId: () => crypto.randomUUID() },
        media: { importFiles: noMedia, importSample: noMedia },
        listNames: () => [],
      }),
      findRow: rows.find,
      hasDocument: rows.hasDocument,
    },
  }
  const findName = (loaded: LoadedProject) => (loaded.kind === 'ok' ? loaded.project.name : loaded.kind)
  const readName = async (id: ProjectId) => findName(await store.load(id))
  return { client, here: here.id, arriving, readName }
}

test('[F14] a pending form that fails is shown; the others are performed, and none is left', async () => {
  const { client, here, arriving, readName } = await openList()
  const { pendingActions, notices } = client
  pendingActions.add({ intent: 'rename', id: arriving, name: 'Never' })
  pendingActions.add({ intent: 'rename', id: here, name: 'Renamed' })
  await performPendingActions(client)
  expect(await readName(here)).toBe('Renamed')
  expect(notices.get()).toMatchObject([{ id: 'list-rename', text: expect.stringContaining('not arrived') }])
  expect(await pendingActions.listPending()).toEqual([])
})

test('[F28] forms of a closed tab are performed where its clock is behind, unless the project was written since', async () => {
  const { client, here, readName } = await openList()
  const seen = client.library.findRow(here)?.updatedAtMs
  // The server's time of a pulled row is ahead of the time at which the form was noted.
  const ahead = { ...client.library, findRow: () => ({ ...client.library.findRow(here), updatedAtMs: 9 }) }
  const slow = { ...client, library: ahead as typeof client.library }
  client.pendingActions.add({ intent: 'rename', id: here, name: 'Renamed' }, 9)
  client.pendingActions.add({ intent: 'rename', id: here, name: 'Again' }, 9)
  await performPendingActions(slow)
  expect(await readName(here)).toBe('Again')
  client.pendingActions.add({ intent: 'rename', id: here, name: 'Outdated' }, seen)
  await performPendingActions(slow)
  expect(await readName(here)).toBe('Again')
})

test('renaming or duplicating a project whose document has not arrived is refused, not lost silently', async () => {
  const { client, arriving } = await openList()
  await expect(client.library.rename(arriving, 'Mine')).rejects.toThrow('not arrived')
  await expect(client.library.duplicate(arriving)).rejects.toThrow('not arrived')
})

test('forms whose code does not load wait for the next start, and the app opens', async () => {
  const { client, here, readName } = await openList()
  client.pendingActions.add({ intent: 'rename', id: here, name: 'Renamed' })
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  const failing = vi
    .spyOn(client.pendingActions, 'listPending')
    .mockRejectedValueOnce(new TypeError('no chunk'))
  await catchUp(client)
  expect(warn).toHaveBeenCalledOnce()
  warn.mockRestore()
  failing.mockRestore()
  await catchUp(client)
  expect(await readName(here)).toBe('Renamed')
})
