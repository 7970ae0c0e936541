import type { MintId, ProjectId } from '#app/document/model/ids.ts'
import type { EditorTemplates } from '#app/editor/ports/templates.ts'
import type { Observable } from '#app/observable/observable.ts'
import type { LocalStores } from '#app/storage/open-stores.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import type { OpenedMedia } from '../media/open-media.ts'
import { browserTime } from '../platform/browser-time.ts'
import type { ProjectEvents } from '../project-events.ts'
import type { OpenSessions } from '../session/open-sessions.ts'
import type { ClientSync } from '../sync/client-sync.ts'
import type { ConflictReview } from '../sync/conflict-review.ts'
import { createNewProjectDesign } from './design-new-project.ts'
import { createOwnTemplates } from './own-templates.ts'
import type { ProjectEdits } from './project-edits.ts'
import { createProjectLibrary, type ProjectLibrary } from './project-library.ts'
import type { ProjectRows } from './project-rows.ts'
import { watchProject } from './project-status.ts'
import { createStartTemplate, type StartTemplateChoice } from './start-template.ts'

export type ConnectProjectsOptions = {
  stores: LocalStores
  events: ProjectEvents
  rows: ProjectRows
  edits: ProjectEdits
  sessions: OpenSessions
  sync: ClientSync
  review: ConflictReview
  media: Pick<OpenedMedia, 'media' | 'cards'>
  mintId: MintId
  onFault: (error: unknown) => void
}

export type ConnectedProjects = {
  library: ProjectLibrary
  templates: EditorTemplates
  startTemplate: StartTemplateChoice
  watchProject(projectId: ProjectId): Observable<SyncStatus>
  /** Draws missing and outdated thumbnails, now and after each sync, and checks which projects do not open. */
  startBackgroundWork(): void
}

/** The list of projects, joined to the client's events. */
export function connectProjects(options: ConnectProjectsOptions): ConnectedProjects {
  const { stores, sessions, sync } = options
  const { media } = options.media
  const store = stores.projects
  const templates = createOwnTemplates({ ...options, store, time: browserTime })
  const startTemplate = createStartTemplate(localStorage)
  const library = createProjectLibrary({
    ...options,
    design: createNewProjectDesign({ ...options, templates, startTemplate }),
    store,
    media,
    syncStatus: sync.status,
    time: browserTime,
    findSession: sessions.find,
  })
  return {
    library,
    templates,
    startTemplate,
    watchProject: (projectId) => watchProject(projectId, options),
    startBackgroundWork() {
      import('./follow-cards.ts').then(({ followCards }) => followCards(library, options), options.onFault)
    },
  }
}
