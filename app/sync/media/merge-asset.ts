import type { MediaId } from '#app/document/model/ids.ts'
import type { MediaAsset } from '../ports/project-store.ts'
import type { CloudAsset } from '../protocol/media.ts'

export type MergePlan =
  | { kind: 'nothing' }
  | { kind: 'put'; asset: MediaAsset }
  | { kind: 'remove' }
  /**
   * It goes up again: deleted elsewhere, and a project here that the account may not have seen still names it; or the account
   * has lost its bytes.
   */
  | { kind: 'upload-again'; asset: MediaAsset }

/** Merges a row of the account with this device's row of the asset. */
export function planMerge(
  cloud: CloudAsset,
  local: MediaAsset | undefined,
  { nowMs, isUsedHere }: { nowMs: number; isUsedHere: boolean },
): MergePlan {
  if (cloud.deletedAt != null) return planDeletion(local, isUsedHere)
  // The deletion is pushed in its turn.
  if (local?.deletedAt !== undefined) return { kind: 'nothing' }
  if (local === undefined) return { kind: 'put', asset: readCloud(cloud, nowMs) }
  // Different bytes under the same id: nothing here may be shown as synced [F40].
  if (cloud.sha256 != null && local.sha256 !== '' && cloud.sha256 !== local.sha256) return { kind: 'nothing' }
  const asset = recordInCloud(local, cloud, nowMs)
  // Without an address the account has no bytes, as after its restore from a backup.
  if (cloud.cloudUrl == null && local.isRemote !== true)
    return { kind: 'upload-again', asset: { ...asset, syncStatus: 'pending' } }
  return { kind: 'put', asset }
}

/** The account has the original. A name that was not pushed yet stays: when it is, the server decides by its age which is the later one. */
export function recordInCloud(local: MediaAsset, cloud: CloudAsset, nowMs: number): MediaAsset {
  const { syncError: _syncError, lacksRoom: _lacksRoom, cloudUrl: _cloudUrl, isRenamed, ...kept } = local
  const { isRemote: _isRemote, ...theirs } = readCloud(cloud, nowMs)
  return {
    ...kept,
    ...theirs,
    handleName: local.handleName,
    createdAt: local.createdAt,
    ...(isRenamed ? { fileName: local.fileName, updatedAt: local.updatedAt, isRenamed } : {}),
  }
}

function planDeletion(local: MediaAsset | undefined, isUsedHere: boolean): MergePlan {
  if (local === undefined) return { kind: 'nothing' }
  if (local.deletedAt !== undefined || !isUsedHere || local.isRemote) return { kind: 'remove' }
  const { syncedAt: _syncedAt, cloudUrl: _cloudUrl, cloudCreatedAt: _cloudCreatedAt, ...kept } = local
  return { kind: 'upload-again', asset: { ...kept, syncStatus: 'pending' } }
}

/** The account's row as this device keeps it, with the original still there. */
export function readCloud(cloud: CloudAsset, nowMs: number): MediaAsset {
  return {
    cloudId: cloud.id as MediaId,
    handleName: cloud.id,
    fileName: cloud.fileName,
    fileType: cloud.fileType === 'video' || cloud.fileType === 'font' ? cloud.fileType : 'image',
    mimeType: cloud.mimeType,
    size: cloud.size,
    width: cloud.width ?? 1,
    height: cloud.height ?? 1,
    sha256: cloud.sha256 ?? '',
    createdAt: Date.parse(cloud.createdAt),
    updatedAt: Date.parse(cloud.updatedAt),
    cloudCreatedAt: cloud.createdAt,
    syncedAt: nowMs,
    syncStatus: 'synced',
    isRemote: true,
    ...(cloud.hasThumbnail === true ? { hasCloudThumbnail: true } : {}),
    ...(cloud.userId == null ? {} : { userId: cloud.userId }),
    ...(cloud.cloudUrl == null ? {} : { cloudUrl: cloud.cloudUrl }),
  }
}
