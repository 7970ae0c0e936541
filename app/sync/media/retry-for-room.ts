import type { MediaSyncContext } from './media-sync-context.ts'

/** Originals that the full account has rejected wait again: it may have room now (S25). */
export async function retryForRoom({ store, notify }: MediaSyncContext): Promise<void> {
  for (const { cloudId, lacksRoom } of await store.listAssets()) {
    if (lacksRoom !== true) continue
    await store.update(cloudId, ({ lacksRoom: _lacksRoom, syncError: _syncError, ...row }) => ({
      ...row,
      syncStatus: row.syncStatus === 'error' ? 'pending' : row.syncStatus,
    }))
    notify({ kind: 'changed', mediaId: cloudId })
  }
}
