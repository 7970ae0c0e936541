import type { MediaId, ProjectId } from '#app/document/model/ids.ts'
import type { ClientMedia } from './editor-media.ts'
import type { LocalMedia } from './local-media.ts'

export type CardMediaOptions = {
  localMedia: Pick<LocalMedia, 'store' | 'service' | 'subscribe'>
  media: ClientMedia
  /** More pictures of a project's thumbnail are here than when it was drawn. */
  onPictures: (projectId: ProjectId) => void
  onFault: (error: unknown) => void
}

export interface CardMedia {
  /** For drawing one card once; `isWhole` says afterwards whether all originals were here. */
  watch(projectId: ProjectId): { media: ClientMedia; isWhole: () => boolean }
}

/**
 * The pictures for drawing thumbnails of projects. No original is downloaded for one: the picture's thumbnail stands
 * in, and the project's is drawn again when the original has arrived for another reason.
 */
export function createCardMedia({ localMedia, media, onPictures, onFault }: CardMediaOptions): CardMedia {
  const { store } = localMedia
  /** The originals missing in each drawn thumbnail. */
  const lacking = new Map<ProjectId, Set<MediaId>>()

  localMedia.subscribe((news) => {
    if (news.kind !== 'arrived' && news.kind !== 'thumbnail') return
    for (const [projectId, missing] of lacking) {
      if (!missing.has(news.mediaId)) continue
      if (news.kind === 'arrived') missing.delete(news.mediaId)
      if (missing.size === 0) lacking.delete(projectId)
      onPictures(projectId)
    }
  })

  const loadSmall = (mediaId: MediaId) =>
    media.loadSmallImage(mediaId).catch((error: unknown) => {
      onFault(error)
      return undefined
    })

  return {
    watch(projectId) {
      const missing = new Set<MediaId>()
      async function loadImage(mediaId: MediaId): Promise<ImageBitmap | undefined> {
        if ((await store.findFile(mediaId)) !== undefined) return media.loadImage(mediaId)
        missing.add(mediaId)
        lacking.set(projectId, missing)
        return loadSmall(mediaId)
      }
      return { media: { ...media, loadImage }, isWhole: () => missing.size === 0 }
    },
  }
}
