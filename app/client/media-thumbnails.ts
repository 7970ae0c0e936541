import type { MediaId } from '#app/document/ids.ts'
import type { PictureImporter } from '#app/media/import-picture.ts'
import type { Thumbnails } from '#app/media/library/media-library.ts'
import type { MediaDesk } from './media-desk.ts'

export type MediaThumbnailsOptions = {
  desk: Pick<MediaDesk, 'store' | 'service' | 'subscribe'>
  importer: Pick<PictureImporter, 'createThumbnail'>
  onFault: (error: unknown) => void
  urls?: Pick<typeof URL, 'createObjectURL' | 'revokeObjectURL'>
}

/** Object URLs of the small pictures, made when a tile first asks; each lives until a newer one takes its place. */
export function createMediaThumbnails(options: MediaThumbnailsOptions): Thumbnails & { close(): void } {
  const { desk, importer, onFault, urls = URL } = options
  const known = new Map<MediaId, string | undefined>()
  const listeners = new Map<MediaId, Set<() => void>>()

  const unsubscribe = desk.subscribe((news) => {
    if (news.kind !== 'thumbnail' && news.kind !== 'arrived') return
    // Only what somebody looks at is read again; the rest when it is asked for.
    if (known.get(news.mediaId) !== undefined && news.kind === 'arrived') return
    if (known.has(news.mediaId)) void read(news.mediaId).catch(onFault)
  })

  async function read(mediaId: MediaId): Promise<void> {
    const picture = (await desk.store.findThumbnail(mediaId)) ?? (await make(mediaId))
    const old = known.get(mediaId)
    known.set(mediaId, picture === undefined ? undefined : urls.createObjectURL(picture))
    if (old !== undefined) urls.revokeObjectURL(old)
    for (const listener of [...(listeners.get(mediaId) ?? [])]) listener()
  }

  async function make(mediaId: MediaId): Promise<Blob | undefined> {
    const file = await desk.store.findFile(mediaId)
    if (file === undefined) {
      desk.service?.want(mediaId)
      return undefined
    }
    const picture = await importer.createThumbnail(file)
    if (picture !== undefined) await desk.store.putThumbnail(mediaId, picture)
    return picture
  }

  return {
    find(mediaId) {
      if (!known.has(mediaId)) {
        known.set(mediaId, undefined)
        void read(mediaId).catch(onFault)
      }
      return known.get(mediaId)
    },
    subscribe(mediaId, listener) {
      const own = listeners.get(mediaId) ?? new Set()
      listeners.set(mediaId, own.add(listener))
      return () => {
        own.delete(listener)
        if (own.size === 0) listeners.delete(mediaId)
      }
    },
    close() {
      unsubscribe()
      for (const url of known.values()) if (url !== undefined) urls.revokeObjectURL(url)
      known.clear()
    },
  }
}
