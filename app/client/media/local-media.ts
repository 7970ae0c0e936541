import type { MediaId } from '#app/document/model/ids.ts'
import type { PictureImporter } from '#app/media/import-picture.ts'
import type { Observable } from '#app/observable/observable.ts'
import type { MediaSyncConfig, MediaSyncEvent } from '#app/sync/media/media-sync-config.ts'
import { planBytesToFree, planEviction } from '#app/sync/media/plan-eviction.ts'
import type { MediaAsset, MediaStore, ProjectStore } from '#app/sync/ports/project-store.ts'
import type { TabRole } from '#app/sync/tab-role.ts'
import { type MediaHint, openMediaChannel } from '../platform/media-channel.ts'
import type { TabChannel } from '../platform/tab-channel.ts'
import { createLaterMediaSync, type MediaSync } from './later-media-sync.ts'

export type LocalMediaOptions = {
  tabs: TabChannel
  role: Observable<TabRole>
  store: MediaStore
  state: Pick<ProjectStore, 'getState' | 'setState'>
  importer: PictureImporter
  isUsedHere: (mediaId: MediaId) => Promise<boolean>
  /** Originals that must not be evicted. */
  isKept: (mediaId: MediaId) => boolean
  onFault: (error: unknown) => void
}

export type MediaNews = MediaSyncEvent | MediaHint

/** The media of one identity in this tab: store, sync and the other tabs, and one stream of their events. */
export interface LocalMedia {
  readonly store: MediaStore
  readonly service: MediaSync | undefined
  startSync(config: MediaSyncConfig, accountId: string): void
  /** A local write: notifies this tab's listeners and the other tabs. */
  broadcast(hint: MediaHint): void
  subscribe(listener: (news: MediaNews) => void): () => void
  /** Returns whether there is any more space now. */
  makeRoom(neededBytes: number): Promise<boolean>
  close(): void
}

export function openLocalMedia(options: LocalMediaOptions): LocalMedia {
  const { tabs, role, store, state, importer, onFault } = options
  const listeners = new Set<(news: MediaNews) => void>()
  let service: MediaSync | undefined
  let stopEvents: (() => void) | undefined

  const notify = (news: MediaNews) => {
    for (const listener of [...listeners]) listener(news)
  }
  const channel = openMediaChannel(tabs, notify)

  /** The state of this tab's sync is broadcast to the other tabs. */
  function pass(event: MediaSyncEvent): void {
    notify(event)
    switch (event.kind) {
      case 'changed':
      case 'arrived':
      case 'thumbnail':
      case 'deletion-refused':
        channel.broadcast({ kind: event.kind, mediaId: event.mediaId })
        break
      case 'uploading':
        channel.broadcast({ kind: event.kind, mediaId: event.mediaId, share: event.share })
        break
      default:
        break
    }
    if (event.kind === 'arrived') void relievePressure().catch(onFault)
  }

  async function evict(bytesToFree: number): Promise<boolean> {
    const chosen = planEviction(await store.listAssets(), { bytesToFree, isKept: options.isKept })
    for (const mediaId of chosen) {
      await store.removeFile(mediaId)
      notify({ kind: 'changed', mediaId })
      channel.broadcast({ kind: 'changed', mediaId })
    }
    return chosen.length > 0
  }

  async function readEstimate(): Promise<{ usage: number; quota: number }> {
    const { usage = 0, quota = 0 } = (await navigator.storage?.estimate?.()) ?? {}
    return { usage, quota }
  }

  async function relievePressure(): Promise<void> {
    const bytesToFree = planBytesToFree(await readEstimate())
    if (bytesToFree > 0) await evict(bytesToFree)
  }

  const makeRoom = async (neededBytes: number) =>
    evict(Math.max(neededBytes, planBytesToFree(await readEstimate(), neededBytes)))

  return {
    store,
    get service() {
      return service
    },
    startSync(config, accountId) {
      if (service !== undefined) return
      const started = createLaterMediaSync(async () => {
        const { startMediaSync } = await import('./start-media-sync.ts')
        const { isUsedHere } = options
        const createThumbnail = (_asset: MediaAsset, file: Blob) => importer.createThumbnail(file)
        const ports = {
          tabs,
          role,
          accountId,
          store,
          state,
          createThumbnail,
          isUsedHere,
          makeRoom,
          onFault,
        }
        const syncing = startMediaSync(config, ports)
        syncing.subscribe(pass)
        return syncing
      }, onFault)
      service = started
      const wakeOnline = () => started.wake('online')
      const wakeVisible = () => document.visibilityState === 'visible' && started.wake('visible')
      addEventListener('online', wakeOnline)
      document.addEventListener('visibilitychange', wakeVisible)
      stopEvents = () => {
        removeEventListener('online', wakeOnline)
        document.removeEventListener('visibilitychange', wakeVisible)
      }
    },
    broadcast(hint) {
      notify(hint)
      channel.broadcast(hint)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    makeRoom,
    close() {
      stopEvents?.()
      service?.close()
      channel.close()
      listeners.clear()
    },
  }
}
