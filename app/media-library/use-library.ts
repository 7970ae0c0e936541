import { useEffect, useState } from 'react'
import type { MediaId } from '#app/document/model/ids.ts'
import { useMediaLibrary } from './media-library-provider.tsx'

/**
 * The object URL of the thumbnail, once it is read. By state and not useSyncExternalStore: thumbnails that arrive while
 * many tiles render in slices would make React start over, in one piece.
 */
export function useThumbnail(mediaId: MediaId): string | undefined {
  const { thumbnails } = useMediaLibrary()
  const [found, setFound] = useState(() => ({ mediaId, url: thumbnails.find(mediaId) }))
  useEffect(() => {
    const read = () => {
      const url = thumbnails.find(mediaId)
      setFound((before) => (before.mediaId === mediaId && before.url === url ? before : { mediaId, url }))
    }
    read()
    return thumbnails.subscribe(mediaId, read)
  }, [thumbnails, mediaId])
  return found.mediaId === mediaId ? found.url : undefined
}
