/**
 * The stores of projects and media, for the app and the engine. `app/storage` implements them over IndexedDB, OPFS and
 * memory.
 */
import type { Change } from '#app/document/changes/change.ts'
import type { MediaId, ProjectId } from '#app/document/model/ids.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { MediaType } from '#app/media-formats/media-format.ts'
import type { EditedTail, LogRow } from './log.ts'

/** SHA-256 in hexadecimal of a text as UTF-8; the text comes in parts. */
export type HashText = (parts: readonly string[]) => Promise<string>

/** The row of the project list: small, so that the list never opens a document. */
export type ProjectRow = {
  id: ProjectId
  name: string
  /** Milliseconds since the epoch by this device's clock (a pulled project: by the server's). Display only. */
  createdAtMs: number
  updatedAtMs: number
  deletedAtMs?: number
  screenCount: number
  canvasSizeIds: readonly string[]
  locales: readonly string[]
  /** The server's revision this copy is based on; 0: the server has never seen it. */
  baseRevision: number
  /** Local changes are pending. */
  pending: boolean
  /** The last push was rejected; the sentence gives the reason and the remedy. Cleared by the next success. */
  syncError?: string
  /** An `ask` conflict must be decided before anything is pushed. */
  isBlocked?: boolean
  /** The list has it and its document has not been downloaded. */
  isArriving?: boolean
}

/** One pending push per project. `generation` grows with every commit, so an edit made in mid-push is not dequeued. */
export type OutboxEntry = {
  projectId: ProjectId
  generation: number
  enqueuedAtMs: number
  deleted: boolean
}

export type LoadedProject =
  | { kind: 'ok'; project: ProjectDocument; row: ProjectRow; at: LogPosition }
  | { kind: 'missing' }
  /** Written by a newer build: shown read-only, never overwritten. */
  | { kind: 'newer'; schemaVersion: number; row: ProjectRow; raw: unknown }
  /** The stored row does not parse; `raw` can be exported, nothing is wiped. */
  | { kind: 'broken'; issues: readonly string[]; row: ProjectRow; raw: unknown }

/** Where in the log of a project a document stands: after number `seq` of the body `bodyId`. */
export type LogPosition = { bodyId: string; seq: number }

/** `rows`: everything since, in order. `reload`: the log does not reach back that far, or the document started anew. */
export type LogTail = { kind: 'rows'; rows: readonly LogRow[]; at: LogPosition } | { kind: 'reload' }

/** Who made a change and what for. `id` names it among all changes of all tabs. */
export type ChangeMark = { id: string; kind: LogRow['kind']; of?: string | undefined }

export type CommitInput = {
  projectId: ProjectId
  changes: readonly Change[]
  project: ProjectDocument
  atMs: number
  tabId?: string | undefined
  /** One for each change, in order. */
  marks?: readonly ChangeMark[] | undefined
  /**
   * Called once they are on disk, with their position in the log, for followers. Not called when this tab does not know
   * the rows before.
   */
  onAppended?: ((tail: EditedTail) => void) | undefined
}

/**
 * The working copy of one identity. Every write resolves only when IndexedDB reports the transaction complete, and
 * rejects with a named Error (`StorageFullError`, `StorageLostError`, `StorageNewerError`, for a bug
 * `InvalidEditError`) otherwise; the message is meant for the user.
 */
export interface ProjectStore {
  /** All rows, or those of these projects that are on this device. */
  listRows(projectIds?: readonly ProjectId[]): Promise<readonly ProjectRow[]>
  load(projectId: ProjectId): Promise<LoadedProject>
  /** The rows written since, by any tab or a pull: an open project follows the disk with it. */
  readLog(projectId: ProjectId, since: LogPosition): Promise<LogTail>
  /** The latest changes that are still on this device, oldest first. */
  listHistory(projectId: ProjectId): Promise<readonly LogRow[]>
  /** A project that is new on this device and not on the server: snapshot, row and outbox entry in one transaction. */
  create(project: ProjectDocument, atMs: number): Promise<ProjectRow>
  /**
   * Appends the changes and the outbox entry in ONE transaction; compacts the log now and then. `project` is the state
   * after the changes (for the row, and for the snapshot when one is due). View-only changes enqueue nothing.
   */
  commit(input: CommitInput): Promise<ProjectRow>
  /** Tombstone + outbox; the body stays on disk until `purge`, so that undo is instant. */
  markDeleted(projectId: ProjectId, atMs: number): Promise<void>
  undelete(projectId: ProjectId, atMs: number): Promise<void>
  /**
   * Removes every trace from this device; an unacknowledged deletion is then never pushed. With `ifGeneration` (from the
   * outbox) only when nothing was committed since, else `false` and nothing happens.
   */
  purge(projectId: ProjectId, ifGeneration?: number): Promise<boolean>

