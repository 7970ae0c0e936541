import { createContext, type ReactNode, use, useEffect } from 'react'
import type { MediaSyncConfig } from '#app/sync/media/media-sync-config.ts'
import type { MediaLibrary } from './media-library.ts'

const MediaLibraryContext = createContext<MediaLibrary | undefined>(undefined)

/** Provides the library and starts its sync, which outlives this component: an upload goes on between pages. */
export function MediaLibraryProvider({
  library,
  syncConfig,
  children,
}: {
  library: MediaLibrary
  syncConfig: MediaSyncConfig
  children: ReactNode
}) {
  useEffect(() => library.startSync(syncConfig), [library, syncConfig])
  return <MediaLibraryContext value={library}>{children}</MediaLibraryContext>
}

export function useMediaLibrary(): MediaLibrary {
  const library = use(MediaLibraryContext)
  if (library === undefined) throw new Error('useMediaLibrary needs a MediaLibraryProvider around it.')
  return library
}
