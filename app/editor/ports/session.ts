import type { Change } from '#app/document/changes/change.ts'
import type { MediaId, ProjectId } from '#app/document/model/ids.ts'
import type { Project, View } from '#app/document/model/schema.ts'
import type { FileSource } from '#app/export/file-source.ts'
import type { ImportOptions, ImportResult } from '#app/media/import-result.ts'
import type { Observable } from '#app/observable/observable.ts'
import type { PictureSource } from '#app/render/picture-source.ts'

/**
 * The session the editor needs; `app/client` makes one for the open project. Reads are synchronous and from memory,
 * writes are applied in memory at once and reach the disk behind it. The editor never waits.
 */
export interface EditorSession {
  readonly projectId: ProjectId
  /** Set: the project can be looked at and exported, not changed; the sentence says why. */
  readonly readOnlyReason?: string
  getProject(): Project
  /** Called after every applied change, own or from elsewhere. */
  subscribe(listener: () => void): () => void
  /** Applies, records for undo, and hands the change to the local store. An empty change is ignored. */
  commit(change: Change): void
  /** Selections and zoom: kept with the project, never dirty, not in the undo history. */
  setView(view: Partial<View>): void
  undo(): void
  redo(): void
  readonly history: Observable<HistoryState>
  readonly saveStatus: Observable<SaveStatus>
  readonly media: EditorMedia
}

export type HistoryState = { undoLabel: string | undefined; redoLabel: string | undefined }

/** `saved` only after IndexedDB reported the transaction complete. `failed` keeps the edit in memory. */
export type SaveStatus = { kind: 'saved' } | { kind: 'saving' } | { kind: 'failed'; message: string }

export type FetchOptions = { signal?: AbortSignal; onProgress?: (done: number, total: number) => void }

/** The pictures a project names. */
export interface EditorMedia extends PictureSource, FileSource {
  /** The small picture of an original that is not on this device, to stand for it on the stage; never in an export. */
  loadSmallImage(mediaId: MediaId): Promise<ImageBitmap | undefined>
  /** Brings what is in the account and not on this device; answers with what is still missing after that. */
  fetchFiles(mediaIds: readonly MediaId[], options: FetchOptions): Promise<ReadonlySet<MediaId>>
  /** As seen, in pixels; `undefined` while it is not known. */
  findSize(mediaId: MediaId): { width: number; height: number } | undefined
  /** Checks, measures, hashes and stores; one result per file, in order, never throws for bad files. */
  importFiles(files: readonly File[], options: ImportOptions): Promise<readonly ImportResult[]>
  /** Called when a picture that was missing arrives, or the small one that stands for it. */
  subscribe(listener: (mediaId: MediaId) => void): () => void
}
