import { expect, it } from 'vitest'
import type { Archive } from '#app/archive/read-archive.ts'
import { applyChange } from '#app/document/changes/apply-change.ts'
import type { Change } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import { createProject } from '#app/document/edits/create-project.ts'
import { renameScreen } from '#app/document/edits/set-screen.ts'
import type { CanvasSizeId, Locale, MediaId, ProjectId, ScreenId } from '#app/document/model/ids.ts'
import type { Project, ProjectDocument } from '#app/document/model/schema.ts'
import { openSessionStores } from '#app/storage/open-session-stores.ts'
import { createCounter } from '#tests/factories/generate-project.ts'
import type { Account } from '../account/identity.ts'
import { createClientMedia } from '../media/editor-media.ts'
import { createProjectEvents } from '../project-events.ts'
import { createProjectEdits } from '../projects/project-edits.ts'
import { type ApplyImportOptions, applyImport } from './apply-import.ts'
import type { ProjectToImport } from './read-import.ts'

const mint = createCounter('id')
const create = (number: number): Project => {
  const id = `11111111-1111-4111-8111-11111111111${number}` as ProjectId
  return createProject({ id, name: `Project ${number}`, locale: 'en-US' as Locale, mint })
}
const [here, added, broken] = [create(1), create(2), create(3)]
const size = Object.keys(here.screensByCanvasSize)[0] as CanvasSizeId
const screenId = Object.keys(here.screensByCanvasSize[size] ?? {})[0] as ScreenId
const archived = { ...here, name: 'Archived' }

/** A device with one open project; writing `broken` fails, and somebody edits while it does. */
function createDevice({ canRemoveMedia }: { canRemoveMedia: boolean }) {
  let project: ProjectDocument = here
  const calls: string[] = []
  const commit = (change: Change) => {
    project = applyChange(project, change)
  }
  const session = { getDocument: () => project, commit, flush: async () => ({ kind: 'saved' }) }
  const edited = () => renameScreen(project as Project, { canvasSizeId: size, screenId, name: 'Edited' })
  const stores = {
    media: { listAssets: async () => [] },
    projects: {
      load: async (id: string) => (id === here.id ? { kind: 'ok', project, row: {} } : { kind: 'missing' }),
      create: async ({ id }: ProjectDocument) => {
        if (id === broken.id) {
          commit(diffProjects(project, edited(), 'Rename screen'))
          throw new Error('The disk is full.')
        }
        calls.push(`create ${id}`)
      },
      purge: async (id: string) => void calls.push(`purge ${id}`),
    },
  }
  const options = {
    stores,
    account: undefined,
    media: {
      importArchived: async () => ({ kind: 'imported', mediaId: 'picture' as MediaId, isNew: true }),
      removeImported: async ([id]: readonly MediaId[]) => {
        calls.push(`remove ${id}`)
        if (!canRemoveMedia) throw new Error('The disk is busy.')
      },
    },
    edits: {},
    events: { emit: () => undefined },
    openProject: async () => ({ kind: 'ok', session }),
    listNames: () => [],
    time: { nowMs: () => 0 },
    mintId: mint,
    onProgress: () => undefined,
  } as unknown as ApplyImportOptions
  return { options, calls, getProject: () => project }
}

const archive = {
  manifest: { media: [{ id: 'picture', sha256: 'a', fileName: 'a.png', mimeType: 'image/png' }] },
  readMedia: async () => new Uint8Array(),
} as unknown as Archive
const projects: readonly ProjectToImport[] = [
  { project: archived, here: 'changed' },
  { project: added, here: 'new' },
  { project: broken, here: 'new' },
]

it('an import that fails takes back the merge and nothing that was edited since', async () => {
  const device = createDevice({ canRemoveMedia: true })
  const outcome = await applyImport({ archive, projects, notes: [] }, 'merge', device.options)
  expect(outcome).toEqual({ kind: 'failed', message: 'Nothing was imported: The disk is full.' })
  expect(device.calls).toEqual([`create ${added.id}`, `purge ${added.id}`, 'remove picture'])
  expect(device.getProject().name).toBe(here.name)
  expect(device.getProject().screensByCanvasSize[size]?.[screenId]?.name).toBe('Edited')
})

