import type { MediaId } from '#app/document/model/ids.ts'

/** The files that an export sends to its workers. */
export interface FileSource {
  /** The original as a picture, for export workers; of a video, its poster. */
  findFile(mediaId: MediaId): Promise<Blob | undefined>
  /** File name for labels and placeholders. */
  findName(mediaId: MediaId): string | undefined
}
