import { expect, it } from 'vitest'
import type { Archive } from '#app/archive/read-archive.ts'
import { applyChange } from '#app/document/changes/apply-change.ts'
import type { Change } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import { createProject } from '#app/document/edits/create-project.ts'
import { renameScreen } from '#app/document/edits/set-screen.ts'
import type { CanvasSizeId, Locale, MediaId, ProjectId, ScreenId } from '#app/document/model/ids.ts'
import type { Project, ProjectDocument } from '#app/document/model/schema.ts'
import { createCounter } from '#tests/factories/generate-project.ts'
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
    media: {
      remove: async (id: string) => {
        calls.push(`remove ${id}`)
        if (!canRemoveMedia) throw new Error('The disk is busy.')
      },
      listAssets: async () => [],
    },
    projects: {
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
    media: { importArchived: async () => ({ kind: 'stored', mediaId: 'picture' as MediaId, isNew: true }) },
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

it('what fails takes back the merge and nothing that was edited since', async () => {
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