it('a step that cannot be taken back is named, and the others are', async () => {
  const device = createDevice({ canRemoveMedia: false })
  device.options.stores.projects.purge = async () => {
    throw new Error('The disk is busy.')
  }
  const outcome = await applyImport({ archive, projects, notes: [] }, 'merge', device.options)
  const message =
    'The import stopped: The disk is full. A part of it may still be here, for it could not be taken back: The disk is busy.'
  expect(outcome).toEqual({ kind: 'failed', message })
  expect(device.calls).toContain('remove picture')
  expect(device.getProject().name).toBe(here.name)
})

/** A device with real stores; writing `broken` fails. */
function openDevice(account: Account | undefined) {
  const stores = openSessionStores('import', { scheduleIdle: () => undefined })
  const { projects: store, media: mediaStore } = stores
  const events = createProjectEvents()
  const time = { nowMs: () => 5, schedule: () => () => undefined }
  const media = createClientMedia({
    localMedia: {
      store: mediaStore,
      service: undefined,
      broadcast: () => undefined,
      subscribe: () => () => undefined,
      makeRoom: async () => false,
    },
    importer: {
      importPicture: async (file) => ({ kind: 'ok', ...pictureOf(file) }),
      createThumbnail: async () => undefined,
      close: () => undefined,
    },
    isSignedIn: account !== undefined,
    mintId: mint,
    nowMs: time.nowMs,
    onNotice: () => undefined,
  })
  const edits = createProjectEdits({ store, events, time, findSession: () => undefined })
  const options: ApplyImportOptions = {
    ...{ account, media, edits, events, time },
    stores: {
      media: mediaStore,
      projects: {
        ...store,
        async create(project, atMs) {
          if (project.id === broken.id) throw new Error('The disk is full.')
          return store.create(project, atMs)
        },
      },
    },
    openProject: async () => expect.unreachable('nothing is merged'),
    listNames: () => [here.name],
    mintId: () => crypto.randomUUID(),
    onProgress: () => undefined,
  }
  return { options, store, mediaStore }
}

const pictureOf = (file: File) => ({
  ...{ fileName: file.name, fileType: 'image' as const, mimeType: 'image/png' as const, blob: file },
  ...{ sizeBytes: file.size, width: 1, height: 1, sha256: 'a' },
})

const account: Account = { userId: 'user-1', name: 'Ada', email: 'ada@example.org' }
const failing: readonly ProjectToImport[] = [
  { project: added, here: 'new' },
  { project: broken, here: 'new' },
]

it('an import that fails deletes what the account may have by now, so that no other device keeps it', async () => {
  const { options, store, mediaStore } = openDevice(account)
  const outcome = await applyImport({ archive, projects: failing, notes: [] }, 'merge', options)
  expect(outcome.kind).toBe('failed')
  expect(await store.listOutbox()).toMatchObject([{ projectId: added.id, deleted: true }])
  expect(await store.listRows()).toMatchObject([{ id: added.id, deletedAtMs: 5 }])
  expect(await mediaStore.listAssets()).toMatchObject([{ sha256: 'a', deletedAt: 5 }])
})

it('an import that fails leaves no trace where nobody is signed in', async () => {
  const { options, store, mediaStore } = openDevice(undefined)
  await applyImport({ archive, projects: failing, notes: [] }, 'merge', options)
  expect(await store.listOutbox()).toEqual([])
  expect(await store.listRows()).toEqual([])
  expect(await mediaStore.listAssets()).toEqual([])
})

it('a project that came to this device after the file was read is left as it is, and a copy is imported', async () => {
  const { options, store } = openDevice(account)
  await store.create(here, 1)
  const late: readonly ProjectToImport[] = [{ project: archived, here: 'new' }]
  const outcome = await applyImport({ archive, projects: late, notes: [] }, 'merge', options)
  expect(outcome).toMatchObject({ kind: 'done', added: ['Archived (copy)'], merged: [] })
  const rows = await store.listRows()
  expect(rows.find(({ id }) => id === here.id)?.name).toBe(here.name)
  expect(rows).toHaveLength(2)
})
