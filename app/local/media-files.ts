/** Where the bytes of pictures lie. Names are those of `MediaAsset.handleName`. */
export interface MediaFiles {
  has(handleName: string): Promise<boolean>
  /** All of it or nothing: a write that fails leaves what was there before. Throws `StorageFullError`. */
  write(handleName: string, file: Blob): Promise<void>
  find(handleName: string): Promise<Blob | undefined>
  remove(handleName: string): Promise<void>
}
