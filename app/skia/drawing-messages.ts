import type { MediaId } from '#app/document/model/ids.ts'
import type { Drawing } from '#app/export/plan-drawing.ts'

// Messages between the server and its drawing process, both of one build. Bytes are handed over as they are (`serialization: 'advanced'`).

export type DrawingFile = { bytes: Uint8Array; mimeType: string; name: string }

export type DrawingJob = {
  id: number
  /** The account. Ids of pictures mean something within it alone, so decoded ones are kept for one at a time. */
  scope: string
  drawing: Drawing
  /** The pictures that are there; placeholders are drawn for the others. */
  files: ReadonlyMap<MediaId, DrawingFile>
}

export type DrawingReply =
  | { id: number; kind: 'drawn'; png: Uint8Array }
  | { id: number; kind: 'failed'; message: string }
