import type { Change } from '#app/document/changes/change.ts'
import type { MediaId, ProjectId } from '#app/document/model/ids.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { PictureImporter } from '#app/media/import-picture.ts'
import type { MediaLibrary } from '#app/media-library/media-library.ts'
import type { ProjectStore } from '#app/sync/ports/project-store.ts'
import type { Time } from '#app/sync/time.ts'
import type { ClientMedia } from './editor-media.ts'
import type { LocalMedia } from './local-media.ts'
import { createMediaEdits } from './media-edits.ts'
import { createMediaThumbnails } from './media-thumbnails.ts'
import type { createMediaUses } from './media-usage.ts'
import { createMediaVersions } from './media-versions.ts'
import { createOfflineProjects } from './offline-projects.ts'
import { watchMedia } from './watch-media.ts'

export type MediaLibraryOptions = {
  localMedia: LocalMedia
  media: ClientMedia
  importer: PictureImporter
  uses: ReturnType<typeof createMediaUses>
  state: Pick<ProjectStore, 'getState' | 'setState'>
  time: Time
  accountId: string | undefined
  /** Edits a project of this device, open or not. */
  editProject: (projectId: ProjectId, plan: (project: ProjectDocument) => Change) => Promise<void>
  /** These must not be evicted. */
  onPinned: (mediaIds: readonly MediaId[]) => void
  onFault: (error: unknown) => void
}

/** The part of the library that only the client uses. */
export interface ClientMediaLibrary extends MediaLibrary {
  load(): Promise<void>
  /** A project changed: its pictures are downloaded as well, if it is kept offline. */
  recordProject(projectId: ProjectId): void
  close(): void
}

export function createMediaLibrary(options: MediaLibraryOptions): ClientMediaLibrary {
  const { localMedia, media, uses, accountId, onFault } = options
  const isSignedIn = accountId !== undefined
  const watched = watchMedia({ ...options, isSignedIn })
  const edits = createMediaEdits({ ...options, isSignedIn })
  const offline = createOfflineProjects(options)
  const thumbnails = createMediaThumbnails(options)
  return {
    ...createMediaVersions(options),
    items: watched.items,
    space: watched.space,
    thumbnails,
    offlineProjects: offline.projectIds,
    isSignedIn,
    startSync(config) {
      if (accountId !== undefined) localMedia.startSync(config, accountId)
    },
    importFiles: media.importFiles,
    rename: edits.rename,
    delete: edits.delete,
    undoDelete: edits.undoDelete,
    findUses: uses.findUses,
    async retry(item) {
      for (const mediaId of item.mediaIds) await localMedia.service?.retry(mediaId)
    },
    setOffline: offline.set,
    async syncNow() {
      localMedia.service?.wake('asked')
      await localMedia.service?.syncPendingAssets()
    },
    async load() {
      await watched.load()
      await offline.load()
      await edits.purge()
    },
    recordProject: (projectId) => void offline.fetch(projectId).catch(onFault),
    close() {
      watched.close()
      edits.close()
      thumbnails.close()
    },
  }
}
