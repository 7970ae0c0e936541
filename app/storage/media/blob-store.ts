/** The store of the pictures' bytes. Names are those of `MediaAsset.handleName`. */
export interface MediaFiles {
  has(handleName: string): Promise<boolean>
  /** Atomic: a write that fails leaves the previous content. Throws `StorageFullError`. */
  write(handleName: string, file: Blob): Promise<void>
  find(handleName: string): Promise<Blob | undefined>
  remove(handleName: string): Promise<void>
}

/** Writes to the first, and finds and removes in both. */
export function createLayeredFiles(first: MediaFiles, second: MediaFiles): MediaFiles {
  return {
    has: async (handleName) => (await first.has(handleName)) || (await second.has(handleName)),
    write: (handleName, file) => first.write(handleName, file),
    find: async (handleName) => (await first.find(handleName)) ?? (await second.find(handleName)),
    async remove(handleName) {
      await first.remove(handleName)
      await second.remove(handleName)
    },
  }
}
