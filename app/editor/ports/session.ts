import type { Change } from '#app/document/changes/change.ts'
import type { MediaId, ProjectId } from '#app/document/model/ids.ts'
import type { ProjectDocument, View } from '#app/document/model/schema.ts'
import type { ExportMemory } from '#app/export/export-record.ts'
import type { FileSource } from '#app/export/file-source.ts'
import type { ImportOptions, ImportResult } from '#app/media/import-result.ts'
import type { Observable } from '#app/observable/observable.ts'
import type { PictureSource } from '#app/render/picture-source.ts'

/**
 * The port of the open project's session, implemented by `app/client`. Reads are synchronous and from memory; writes
 * are applied in memory at once and reach the disk later. The editor never waits.
 */
export interface EditorSession {
  readonly projectId: ProjectId
  /** Set: the project is read-only (it can still be exported); the sentence gives the reason. */
  readonly readOnlyReason?: string
  /** As it is stored: linked screens are sparse. The editor's parts read the resolved project (`ViewedSession`). */
  getDocument(): ProjectDocument
  /** Called after every applied change, local or remote. */
  subscribe(listener: () => void): () => void
  /** Applies the change, records it for undo, and queues it for the local store. An empty change is ignored. */
  commit(change: Change): void
  /** Selection and zoom: stored with the project, never dirty, not in the undo history. */
  setView(view: Partial<View>): void
  undo(): void
  redo(): void
  readonly history: Observable<HistoryState>
  readonly saveStatus: Observable<SaveStatus>
  readonly media: EditorMedia
  /** What this device knows of the project's exports; its code is fetched when an export is opened. */
  openExports(): Promise<ExportMemory>
}

export type HistoryState = { undoLabel: string | undefined; redoLabel: string | undefined }

/** `saved` only after IndexedDB reported the transaction complete. `failed` keeps the edit in memory. */
export type SaveStatus = { kind: 'saved' } | { kind: 'saving' } | { kind: 'failed'; message: string }

export type FetchOptions = {
  signal?: AbortSignal
  onProgress?: (done: number, total: number) => void
  /** Called for an original that the account does not have, or that is not here without one; not while it is out of reach. */
  onUnknown?: (mediaId: MediaId) => void
}

/** The pictures a project names. */
export interface EditorMedia extends PictureSource, FileSource {
  /** The thumbnail of an original that is not on this device, as a stand-in on the stage; never in an export. */
  loadSmallImage(mediaId: MediaId): Promise<ImageBitmap | undefined>
  /** Downloads originals that are in the account and not on this device; resolves with those still missing. */
  fetchFiles(mediaIds: readonly MediaId[], options: FetchOptions): Promise<ReadonlySet<MediaId>>
  /** As seen, in pixels; `undefined` while unknown. */
  findSize(mediaId: MediaId): { width: number; height: number } | undefined
  /** Checks, measures, hashes and stores; one result per file, in order, never throws for bad files. */
  importFiles(files: readonly File[], options: ImportOptions): Promise<readonly ImportResult[]>
  /** Called when a missing picture, or its thumbnail, arrives. */
  subscribe(listener: (mediaId: MediaId) => void): () => void
}
