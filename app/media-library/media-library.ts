import type { MediaId, ProjectId } from '#app/document/model/ids.ts'
import type { PictureEdit } from '#app/media/edit-picture.ts'
import type { ImportOptions, ImportResult } from '#app/media/import-result.ts'
import type { MediaType } from '#app/media-formats/media-format.ts'
import type { Observable } from '#app/observable/observable.ts'
import type { MediaSyncConfig } from '#app/sync/media/media-sync-config.ts'

/** The location of an original and its transfer. */
export type MediaBadge =
  /** Nobody is signed in: it is on this device only. */
  | { kind: 'only-here' }
  | { kind: 'waiting' }
  /** `share` of the bytes, 0–1. */
  | { kind: 'uploading'; share: number }
  | { kind: 'synced' }
  | { kind: 'failed'; message: string }

export type MediaItem = {
  /** The id for new uses. */
  mediaId: MediaId
  /** All ids of these bytes: a file added on two devices has two. */
  mediaIds: readonly MediaId[]
  fileName: string
  fileType: MediaType
  mimeType: string
  sizeBytes: number
  width: number
  height: number
  addedAtMs: number
  badge: MediaBadge
  /** Only in the account so far; `downloadShare` during the download. */
  isRemote: boolean
  downloadShare?: number
}

export type MediaSpace = {
  hereBytes: number
  /** The browser's quota on this device; absent where it is unknown. */
  hereQuotaBytes?: number
  cloudBytes?: number
  cloudQuotaBytes?: number
}

export type MediaUse = { projectId: ProjectId; projectName: string; screenCount: number }

/** The thumbnails as object URLs, each read on first use. */
export interface Thumbnails {
  find(mediaId: MediaId): string | undefined
  subscribe(mediaId: MediaId, listener: () => void): () => void
}

export type Replaced = { projectCount: number; undo: () => Promise<void> }

/** The media of one identity for panel and page, implemented by `app/client`. */
export interface MediaLibrary {
  /** Newest first. `undefined` until the store has been read. */
  readonly items: Observable<readonly MediaItem[] | undefined>
  readonly space: Observable<MediaSpace>
  readonly thumbnails: Thumbnails
  /** For accounts that keep originals: projects whose originals are all on this device. */
  readonly offlineProjects: Observable<ReadonlySet<ProjectId>>
  readonly isSignedIn: boolean
  /**
   * Starts the background sync, once; calling it again with the same configuration has no effect. It goes on between
   * pages.
   */
  startSync(config: MediaSyncConfig): void
  importFiles(files: readonly File[], options: ImportOptions): Promise<readonly ImportResult[]>
  rename(item: MediaItem, fileName: string): Promise<void>
  /** Files are deleted only after the undo period. */
  delete(items: readonly MediaItem[]): Promise<void>
  undoDelete(items: readonly MediaItem[]): Promise<void>
  findUses(mediaIds: readonly MediaId[]): Promise<readonly MediaUse[]>
  replaceEverywhere(item: MediaItem, to: MediaId): Promise<Replaced>
  retry(item: MediaItem): Promise<void>
  /** The original, downloaded when it is not on this device; `undefined` when it is unavailable now. */
  findOriginal(item: MediaItem): Promise<Blob | undefined>
  /** Adds a picture made of this one as a new asset; the old one stays. */
  addVersion(item: MediaItem, edit: PictureEdit): Promise<ImportResult>
  setOffline(projectId: ProjectId, isOffline: boolean): Promise<void>
  syncNow(): Promise<void>
}
