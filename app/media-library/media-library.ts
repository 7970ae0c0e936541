import type { MediaId, ProjectId } from '#app/document/model/ids.ts'
import type { PictureEdit } from '#app/media/edit-picture.ts'
import type { ImportOptions, ImportResult } from '#app/media/import-result.ts'
import type { Observable } from '#app/observable/observable.ts'
import type { MediaSyncConfig } from '#app/sync/media/media-sync-config.ts'

/** Where an original is, and where it is on its way to. */
export type MediaBadge =
  /** Nobody is signed in: it is on this device and nowhere else. */
  | { kind: 'only-here' }
  | { kind: 'waiting' }
  /** `share` of the bytes, 0–1. */
  | { kind: 'uploading'; share: number }
  | { kind: 'synced' }
  | { kind: 'failed'; message: string }

export type MediaItem = {
  /** The one that new uses name. */
  mediaId: MediaId
  /** All ids of these bytes: a file added on two devices has two. */
  mediaIds: readonly MediaId[]
  fileName: string
  fileType: 'image' | 'video'
  mimeType: string
  sizeBytes: number
  width: number
  height: number
  addedAtMs: number
  badge: MediaBadge
  /** Only in the account so far; `downloadShare` while it is on its way here. */
  isRemote: boolean
  downloadShare?: number
}

export type MediaSpace = {
  hereBytes: number
  /** What the browser allows on this device; absent where it does not say. */
  hereQuotaBytes?: number
  cloudBytes?: number
  cloudQuotaBytes?: number
}

export type MediaUse = { projectId: ProjectId; projectName: string; screenCount: number }

/** The small pictures as object URLs, each read when it is first asked for. */
export interface Thumbnails {
  find(mediaId: MediaId): string | undefined
  subscribe(mediaId: MediaId, listener: () => void): () => void
}

export type Replaced = { projectCount: number; undo: () => Promise<void> }

/** The media of one identity, as panel and page show them; `app/client` makes it. */
export interface MediaLibrary {
  /** Newest first. Of an unread store it is `undefined`. */
  readonly items: Observable<readonly MediaItem[] | undefined>
  readonly space: Observable<MediaSpace>
  readonly thumbnails: Thumbnails
  /** Offered where an account keeps originals: these projects have all of theirs on this device. */
  readonly offlineProjects: Observable<ReadonlySet<ProjectId>>
  readonly isSignedIn: boolean
  /** Begins the background sync, once; the same configuration again changes nothing. It goes on between pages. */
  startSync(config: MediaSyncConfig): void
  importFiles(files: readonly File[], options: ImportOptions): Promise<readonly ImportResult[]>
  rename(item: MediaItem, fileName: string): Promise<void>
  /** Nothing is gone before undo has run out. */
  delete(items: readonly MediaItem[]): Promise<void>
  undoDelete(items: readonly MediaItem[]): Promise<void>
  findUses(mediaIds: readonly MediaId[]): Promise<readonly MediaUse[]>
  replaceEverywhere(item: MediaItem, to: MediaId): Promise<Replaced>
  retry(item: MediaItem): Promise<void>
  /** The original, fetched when it is not here; `undefined` when it cannot be had now. */
  findOriginal(item: MediaItem): Promise<Blob | undefined>
  /** A picture made of this one: a new asset, the old one stays. */
  addVersion(item: MediaItem, edit: PictureEdit): Promise<ImportResult>
  setOffline(projectId: ProjectId, isOffline: boolean): Promise<void>
  syncNow(): Promise<void>
}
