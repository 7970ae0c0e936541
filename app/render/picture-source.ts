import type { MediaId } from '#app/document/model/ids.ts'

/** The pictures that drawing needs. */
export interface PictureSource {
  /** Decoded original, cached; `undefined` when the file is not on this device (drawn as a named placeholder). */
  loadImage(mediaId: MediaId): Promise<ImageBitmap | undefined>
  /** File name for labels and placeholders. */
  findName(mediaId: MediaId): string | undefined
}

/** The files of the user's own fonts; `undefined`: not on this device. */
export interface FontSource {
  findFile(mediaId: MediaId): Promise<Blob | undefined>
}
