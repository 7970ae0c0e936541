import type { Archive } from '#app/archive/read-archive.ts'
import type { Project } from '#app/document/model/schema.ts'
import type { PlannedFile } from '#app/export/planned-file.ts'
import type { createMediaFiles } from './media-files.ts'

export type EngineInput = {
  archive: Archive
  project: Project
  media: ReturnType<typeof createMediaFiles>
  /** Of JPEG files, in percent. */
  quality: number
}

export type MadeFile = { kind: 'made'; bytes: Uint8Array } | { kind: 'failed'; message: string }

/** Draws the files; each is handed over as soon as it is made, whatever happens to the others. */
export type MakeFiles = (
  files: readonly PlannedFile[],
  onMade: (file: PlannedFile, made: MadeFile) => Promise<void>,
) => Promise<void>

export interface DrawingEngine {
  make: MakeFiles
  close(): Promise<void>
}
