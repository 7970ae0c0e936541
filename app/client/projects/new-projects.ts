import { copyName, untitledName } from '#app/document/edits/copy-name.ts'
import { createProject } from '#app/document/edits/create-project.ts'
import { type Locale, type MintId, type ProjectId, projectIdSchema } from '#app/document/model/ids.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { sampleMedia } from '#app/document/sample/sample-media.ts'
import { createSampleProject } from '#app/document/sample/sample-project.ts'
import { listRefusals, summariseRefusals } from '#app/media/gather-refusals.ts'
import type { Incoming } from '#app/media/incoming-files.ts'
import { listRefused } from '#app/media/list-refused.ts'
import type { ProjectStore } from '#app/sync/ports/project-store.ts'
import type { Time } from '#app/sync/time.ts'
import type { ClientMedia } from '../media/editor-media.ts'
import type { ProjectEvents } from '../project-events.ts'
import type { ProjectSession } from '../session/project-session.ts'
import type { DesignNewProject } from './design-new-project.ts'
import { createNotLoadedError } from './not-loaded.ts'
import { type FromFilesOptions, planFromFiles } from './plan-from-files.ts'

export type CreatedFromFiles = {
  /** Absent: no file could be used, so no project was made. */
  projectId: ProjectId | undefined
  /** Sentences about files that were rejected or that no device fits. */
  messages: readonly string[]
  /** Of `messages`, in a few words; `undefined`: there are none. */
  summary: string | undefined
  /** Project files among the ZIPs. */
  archives: readonly File[]
}

const usualLocale = 'en-US' as Locale

export type NewProjectsOptions = {
  store: ProjectStore
  media: Pick<ClientMedia, 'importFiles' | 'importSample'>
  events: Pick<ProjectEvents, 'emit'>
  time: Time
  mintId: MintId
  /** The names in the list. */
  listNames: () => readonly string[]
  findSession: (projectId: ProjectId) => ProjectSession | undefined
  /** The design that new projects start with. */
  design?: DesignNewProject
}

/** The ways to create a project on this device. Each resolves when it is on the disk. */
export interface NewProjects {
  create(options?: { name?: string }): Promise<ProjectId>
  createFromFiles(incoming: Incoming, options: FromFilesOptions): Promise<CreatedFromFiles>
  importSample(): Promise<ProjectId>
  /** @throws When the project has not arrived here, or cannot be read. */
  duplicate(projectId: ProjectId): Promise<ProjectId>
}

export function createNewProjects(options: NewProjectsOptions): NewProjects {
  const { store, media, events, time, mintId, listNames, findSession, design = keepPlain } = options
  const mintProjectId = () => projectIdSchema.parse(mintId())

  async function add(project: ProjectDocument, thumbnail?: Blob): Promise<ProjectId> {
    const row = await store.create(project, time.nowMs())
    if (thumbnail !== undefined) await store.saveThumbnail(project.id, thumbnail)
    events.emit({ kind: 'written', projectId: project.id, row })
    return project.id
  }

  return {
    async create({ name = untitledName(listNames()) } = {}) {
      const project = createProject({ id: mintProjectId(), name, locale: usualLocale, mint: mintId })
      return add(await design(project))
    },

    async createFromFiles(incoming, fromFiles) {
      const identity = { id: mintProjectId(), name: untitledName(listNames()) }
      const planned = await planFromFiles(incoming, { identity, mintId, ...fromFiles })
      if (planned === undefined) return nothingCreated
      const results = await media.importFiles(planned.files, { ...fromFiles, isAllOrNothing: true })
      if (results.some(({ kind }) => kind === 'cancelled')) return nothingCreated
      const refused = [...planned.refused, ...listRefused(results)]
      const made = planned.place(results)
      const summary = refused.length === 0 ? undefined : summariseRefusals(refused)
      const messages = [...listRefusals(refused), ...made.warnings]
      const { archives } = planned
      if (made.project === undefined) return { projectId: undefined, messages, summary, archives }
      return {
        projectId: await add(planned.isFinished ? made.project : await design(made.project)),
        messages,
        summary: summary ?? describeWarnings(made.warnings),
        archives,
      }
    },

    async importSample() {
      await media.importSample(sampleMedia)
      return add(createSampleProject({ id: mintProjectId(), mint: mintId }))
    },

    async duplicate(projectId) {
      await findSession(projectId)?.flush()
      const loaded = await store.load(projectId)
      if (loaded.kind !== 'ok') throw createNotLoadedError(loaded)
      const name = copyName(loaded.project.name, listNames())
      return add({ ...loaded.project, id: mintProjectId(), name }, await store.findThumbnail(projectId))
    },
  }
}

const nothingCreated: CreatedFromFiles = {
  projectId: undefined,
  messages: [],
  summary: undefined,
  archives: [],
}

const keepPlain: DesignNewProject = async (project) => project

function describeWarnings(warnings: readonly string[]): string | undefined {
  if (warnings.length === 0) return undefined
  return warnings.length === 1 ? 'a capture needs a look' : `${warnings.length} captures need a look`
}
