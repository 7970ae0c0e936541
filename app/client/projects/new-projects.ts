import { copyName, untitledName } from '#app/document/edits/copy-name.ts'
import { createProject } from '#app/document/edits/create-project.ts'
import type { MintId } from '#app/document/model/ids.ts'
import { type ProjectId, projectIdSchema } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { sampleMedia } from '#app/document/sample/sample-media.ts'
import { createSampleProject } from '#app/document/sample/sample-project.ts'
import { listRefusals, summariseRefusals } from '#app/media/gather-refusals.ts'
import type { Incoming } from '#app/media/incoming-files.ts'
import { listCaptures } from '#app/media/list-captures.ts'
import type { ProjectStore } from '#app/sync/ports/project-store.ts'
import type { Time } from '#app/sync/time.ts'
import type { ClientMedia } from '../media/editor-media.ts'
import type { ProjectEvents } from '../project-events.ts'
import type { ProjectSession } from '../session/project-session.ts'
import { DEFAULT_LOCALE, planCapturedProject } from './plan-captured-project.ts'

export type CreatedFromFiles = {
  /** Absent: no file could be used, so no project was made. */
  projectId: ProjectId | undefined
  /** Sentences about files that were rejected or that no device fits. */
  messages: readonly string[]
  /** Of `messages`, in a few words; `undefined`: there are none. */
  summary: string | undefined
}

export type NewProjectsOptions = {
  store: ProjectStore
  media: Pick<ClientMedia, 'importFiles' | 'importSample'>
  events: Pick<ProjectEvents, 'emit'>
  time: Time
  mintId: MintId
  /** The names in the list. */
  listNames: () => readonly string[]
  findSession: (projectId: ProjectId) => ProjectSession | undefined
}

/** The ways to create a project on this device. Each resolves when it is on the disk. */
export interface NewProjects {
  create(options?: { name?: string }): Promise<ProjectId>
  createFromFiles(incoming: Incoming): Promise<CreatedFromFiles>
  importSample(): Promise<ProjectId>
  /** `undefined`: there is nothing readable under that id. */
  duplicate(projectId: ProjectId): Promise<ProjectId | undefined>
}

export function createNewProjects(options: NewProjectsOptions): NewProjects {
  const { store, media, events, time, mintId, listNames, findSession } = options
  const mintProjectId = () => projectIdSchema.parse(mintId())

  async function add(project: Project, thumbnail?: Blob): Promise<ProjectId> {
    const row = await store.create(project, time.nowMs())
    if (thumbnail !== undefined) await store.saveThumbnail(project.id, thumbnail)
    events.emit({ kind: 'written', projectId: project.id, row })
    return project.id
  }

  return {
    create: ({ name = untitledName(listNames()) } = {}) =>
      add(createProject({ id: mintProjectId(), name, locale: DEFAULT_LOCALE, mint: mintId })),

    async createFromFiles(incoming) {
      const files = incoming.files.map(({ file }) => file)
      const { captures, refused } = listCaptures(incoming, await media.importFiles(files, {}))
      const summary = refused.length === 0 ? undefined : summariseRefusals(refused)
      const refusals = listRefusals(refused)
      if (captures.length === 0) return { projectId: undefined, messages: refusals, summary }
      const identity = { id: mintProjectId(), name: untitledName(listNames()) }
      const { project, warnings } = planCapturedProject(identity, captures, mintId)
      const messages = [...refusals, ...warnings]
      return { projectId: await add(project), messages, summary: summary ?? describeWarnings(warnings) }
    },

    async importSample() {
      await media.importSample(sampleMedia)
      return add(createSampleProject({ id: mintProjectId(), mint: mintId }))
    },

    async duplicate(projectId) {
      await findSession(projectId)?.flush()
      const loaded = await store.load(projectId)
      if (loaded.kind !== 'ok') return undefined
      const name = copyName(loaded.project.name, listNames())
      return add({ ...loaded.project, id: mintProjectId(), name }, await store.findThumbnail(projectId))
    },
  }
}

function describeWarnings(warnings: readonly string[]): string | undefined {
  if (warnings.length === 0) return undefined
  return warnings.length === 1 ? 'a capture needs a look' : `${warnings.length} captures need a look`
}
