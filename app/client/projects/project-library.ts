import { listProjectNames } from '#app/document/edits/copy-name.ts'
import type { MintId, ProjectId } from '#app/document/model/ids.ts'
import type { Observable } from '#app/observable/observable.ts'
import type { ProjectRow, ProjectStore } from '#app/sync/ports/project-store.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import type { Time } from '#app/sync/time.ts'
import type { ClientMedia } from '../media/editor-media.ts'
import type { ProjectEvents } from '../project-events.ts'
import type { ProjectSession } from '../session/project-session.ts'
import type { ConflictReview } from '../sync/conflict-review.ts'
import { createCardThumbnails } from './card-thumbnails.ts'
import type { DesignNewProject } from './design-new-project.ts'
import { createLibraryItems, type LibraryItems } from './library-items.ts'
import type { NewProjects, NewProjectsOptions } from './new-projects.ts'
import type { ProjectEdits } from './project-edits.ts'
import type { ProjectRows } from './project-rows.ts'

export type ProjectLibraryOptions = {
  store: ProjectStore
  media: Pick<ClientMedia, 'importFiles' | 'importSample'>
  events: Pick<ProjectEvents, 'emit'>
  syncStatus: Observable<SyncStatus>
  review: Pick<ConflictReview, 'conflicts' | 'count'>
  time: Time
  mintId: MintId
  findSession: (projectId: ProjectId) => ProjectSession | undefined
  rows: ProjectRows
  edits: ProjectEdits
  design?: DesignNewProject
  urls?: Pick<typeof URL, 'createObjectURL' | 'revokeObjectURL'>
  onFault: (error: unknown) => void
}

/** The projects of this identity on this device, and the actions of the list. */
export interface ProjectLibrary extends LibraryItems, NewProjects, ProjectEdits {
  /**
   * Whether this device knows a project of this id, deleted or not. Projects listed only by the server are not on this
   * device yet.
   */
  has(projectId: string): boolean
  /** Whether its document is here too, and not still arriving. */
  hasDocument(projectId: string): boolean
  /** Of a project that is not deleted. */
  findRow(projectId: ProjectId): ProjectRow | undefined
  /** Reads all rows, at opening and after the data was lost; resolves when the items show them. Their pictures follow. */
  readAll(): Promise<void>
  /** The thumbnail on disk is a newer one; resolves when the list shows it. */
  refreshThumbnail(projectId: ProjectId): Promise<void>
}

export function createProjectLibrary(options: ProjectLibraryOptions): ProjectLibrary {
  const { store, rows, edits, urls, onFault } = options
  const thumbnails = createCardThumbnails(store, urls)
  const items = createLibraryItems({ ...options, thumbnails })
  const listNames = () => listProjectNames(rows.get())
  rows.subscribe(() => void thumbnails.show(rows.get().map(({ id }) => id)).catch(onFault))

  return {
    ...items,
    ...createLaterNewProjects({ ...options, listNames }),
    ...edits,
    has: rows.has,
    hasDocument: rows.hasDocument,
    findRow: rows.find,
    readAll: rows.readAll,
    refreshThumbnail: thumbnails.replace,
  }
}

/** Their code, with the catalogues and the sample, is fetched when a project is made. */
function createLaterNewProjects(options: NewProjectsOptions): NewProjects {
  async function fetchCode(): Promise<NewProjects> {
    const { createNewProjects } = await import('./new-projects.ts').catch((cause: unknown) => {
      throw new Error(
        'The project could not be made, because a part of AppFrames could not be loaded. Nothing was changed: check the connection and try again.',
        { cause },
      )
    })
    return createNewProjects(options)
  }
  return {
    create: async (named) => (await fetchCode()).create(named),
    createFromFiles: async (incoming, options) => (await fetchCode()).createFromFiles(incoming, options),
    importSample: async () => (await fetchCode()).importSample(),
    duplicate: async (projectId) => (await fetchCode()).duplicate(projectId),
  }
}
