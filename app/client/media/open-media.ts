import type { Change } from '#app/document/changes/change.ts'
import type { MediaId, ProjectId } from '#app/document/model/ids.ts'
import { listProjectMedia } from '#app/document/model/project-media.ts'
import type { Project } from '#app/document/model/schema.ts'
import { createPictureImporter } from '#app/media/import-picture.ts'
import type { LocalStores } from '#app/storage/open-stores.ts'
import type { MediaSyncConfig } from '#app/sync/media/media-sync-config.ts'
import type { Account } from '../account/identity.ts'
import { browserTime } from '../platform/browser-time.ts'
import { addSentence, type Notices } from '../platform/notices.ts'
import type { ProjectEvents } from '../project-events.ts'
import { type ClientMedia, createClientMedia } from './editor-media.ts'
import { openLocalMedia } from './local-media.ts'
import { type ClientMediaLibrary, createMediaLibrary } from './media-library.ts'
import { createMediaUses } from './media-usage.ts'
import { type CardMedia, createCardMedia } from './thumbnail-media.ts'

export type OpenMediaOptions = {
  account: Account | undefined
  stores: LocalStores
  notices: Notices
  events: ProjectEvents
  /** The open projects. */
  sessions: { list(): ReadonlyArray<{ getProject(): Project }> }
  edits: { edit(projectId: ProjectId, plan: (project: Project) => Change): Promise<void> }
  onFault: (error: unknown) => void
}

export type OpenedMedia = {
  media: ClientMedia
  library: ClientMediaLibrary
  syncConfig: MediaSyncConfig
  cards: CardMedia
  /** Resolves when the rows of the account are here, or unavailable now. */
  pullMedia: () => Promise<void>
  /** After the stores have changed under it: projects were claimed. */
  reload: () => Promise<void>
  close: () => void
}

/** Everything of this identity's pictures and videos: import, library, sync with the account. */
export function openMedia(options: OpenMediaOptions): OpenedMedia {
  const { account, stores, notices, events, sessions, onFault } = options
  const listOpen = () => sessions.list().map((session) => session.getProject())
  const importer = createPictureImporter()
  const uses = createMediaUses({
    store: stores.projects,
    findOpen: (projectId) => listOpen().find(({ id }) => id === projectId),
  })
  /** Of the projects that are kept offline. */
  const pinned = new Set<MediaId>()
  const localMedia = openLocalMedia({
    databaseName: stores.databaseName,
    store: stores.media,
    state: stores.projects,
    importer,
    isUsedHere: uses.isUsed,
    isKept: (mediaId) =>
      pinned.has(mediaId) || listOpen().some((project) => listProjectMedia(project).includes(mediaId)),
    onFault,
  })
  const media = createClientMedia({
    localMedia,
    importer,
    mintId: () => crypto.randomUUID(),
    nowMs: browserTime.nowMs,
    onNote: (text) => addSentence(notices, { id: 'picture', tone: 'info', text }),
  })
  const library = createMediaLibrary({
    localMedia,
    media,
    importer,
    uses,
    state: stores.projects,
    time: browserTime,
    accountId: account?.userId,
    editProject: options.edits.edit,
    onPinned: (mediaIds) => {
      for (const mediaId of mediaIds) pinned.add(mediaId)
    },
    onFault,
  })
  const syncConfig: MediaSyncConfig = {
    apiBaseUrl: '/api',
    getUserId: async () => account?.userId ?? null,
    autoSync: true,
    syncInterval: 30_000,
  }

  const cards = createCardMedia({
    localMedia,
    media,
    onPictures: (projectId) => events.emit({ kind: 'pictures-arrived', projectId }),
    onFault,
  })
  localMedia.subscribe((news) => {
    if (news.kind !== 'deletion-refused') return
    const name = media.findName(news.mediaId) ?? 'A file'
    const text = `“${name}” was not deleted: a project in your account that is not on this device still uses it.`
    addSentence(notices, { id: 'kept', tone: 'info', text })
  })

  events.on({
    committed: ({ projectId }) => library.recordProject(projectId),
    written: ({ projectId }) => library.recordProject(projectId),
    pulled: ({ projectId }) => library.recordProject(projectId),
    'media-numbered': ({ seq }) => localMedia.service?.recordMediaSeq(seq),
  })

  return {
    media,
    library,
    syncConfig,
    cards,
    pullMedia: async () => localMedia.service?.pullCloudAssets(),
    async reload() {
      await Promise.all([media.loadNames(), library.load()])
      localMedia.service?.wake('import')
    },
    close() {
      library.close()
      localMedia.close()
      importer.close()
    },
  }
}
