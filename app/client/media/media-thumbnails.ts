import type { MediaId } from '#app/document/model/ids.ts'
import type { PictureImporter } from '#app/media/import-picture.ts'
import type { Thumbnails } from '#app/media-library/media-library.ts'
import type { LocalMedia } from './local-media.ts'

export type MediaThumbnailsOptions = {
  localMedia: Pick<LocalMedia, 'store' | 'service' | 'subscribe'>
  importer: Pick<PictureImporter, 'createThumbnail'>
  onFault: (error: unknown) => void
  urls?: Pick<typeof URL, 'createObjectURL' | 'revokeObjectURL'>
}

/**
 * Object URLs of the thumbnails, created on a tile's first request. An asset's bytes never change, so each is created
 * once.
 */
export function createMediaThumbnails(options: MediaThumbnailsOptions): Thumbnails & { close(): void } {
  const { localMedia, importer, onFault, urls = URL } = options
  const known = new Map<MediaId, string | undefined>()
  const listeners = new Map<MediaId, Set<() => void>>()

  const unsubscribe = localMedia.subscribe((news) => {
    if (news.kind !== 'thumbnail' && news.kind !== 'arrived') return
    // Only visible missing ones are read again; the rest on request.
    const isAwaited = known.has(news.mediaId) && known.get(news.mediaId) === undefined
    if (isAwaited) void read(news.mediaId).catch(onFault)
  })

  async function read(mediaId: MediaId): Promise<void> {
    const picture = (await localMedia.store.findThumbnail(mediaId)) ?? (await make(mediaId))
    // Two may have read at once, and a tile may not have loaded the first one's address yet: that one stays good.
    if (picture === undefined || known.get(mediaId) !== undefined) return
    known.set(mediaId, urls.createObjectURL(picture))
    for (const listener of [...(listeners.get(mediaId) ?? [])]) listener()
  }

  async function make(mediaId: MediaId): Promise<Blob | undefined> {
    const file = await localMedia.store.findFile(mediaId)
    if (file === undefined) {
      localMedia.service?.requestThumbnail(mediaId)
      return undefined
    }
    const picture = await importer.createThumbnail(file)
    if (picture !== undefined) await localMedia.store.putThumbnail(mediaId, picture)
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
