import type { MediaApi } from '../api/media-api.ts'
import type { MediaSyncEvent, MediaSyncPorts, MediaSyncState } from './media-sync-config.ts'

/** What the parts of the service share. */
export type MediaSyncContext = MediaSyncPorts & {
  api: MediaApi
  signal: AbortSignal
  notify: (event: MediaSyncEvent) => void
  recordState: (state: Partial<MediaSyncState>) => void
}
