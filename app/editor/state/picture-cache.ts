import type { MediaId } from '#app/document/model/ids.ts'
import type { Picture } from '#app/render/draw-assets.ts'
import type { EditorMedia } from '../ports/session.ts'

/** Decoded pictures for synchronous drawing: a missing one is loaded and its arrival notified. */
export interface PictureCache {
  find(mediaId: MediaId): Picture | undefined
  /** `true` while it is still unknown: no missing picture should be reported yet. */
  isLoading(mediaId: MediaId): boolean
  subscribe(listener: () => void): () => void
  close(): void
}

export function createPictureCache(media: EditorMedia): PictureCache {
  const pictures = new Map<MediaId, Picture>()
  /** Stand-ins for originals that have not arrived. */
  const small = new Map<MediaId, Picture>()
  const loading = new Set<MediaId>()
  const missing = new Set<MediaId>()
  const listeners = new Set<() => void>()
  let closed = false

  const announce = () => {
    for (const listener of [...listeners]) listener()
  }

  async function load(mediaId: MediaId): Promise<void> {
    loading.add(mediaId)
    const picture = await media.loadImage(mediaId).catch((error: unknown) => {
      console.warn(`The picture ${mediaId} could not be read.`, error)
      return undefined
    })
    loading.delete(mediaId)
    if (closed) return
    if (picture === undefined) {
      missing.add(mediaId)
      if (!small.has(mediaId)) await loadSmall(mediaId)
    } else {
      pictures.set(mediaId, picture)
      small.delete(mediaId)
    }
    announce()
  }

  async function loadSmall(mediaId: MediaId): Promise<void> {
    const picture = await media.loadSmallImage(mediaId).catch((error: unknown) => {
      console.warn(`The small picture of ${mediaId} could not be read.`, error)
      return undefined
    })
    if (picture !== undefined && !pictures.has(mediaId)) small.set(mediaId, picture)
  }

  const unsubscribe = media.subscribe((mediaId) => {
    missing.delete(mediaId)
    if (!pictures.has(mediaId) && !loading.has(mediaId)) void load(mediaId)
  })

  return {
    find(mediaId) {
      const picture = pictures.get(mediaId)
      if (picture === undefined && !loading.has(mediaId) && !missing.has(mediaId)) void load(mediaId)
      return picture ?? small.get(mediaId)
    },
    isLoading: (mediaId) => loading.has(mediaId),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      closed = true
      unsubscribe()
      listeners.clear()
    },
  }
}
