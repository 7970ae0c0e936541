import { canReadCanvas } from '#app/canvas/check-canvas-reads.ts'
import type { MintId, ProjectId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { EditorTimeline } from '#app/editor/ports/history.ts'
import type { Observable } from '#app/observable/observable.ts'
import type { LocalStores } from '#app/storage/open-stores.ts'
import { createHttpClient } from '#app/sync/api/http-client.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import type { Account } from '../account/identity.ts'
import type { OpenedMedia } from '../media/open-media.ts'
import type { CardMedia } from '../media/thumbnail-media.ts'
import { nameMedia } from '../media/with-project-names.ts'
import { browserTime } from '../platform/browser-time.ts'
import { createHttpTransport } from '../platform/http-transport.ts'
import { whenIdle } from '../platform/idle.ts'
import type { ProjectEvents } from '../project-events.ts'
import type { CrashRecovery } from '../session/crash-recovery.ts'
import type { OpenSessions } from '../session/open-sessions.ts'
import { createProjectTimeline } from '../session/project-history.ts'
import { createSessionOpener, type OpenResult } from '../session/session-opener.ts'
import { createAccountVersions } from '../sync/account-versions.ts'
import type { ClientSync } from '../sync/client-sync.ts'
import type { ConflictReview } from '../sync/conflict-review.ts'
import { createProjectChecks } from './check-projects.ts'
import type { ProjectEdits } from './project-edits.ts'
import { createProjectLibrary, type ProjectLibrary } from './project-library.ts'
import type { ProjectRows } from './project-rows.ts'
import { watchProject } from './project-status.ts'
import { createThumbnailJobs } from './thumbnail-queue.ts'

export type ConnectProjectsOptions = {
  account: Account | undefined
  stores: LocalStores
  events: ProjectEvents
  rows: ProjectRows
  edits: ProjectEdits
  sessions: OpenSessions
  recovery: CrashRecovery
  sync: ClientSync
  review: ConflictReview
  media: Pick<OpenedMedia, 'media' | 'cards'>
  /** The tab id in the log. */
  tabId: string
  mintId: MintId
  onFault: (error: unknown) => void
}

export type ConnectedProjects = {
  library: ProjectLibrary
  openProject(id: string): Promise<OpenResult>
  openTimeline(projectId: ProjectId): EditorTimeline
  watchProject(projectId: ProjectId): Observable<SyncStatus>
  /** Draws missing and outdated thumbnails, now and after each sync, and checks which projects do not open. */
  startBackgroundWork(): void
}

/** The list of projects and the open ones, joined to the client's events. */
export function connectProjects(options: ConnectProjectsOptions): ConnectedProjects {
  const { stores, sessions, sync } = options
  const { media } = options.media
  const store = stores.projects
  const library = createProjectLibrary({
    ...options,
    store,
    media,
    syncStatus: sync.status,
    time: browserTime,
    findSession: sessions.find,
  })
  return {
    library,
    openProject: createSessionOpener({ ...options, media, fetchMissing: sync.fetchOne }),
    openTimeline: (projectId) => openTimeline(projectId, options),
    watchProject: (projectId) => watchProject(projectId, options),
    startBackgroundWork: followCards(library, options),
  }
}

/**
 * Thumbnails are drawn again when their project changes. Returns the task for all of them, for after the page's start.
 */
function followCards(library: ProjectLibrary, options: ConnectProjectsOptions): () => void {
  const { stores, events, rows, onFault } = options
  const { cards } = options.media
  const store = stores.projects
  const { recordLoadError } = library
  const { check, checkAll } = createProjectChecks({ store, whenIdle, recordLoadError, onFault })
  const thumbnails = createThumbnailJobs({
    store,
    time: browserTime,
    whenIdle,
    onFault,
    draw: (project) => drawCard(project, cards),
    onDrawn: (projectId) => void library.refreshThumbnail(projectId).catch(onFault),
  })
  events.on({
    committed: ({ projectId }) => thumbnails.request(projectId),
    written: ({ projectId }) => thumbnails.request(projectId),
    'pictures-arrived': ({ projectId }) => thumbnails.request(projectId),
    pulled({ projectId }) {
      thumbnails.request(projectId)
      void check(projectId)
    },
  })
  return () => {
    const drawMissing = () => void thumbnails.catchUp(rows.get()).catch(onFault)
    drawMissing()
    rows.subscribe(drawMissing)
    checkAll(rows.get().map(({ id }) => id))
  }
}

function openTimeline(
  projectId: ProjectId,
  { account, stores, sync }: ConnectProjectsOptions,
): EditorTimeline {
  const versions = createAccountVersions({
    projectId,
    http: account && createHttpClient(createHttpTransport(account.userId), browserTime),
    syncNow: sync.syncNow,
  })
  return createProjectTimeline({ projectId, store: stores.projects, versions })
}

async function drawCard(project: Project, cards: CardMedia) {
  // No picture is better than noise.
  if (!(await canReadCanvas())) return undefined
  const { createThumbnail } = await import('#app/render/draw-thumbnail.ts')
  const card = cards.watch(project.id)
  const picture = await createThumbnail({ project, media: nameMedia(card.media, () => project) })
  return picture && { picture, isWhole: card.isWhole() }
}
