import { useCallback, useSyncExternalStore } from 'react'
import type { MediaId } from '#app/document/ids.ts'
import type { Store } from '#app/sync/status.ts'
import { useMediaLibrary } from './media-library-provider.tsx'

export function useStore<Value>(store: Store<Value>): Value {
  return useSyncExternalStore(store.subscribe, store.get, store.get)
}

/** The object URL of the small picture, once it is read. */
export function useThumbnail(mediaId: MediaId): string | undefined {
  const { thumbnails } = useMediaLibrary()
  const subscribe = useCallback(
    (listener: () => void) => thumbnails.subscribe(mediaId, listener),
    [thumbnails, mediaId],
  )
  const read = () => thumbnails.find(mediaId)
  return useSyncExternalStore(subscribe, read, read)
}
