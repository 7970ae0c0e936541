import type { MediaId } from '#app/document/model/ids.ts'
import type { FileFormat } from '#app/export/file-format.ts'
import type { Drawing } from '#app/export/plan-drawing.ts'

// Messages to and from a drawing process, of one build with what starts it: the server or the command line. Bytes are handed over as
// they are (`serialization: 'advanced'`).

export type DrawingFile = { bytes: Uint8Array; mimeType: string; name: string }

export type DrawingJob = {
  id: number
  /** The account, or the archive. Ids of pictures mean something within it alone, so decoded ones are kept for one at a time. */
  scope: string
  drawing: Drawing
  /** The pictures that are there; placeholders are drawn for the others. */
  files: ReadonlyMap<MediaId, DrawingFile>
  format: FileFormat
  /** Of a JPEG, in percent. */
  quality?: number
}

export type DrawingReply =
  | { id: number; kind: 'drawn'; bytes: Uint8Array }
  | { id: number; kind: 'failed'; message: string }
