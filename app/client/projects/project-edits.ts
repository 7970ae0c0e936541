import { applyChange } from '#app/document/changes/apply-change.ts'
import type { Change } from '#app/document/changes/change.ts'
import { diffProjects } from '#app/document/changes/diff-projects.ts'
import { renameProject } from '#app/document/edits/rename-project.ts'
import type { ProjectId } from '#app/document/model/ids.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { ProjectStore } from '#app/sync/ports/project-store.ts'
import type { Time } from '#app/sync/time.ts'
import type { ProjectEvents } from '../project-events.ts'
import type { ProjectSession } from '../session/project-session.ts'
import type { NotLoaded } from './not-loaded.ts'

export type ProjectEditsOptions = {
  store: ProjectStore
  events: Pick<ProjectEvents, 'emit'>
  time: Time
  /** The open session of a project, if any: its memory and the disk must agree. */
  findSession: (projectId: ProjectId) => ProjectSession | undefined
}

/** Changes of a project of this device, open or not. Each resolves when it is on the disk. */
export interface ProjectEdits {
  /** An empty change writes nothing. @throws When the project has not arrived here, or cannot be read. */
  edit(projectId: ProjectId, plan: (project: ProjectDocument) => Change): Promise<void>
  /** A blank or unchanged name changes nothing. */
  rename(projectId: ProjectId, name: string): Promise<void>
  delete(projectId: ProjectId): Promise<void>
  undoDelete(projectId: ProjectId): Promise<void>
}

async function refuse(loaded: NotLoaded): Promise<Error> {
  const { createNotLoadedError } = await import('./not-loaded.ts')
  return createNotLoadedError(loaded)
}

export function createProjectEdits({ store, events, time, findSession }: ProjectEditsOptions): ProjectEdits {
  async function edit(projectId: ProjectId, plan: (project: ProjectDocument) => Change): Promise<void> {
    const session = findSession(projectId)
    if (session !== undefined) {
      session.commit(plan(session.getDocument()))
      const saved = await session.flush()
      if (saved.kind === 'failed') throw new Error(saved.message)
      return
    }
    const loaded = await store.load(projectId)
    if (loaded.kind !== 'ok') throw await refuse(loaded)
    const change = plan(loaded.project)
    if (change.ops.length === 0) return
    const project = applyChange(loaded.project, change)
    const row = await store.commit({ projectId, changes: [change], project, atMs: time.nowMs() })
    events.emit({ kind: 'written', projectId, row })
  }

  async function emitWritten(projectId: ProjectId): Promise<void> {
    const [row] = await store.listRows([projectId])
    events.emit({ kind: 'written', projectId, row })
  }

  return {
    edit,
    rename: (projectId, name) =>
      edit(projectId, (project) => diffProjects(project, renameProject(project, name), 'Rename project')),
    async delete(projectId) {
      await findSession(projectId)?.flush()
      await store.markDeleted(projectId, time.nowMs())
      await emitWritten(projectId)
    },
    async undoDelete(projectId) {
      await store.undelete(projectId, time.nowMs())
      await emitWritten(projectId)
    },
  }
}
