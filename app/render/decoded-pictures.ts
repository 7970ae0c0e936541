import type { MediaId } from '#app/document/model/ids.ts'

export type DecodedPictures = {
  /** Concurrent requests share one load; a missing or failed picture is loaded again next time. */
  get(mediaId: MediaId): Promise<ImageBitmap | undefined>
  /** The picture if it is in memory, without loading it. */
  peek(mediaId: MediaId): Promise<ImageBitmap | undefined> | undefined
  clear(): void
}

type Entry = { picture: Promise<ImageBitmap | undefined>; pixels: number }

/**
 * A least-recently-used cache of at most `maxPixels` in all (4 bytes each). Evicted pictures are not closed: a drawing
 * may still be using one, and the browser frees it with the last reference.
 */
export function createDecodedPictures(
  load: (mediaId: MediaId) => Promise<ImageBitmap | undefined>,
  { maxPixels }: { maxPixels: number },
): DecodedPictures {
  const entries = new Map<MediaId, Entry>()

  const putOutOldest = (keep: MediaId) => {
    let total = 0
    for (const { pixels } of entries.values()) total += pixels
    for (const [mediaId, entry] of entries) {
      if (total <= maxPixels) return
      if (mediaId === keep) continue
      entries.delete(mediaId)
      total -= entry.pixels
    }
  }

  const start = (mediaId: MediaId): Entry => {
    const entry: Entry = { picture: load(mediaId), pixels: 0 }
    entry.picture = entry.picture.then(
      (picture) => {
        if (entries.get(mediaId) !== entry) return picture
        if (picture) {
          entry.pixels = picture.width * picture.height
          putOutOldest(mediaId)
        } else entries.delete(mediaId)
        return picture
      },
      (error: unknown) => {
        if (entries.get(mediaId) === entry) entries.delete(mediaId)
        throw error
      },
    )
    return entry
  }

  return {
    get(mediaId) {
      const entry = entries.get(mediaId) ?? start(mediaId)
      // Maps keep insertion order: the entry used last moves to the end.
      entries.delete(mediaId)
      entries.set(mediaId, entry)
      return entry.picture
    },
    peek: (mediaId) => entries.get(mediaId)?.picture,
    clear: () => entries.clear(),
  }
}
