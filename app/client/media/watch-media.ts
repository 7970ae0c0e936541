import type { MediaId } from '#app/document/model/ids.ts'
import type { MediaItem, MediaSpace } from '#app/media-library/media-library.ts'
import { createObservable, type Observable } from '#app/observable/observable.ts'
import type { MediaAsset } from '#app/sync/ports/project-store.ts'
import type { Time } from '#app/sync/time.ts'
import type { LocalMedia, MediaNews } from './local-media.ts'
import { toMediaItems } from './media-items.ts'

export type WatchMediaOptions = {
  localMedia: Pick<LocalMedia, 'store' | 'service' | 'subscribe'>
  time: Time
  isSignedIn: boolean
  onFault: (error: unknown) => void
}

/** The items of the library and the room they take: unread until `load`, then kept up to date row by row. */
export interface WatchedMedia {
  readonly items: Observable<readonly MediaItem[] | undefined>
  readonly space: Observable<MediaSpace>
  load(): Promise<void>
  close(): void
}

/** Many rows may change at once; the list is drawn a few times a second. */
const PUBLISH_GAP_MS = 60

export function watchMedia({ localMedia, time, isSignedIn, onFault }: WatchMediaOptions): WatchedMedia {
  const { store } = localMedia
  const rows = new Map<MediaId, MediaAsset>()
  const shares = { uploads: new Map<MediaId, number>(), downloads: new Map<MediaId, number>() }
  const items = createObservable<readonly MediaItem[] | undefined>(undefined)
  const space = createObservable<MediaSpace>({ hereBytes: 0 })
  let isLoaded = false
  let cancelPublish: (() => void) | undefined

  /** Says whether the news is about what is shown. */
  async function take(news: MediaNews): Promise<boolean> {
    switch (news.kind) {
      case 'changed':
      case 'arrived': {
        const asset = await store.findAsset(news.mediaId)
        if (asset === undefined) rows.delete(news.mediaId)
        else rows.set(news.mediaId, asset)
        return true
      }
      case 'uploading':
      case 'downloading':
        setShare(news.kind === 'uploading' ? shares.uploads : shares.downloads, news)
        return true
      case 'state':
        return true
      default:
        return false
    }
  }

  function publishSoon(): void {
    if (!isLoaded) return
    cancelPublish ??= time.schedule(PUBLISH_GAP_MS, () => {
      cancelPublish = undefined
      publish()
    })
  }

  function publish(): void {
    const before = new Map(items.get()?.map((item) => [item.mediaId, item]))
    const now = toMediaItems([...rows.values()], { isSignedIn, shares })
    items.set(now.map((item) => reuse(before.get(item.mediaId), item)))
    void readSpace(rows.values(), localMedia).then(space.set).catch(onFault)
  }

  const unsubscribe = localMedia.subscribe((news) => {
    void take(news)
      .then((isShown) => isShown && publishSoon())
      .catch(onFault)
  })

  return {
    items,
    space,
    async load() {
      rows.clear()
      for (const asset of await store.listAssets()) rows.set(asset.cloudId, asset)
      isLoaded = true
      publish()
    },
    close() {
      unsubscribe()
      cancelPublish?.()
    },
  }
}

function setShare(
  shares: Map<MediaId, number>,
  { mediaId, share }: { mediaId: MediaId; share?: number | undefined },
) {
  if (share === undefined) shares.delete(mediaId)
  else shares.set(mediaId, share)
}

async function readSpace(
  rows: Iterable<MediaAsset>,
  { service }: Pick<LocalMedia, 'service'>,
): Promise<MediaSpace> {
  let hereBytes = 0
  for (const { isRemote, deletedAt, size } of rows) {
    if (!isRemote && deletedAt === undefined) hereBytes += size
  }
  const { quota } = (await navigator.storage?.estimate?.()) ?? {}
  const { usedBytes, quotaBytes } = service?.state?.get() ?? {}
  return {
    hereBytes,
    ...(quota === undefined ? {} : { hereQuotaBytes: quota }),
    ...(usedBytes === undefined ? {} : { cloudBytes: usedBytes }),
    ...(quotaBytes === undefined ? {} : { cloudQuotaBytes: quotaBytes }),
  }
}

/** The same object for an unchanged tile, so that only changed tiles are drawn again. */
function reuse(before: MediaItem | undefined, now: MediaItem): MediaItem {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(now) ? before : now
}
