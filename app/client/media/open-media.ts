import type { Change } from '#app/document/changes/change.ts'
import type { MediaId, ProjectId } from '#app/document/model/ids.ts'
import { listProjectMedia } from '#app/document/model/project-media.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import { combineObservables, type Observable } from '#app/observable/observable.ts'
import type { LocalStores } from '#app/storage/open-stores.ts'
import type { MediaSyncConfig } from '#app/sync/media/media-sync-config.ts'
import type { TabRole } from '#app/sync/tab-role.ts'
import type { Account } from '../account/identity.ts'
import { browserTime } from '../platform/browser-time.ts'
import { addSentence, type Notices } from '../platform/notices.ts'
import type { TabChannel } from '../platform/tab-channel.ts'
import type { ProjectEvents } from '../project-events.ts'
import { type ClientMedia, createClientMedia } from './editor-media.ts'
import { createLaterImporter } from './later-importer.ts'
import { openLocalMedia } from './local-media.ts'
import { type ClientMediaLibrary, createMediaLibrary } from './media-library.ts'
import { createMediaUses } from './media-usage.ts'
import { type CardMedia, createCardMedia } from './thumbnail-media.ts'

export type OpenMediaOptions = {
  account: Account | undefined
  stores: LocalStores
  notices: Notices
  tabs: TabChannel
  /** Of this tab in the sync of projects: the leader syncs media too. */
  role: Observable<TabRole>
  events: ProjectEvents
  /** The open projects. */
  sessions: { list(): ReadonlyArray<{ getDocument(): ProjectDocument }> }
  edits: { edit(projectId: ProjectId, plan: (project: ProjectDocument) => Change): Promise<void> }
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
  const { account, stores, notices, tabs, events, sessions, onFault } = options
  const listOpen = () => sessions.list().map((session) => session.getDocument())
  const importer = createLaterImporter()
  const uses = createMediaUses({
    store: stores.projects,
    findOpen: (projectId) => listOpen().find(({ id }) => id === projectId),
  })
  /** Of the projects that are kept offline. */
  const pinned = new Set<MediaId>()
  const localMedia = openLocalMedia({
    tabs,
    role: stores.isMediaShared ? options.role : leadAlone(options.role),
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
    isSignedIn: account !== undefined,
    mintId: () => crypto.randomUUID(),
    nowMs: browserTime.nowMs,
    onNotice: (text) => addSentence(notices, { id: 'picture', tone: 'info', text }),
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

/** Media that only this tab has are synced by it, whichever tab is the leader. */
const leadAlone = (role: Observable<TabRole>): Observable<TabRole> =>
  combineObservables([role], () => (role.get() === 'paused' ? 'paused' : 'leads'))
