import type { MediaId } from '#app/document/model/ids.ts'
import type { MediaType } from '#app/media-formats/media-format.ts'

export type ImportOptions = {
  signal?: AbortSignal
  onProgress?: (done: number, total: number) => void
  /** A cancelled import keeps none of its files. */
  isAllOrNothing?: boolean
}

export type ImportResult =
  | {
      kind: 'imported'
      mediaId: MediaId
      fileName: string
      fileType: MediaType
      width: number
      height: number
      /** A sentence for the user: a smaller copy was stored instead of the original. */
      notice?: string
    }
  /** The sentence names the file, what is wrong and what to do. */
  | {
      kind: 'refused'
      fileName: string
      message: string
      /** The file is good, but this device's storage is full. */
      isFull?: true
    }
  | { kind: 'cancelled'; fileName: string }
