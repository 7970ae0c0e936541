import type { MediaId } from '#app/document/model/ids.ts'
import { sanitiseFileName } from '#app/media-formats/sanitise-file-name.ts'
import type { MediaLibrary } from '#app/media-library/media-library.ts'
import { deletionGraceMs } from '#app/sync/media/deletion-grace.ts'
import type { MediaAsset } from '#app/sync/ports/project-store.ts'
import type { Time } from '#app/sync/time.ts'
import type { LocalMedia } from './local-media.ts'
import type { createMediaUses } from './media-usage.ts'

export type MediaEditsOptions = {
  localMedia: Pick<LocalMedia, 'store' | 'service' | 'broadcast'>
  uses: Pick<ReturnType<typeof createMediaUses>, 'findUses'>
  time: Time
  isSignedIn: boolean
  onFault: (error: unknown) => void
}

export interface MediaEdits extends Pick<MediaLibrary, 'rename' | 'delete' | 'undoDelete'> {
  /** Removes what was deleted so long ago that undo has run out; an account's sync does that itself. */
  purge(): Promise<void>
  close(): void
}

/** Changes of rows of the library, which sync then carries to the account. */
export function createMediaEdits({
  localMedia,
  uses,
  time,
  isSignedIn,
  onFault,
}: MediaEditsOptions): MediaEdits {
  const { store } = localMedia
  let cancelPurge: (() => void) | undefined

  async function change(mediaIds: readonly MediaId[], edit: (row: MediaAsset) => MediaAsset): Promise<void> {
    for (const mediaId of mediaIds) {
      await store.update(mediaId, edit)
      localMedia.broadcast({ kind: 'changed', mediaId })
    }
    localMedia.service?.wake('edit')
  }

  async function purge(): Promise<void> {
    if (isSignedIn) return
    const nowMs = time.nowMs()
    for (const { cloudId, deletedAt } of await store.listAssets()) {
      if (deletedAt === undefined || deletedAt + deletionGraceMs > nowMs) continue
      await store.remove(cloudId)
      localMedia.broadcast({ kind: 'changed', mediaId: cloudId })
    }
  }

  return {
    async rename(item, fileName) {
      const clean = sanitiseFileName(fileName)
      if (fileName.trim() === '' || clean === item.fileName) return
      const updatedAt = time.nowMs()
      await change(item.mediaIds, (row) => ({ ...row, fileName: clean, updatedAt, isRenamed: true }))
    },
    async delete(chosen) {
      const deletedAt = time.nowMs()
      // The user has confirmed it after seeing its uses: the account need not ask again.
      const used = new Set<MediaId>()
      for (const { mediaIds } of chosen) {
        if ((await uses.findUses(mediaIds)).length > 0) for (const id of mediaIds) used.add(id)
      }
      const ids = chosen.flatMap(({ mediaIds }) => mediaIds)
      await change(ids, (row) => ({
        ...row,
        deletedAt,
        ...(used.has(row.cloudId) ? { isDeletionForced: true } : {}),
      }))
      cancelPurge?.()
      cancelPurge = time.schedule(deletionGraceMs + 100, () => void purge().catch(onFault))
    },
    undoDelete(chosen) {
      const ids = chosen.flatMap(({ mediaIds }) => mediaIds)
      return change(ids, ({ deletedAt: _deletedAt, isDeletionForced: _isForced, ...row }) => row)
    },
    purge,
    close: () => cancelPurge?.(),
  }
}