  saveThumbnail(projectId: ProjectId, picture: Blob): Promise<void>
  findThumbnail(projectId: ProjectId): Promise<Blob | undefined>

  listOutbox(): Promise<readonly OutboxEntry[]>

  /** Small values that belong to the identity: last cursor, last sync time, settings. */
  getState(key: string): Promise<unknown>
  setState(key: string, value: unknown): Promise<void>
  close(): void
}

/** By the names of the design (decision 0010); `width` and `height` are always the real ones, EXIF orientation applied; of a font, 1. */
export type MediaAsset = {
  cloudId: MediaId
  userId?: string
  /** File name in OPFS (or key in the IndexedDB fallback). */
  handleName: string
  cloudUrl?: string
  fileName: string
  fileType: MediaType
  mimeType: string
  size: number
  width: number
  height: number
  sha256: string
  createdAt: number
  updatedAt: number
  syncedAt?: number
  /** ISO time by the server's clock. */
  cloudCreatedAt?: string
  syncStatus: 'pending' | 'syncing' | 'synced' | 'error'
  /** Why the last upload was rejected, for the user. A network that failed is no error: the upload stays `pending`. */
  syncError?: string
  /** It was rejected because the account is full: tried again by itself when that may have changed. */
  lacksRoom?: true
  /** The original is in the account and not on this device: not downloaded yet, or evicted for lack of space. */
  isRemote?: true
  /** The account has the thumbnail too, or has rejected this device's: there is nothing to send. */
  hasCloudThumbnail?: true
  /** Renamed here, and not pushed yet. */
  isRenamed?: true
  /** Deleted here (milliseconds), and not pushed yet; row and file stay until then, for undo. */
  deletedAt?: number
  /** The user has seen where it is used and deletes it all the same. */
  isDeletionForced?: true
}

export interface MediaStore {
  /** File first, then the row: a row never names a file that is not there. */
  put(asset: MediaAsset, file: Blob, thumbnail: Blob | undefined): Promise<void>
  /** A row alone, as it comes from the account (`isRemote`). A file that is already here stays. */
  putRow(asset: MediaAsset): Promise<void>
  /** The original of a known asset arrives. `false`: the asset is gone meanwhile, and nothing is kept. */
  putFile(mediaId: MediaId, file: Blob): Promise<boolean>
  putThumbnail(mediaId: MediaId, picture: Blob): Promise<void>
  /** Reads, changes and writes one row in one transaction; `undefined` from `change` leaves it. Returns the row. */
  update(
    mediaId: MediaId,
    change: (asset: MediaAsset) => MediaAsset | undefined,
  ): Promise<MediaAsset | undefined>
  findAsset(mediaId: MediaId): Promise<MediaAsset | undefined>
  /** Not a deleted one; one whose original is here before one that is not. */
  findBySha256(sha256: string): Promise<MediaAsset | undefined>
  /** Those that wait for their deletion included. */
  listAssets(): Promise<readonly MediaAsset[]>
  /** `undefined`: not on this device (not downloaded yet, or evicted by the browser). */
  findFile(mediaId: MediaId): Promise<Blob | undefined>
  findThumbnail(mediaId: MediaId): Promise<Blob | undefined>
  /**
   * Frees space: the row becomes `isRemote`, the thumbnail stays. The caller must have checked that the account has the
   * original.
   */
  removeFile(mediaId: MediaId): Promise<void>
  remove(mediaId: MediaId): Promise<void>
  close(): void
}

/** Where a device's files live, and how durable that is. `session`: gone when the browser closes (F20). */
export type StorageKind = 'opfs' | 'indexeddb' | 'session'
