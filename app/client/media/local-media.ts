import type { MediaId } from '#app/document/model/ids.ts'
import type { PictureImporter } from '#app/media/import-picture.ts'
import type { MediaSyncConfig, MediaSyncEvent } from '#app/sync/media/media-sync-config.ts'
import { MediaSyncService } from '#app/sync/media/media-sync-service.ts'
import { planBytesToFree, planEviction } from '#app/sync/media/plan-eviction.ts'
import type { MediaStore, ProjectStore } from '#app/sync/ports/project-store.ts'
import { browserTime } from '../platform/browser-time.ts'
import { createHttpTransport } from '../platform/http-transport.ts'
import { type MediaHint, openMediaChannel } from '../platform/media-channel.ts'
import { runExclusively } from '../platform/web-locks.ts'

export type LocalMediaOptions = {
  databaseName: string
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
  readonly service: MediaSyncService | undefined
  startSync(config: MediaSyncConfig, accountId: string): void
  /** A local write: notifies this tab's listeners and the other tabs. */
  tell(hint: MediaHint): void
  subscribe(listener: (news: MediaNews) => void): () => void
  /** Returns whether there is any more space now. */
  makeRoom(neededBytes: number): Promise<boolean>
  close(): void
}

export function openLocalMedia(options: LocalMediaOptions): LocalMedia {
  const { databaseName, store, state, importer, onFault } = options
  const listeners = new Set<(news: MediaNews) => void>()
  let service: MediaSyncService | undefined
  let stopEvents: (() => void) | undefined

  const say = (news: MediaNews) => {
    for (const listener of [...listeners]) listener(news)
  }
  const channel = openMediaChannel(databaseName, say)

  /** The state of this tab's sync is broadcast to the other tabs. */
  function pass(event: MediaSyncEvent): void {
    say(event)
    switch (event.kind) {
      case 'changed':
      case 'arrived':
      case 'thumbnail':
        channel.tell({ kind: event.kind, mediaId: event.mediaId })
        break
      case 'uploading':
        channel.tell({ kind: event.kind, mediaId: event.mediaId, share: event.share })
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
      say({ kind: 'changed', mediaId })
      channel.tell({ kind: 'changed', mediaId })
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
      const started = new MediaSyncService(config, {
        store,
        state,
        transport: createHttpTransport(accountId),
        time: browserTime,
        random: Math.random,
        exclusively: (name, run) => runExclusively(`appframes:media-${name}:${databaseName}`, run),
        hash: hashFile,
        createThumbnail: (_asset, file) => importer.createThumbnail(file),
        isUsedHere: options.isUsedHere,
        makeRoom,
        onFault,
      })
      service = started
      started.subscribe(pass)
      const wakeOnline = () => started.wake('online')
      const wakeVisible = () => document.visibilityState === 'visible' && started.wake('visible')
      addEventListener('online', wakeOnline)
      document.addEventListener('visibilitychange', wakeVisible)
      stopEvents = () => {
        removeEventListener('online', wakeOnline)
        document.removeEventListener('visibilitychange', wakeVisible)
      }
    },
    tell(hint) {
      say(hint)
      channel.tell(hint)
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

async function hashFile(file: Blob): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
