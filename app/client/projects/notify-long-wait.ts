import type { LocalStores } from '#app/storage/open-stores.ts'
import { isUnsynced } from '#app/sync/media/is-unsynced.ts'
import type { MediaAsset, OutboxEntry } from '#app/sync/ports/project-store.ts'
import { browserTime } from '../platform/browser-time.ts'
import type { Notice, Notices } from '../platform/notices.ts'

const LONG_WAIT_MS = 5 * 24 * 3_600_000

export type WaitingWork = { outbox: readonly OutboxEntry[]; assets: readonly MediaAsset[] }

/**
 * Browsers may clear the storage of sites that are not visited: what is long unsynced, projects and media, should not wait
 * silently [F22].
 */
export function planLongWaitNotice({ outbox, assets }: WaitingWork, nowMs: number): Notice | undefined {
  const isLong = (sinceMs: number) => nowMs - sinceMs > LONG_WAIT_MS
  const hasWaited =
    outbox.some(({ enqueuedAtMs }) => isLong(enqueuedAtMs)) ||
    assets.some((asset) => isUnsynced(asset) && isLong(asset.createdAt))
  if (!hasWaited) return undefined
  return {
    id: 'long-unsynced',
    tone: 'warning',
    text: 'Some of your changes or pictures have waited more than five days to reach your account. They are safe on this device: go online or sign in to sync them, or export the projects.',
  }
}

export type NotifyLongWaitOptions = { stores: Pick<LocalStores, 'projects' | 'media'>; notices: Notices }

export async function notifyLongWait({ stores, notices }: NotifyLongWaitOptions): Promise<void> {
  const [outbox, assets] = await Promise.all([stores.projects.listOutbox(), stores.media.listAssets()])
  const longWait = planLongWaitNotice({ outbox, assets }, browserTime.nowMs())
  if (longWait !== undefined) notices.show(longWait)
}
