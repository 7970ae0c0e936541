import type { AccountId } from '#db/account-id.ts'
import type { Services } from '../services.server.ts'

import { transactInTurn } from '../sync/account-transaction.server.ts'
import { announce } from '../sync/announce.server.ts'
import {
  type AssetRow,
  deleteThumbnail,
  deleteUpload,
  insertAsset,
  markObjectGone,
  type Queries,
  raiseSeq,
  selectAsset,
  selectAssetsSince,
  selectLiveAssets,
  selectPosition,
  selectUploadOfAsset,
  selectUsage,
  updateAsset,
} from './media-queries.server.ts'
import { findProjectsUsing, type UsingProject } from './media-references.server.ts'

// The rules of an account's pictures and videos. They know no Request or Response.

export type MediaAsset = AssetRow
export type AssetNotFound = { kind: 'not-found' }
export type OverQuota = { kind: 'over-quota'; usedBytes: number; quotaBytes: number }
/** The id is taken by other bytes. */
export type AssetConflict = { kind: 'conflict' }
export type AssetStored = { kind: 'stored'; isNew: boolean; asset: MediaAsset }

const PAGE_ROWS = 500
/** Objects of deleted assets stay for a while: an account may use this much of its quota for them. */
const STORED_SHARE = 3

/** One transaction; afterwards the account's devices get an event. */
async function write<Result>(
  services: Services,
  accountId: AccountId,
  work: (tx: Queries) => Promise<Result>,
): Promise<Result> {
  const result = await transactInTurn(services, accountId, work)
  announce(services, accountId)
  return result
}

/** What is not deleted, newest first. */
export async function listAssets(
  services: Services,
  accountId: AccountId,
): Promise<{ assets: MediaAsset[]; cursor: number; epoch?: string }> {
  // The cursor first: a write between the two is then seen twice, never missed.
  const { seq: cursor, ...epoch } = await selectPosition(services.database.db, accountId)
  return { assets: await selectLiveAssets(services.database.db, accountId), cursor, ...epoch }
}

/** Changes after `since`, deleted ones too, oldest first; continue from `cursor` while there is `more`. */
export async function listAssetsSince(
  services: Services,
  accountId: AccountId,
  since: number,
): Promise<{ assets: MediaAsset[]; cursor: number; more: boolean; epoch?: string }> {
  const { seq: position, ...epoch } = await selectPosition(services.database.db, accountId)
  const assets = await selectAssetsSince(services.database.db, accountId, { since, limit: PAGE_ROWS })
  const more = assets.length === PAGE_ROWS
  const last = assets.at(-1)?.seq ?? since
  return { assets, cursor: more ? last : Math.max(last, position), more, ...epoch }
}

/** Also a deleted one, with its `deletedAt`; undefined when this account never had it. */
export function findAsset(
  services: Services,
  accountId: AccountId,
  id: string,
): Promise<MediaAsset | undefined> {
  return selectAsset(services.database.db, accountId, id)
}

export async function findUsage(
  services: Services,
  accountId: AccountId,
): Promise<{ usedBytes: number; quotaBytes: number; fileCount: number }> {
  const { liveBytes, fileCount } = await selectUsage(services.database.db, accountId)
  return { usedBytes: liveBytes, quotaBytes: services.environment.media.quotaBytes, fileCount }
}

export type NewAsset = {
  id: string
  fileName: string
  fileType: string
  mimeType: string
  size: number
  sha256: string
  width: number | undefined
  height: number | undefined
  objectKey: string
}

/**
 * Makes the row of an object that is in the storage. The same id with the same bytes is the same asset, also a deleted one,
 * which then lives again.
 */
export function storeAsset(
  services: Services,
  accountId: AccountId,
  asset: NewAsset,
): Promise<AssetStored | AssetConflict | OverQuota> {
  return write(services, accountId, async (tx) => {
    const seq = await raiseSeq(tx, accountId)
    const stored = await selectAsset(tx, accountId, asset.id)
    if (stored && stored.sha256 !== asset.sha256) return { kind: 'conflict' }
    if (stored && !stored.deletedAt && !stored.objectDeletedAt) {
      await deleteUploadOf(tx, accountId, asset.id)
      return { kind: 'stored', isNew: false, asset: stored }
    }
    const overQuota = await findOverQuota(services, tx, { accountId, ...asset, isStored: false })
    if (overQuota) return overQuota
    await deleteUploadOf(tx, accountId, asset.id)
    const { id, ...values } = asset
    // Of a file in use only the bytes were missing: which name is the later one is decided where names are sent.
    const fileName = stored && !stored.deletedAt ? stored.fileName : values.fileName
    const row = stored
      ? await updateAsset(tx, stored, { ...values, fileName, seq, deletedAt: null, objectDeletedAt: null })
      : await insertAsset(tx, { ...values, id, userId: accountId, seq })
    return { kind: 'stored', isNew: true, asset: row }
  })
}

/**
 * A deleted asset whose object still exists is restored without any upload. Undefined when there is nothing to restore:
 * never there, or its object is gone, also from a storage that is older than the database: the bytes must be sent.
 */
export async function reviveAsset(
  services: Services,
  accountId: AccountId,
  { id, sha256 }: { id: string; sha256: string },
): Promise<AssetStored | AssetConflict | OverQuota | undefined> {
  const known = await findAsset(services, accountId, id)
  if (!known) return undefined
  if (known.sha256 !== sha256) return { kind: 'conflict' }
  if (known.objectDeletedAt) return undefined
  if (!(await services.storage.head(known.objectKey))) {
    await markObjectGone(services.database.db, known)
    return undefined
  }
  if (!known.deletedAt) return { kind: 'stored', isNew: false, asset: known }
  return write(services, accountId, async (tx) => {
    const seq = await raiseSeq(tx, accountId)
    // Again, now under the lock: its object may have been deleted meanwhile.
    const stored = await selectAsset(tx, accountId, id)
    if (!stored || stored.objectDeletedAt) return undefined
    const overQuota = await findOverQuota(services, tx, { accountId, ...stored, isStored: true })
    if (overQuota) return overQuota
    return { kind: 'stored', isNew: false, asset: await updateAsset(tx, stored, { seq, deletedAt: null }) }
  })
}

/** Under the account's lock, so that many uploads at once cannot pass it together. */
export async function findOverQuota(
  services: Services,
  tx: Queries,
  { accountId, ...file }: { accountId: AccountId; id: string; size: number; isStored: boolean },
): Promise<OverQuota | undefined> {
  const { quotaBytes } = services.environment.media
  const { liveBytes, storedBytes, pendingBytes } = await selectUsage(tx, accountId, file.id)
  const added = pendingBytes + file.size
  const isOver =
    liveBytes + added > quotaBytes || (!file.isStored && storedBytes + added > STORED_SHARE * quotaBytes)
  return isOver ? { kind: 'over-quota', usedBytes: liveBytes, quotaBytes } : undefined
}

async function deleteUploadOf(tx: Queries, accountId: AccountId, assetId: string): Promise<void> {
  const upload = await selectUploadOfAsset(tx, accountId, assetId)
  if (upload) await deleteUpload(tx, accountId, upload.id)
}

/**
 * The later rename wins, by the age it has when it arrives (`sentAt` − `updatedAt`, both of the device's clock): a device's
 * wrong clock then changes nothing [F28]. Without `sentAt` it cannot be later than now.
 */
export function renameAsset(
  services: Services,
  accountId: AccountId,
  rename: { id: string; fileName: string; updatedAt: Date; sentAt: Date | undefined },
): Promise<{ kind: 'renamed'; asset: MediaAsset } | AssetNotFound> {
  const nowMs = Date.now()
  const ageMs = (rename.sentAt?.getTime() ?? nowMs) - rename.updatedAt.getTime()
  const renamedAt = new Date(nowMs - Math.max(0, ageMs))
  return write(services, accountId, async (tx) => {
    const seq = await raiseSeq(tx, accountId)
    const stored = await selectAsset(tx, accountId, rename.id)
    if (!stored || stored.deletedAt) return { kind: 'not-found' }
    if (stored.renamedAt && stored.renamedAt > renamedAt) return { kind: 'renamed', asset: stored }
    const change = { fileName: rename.fileName, renamedAt, seq }
    return { kind: 'renamed', asset: await updateAsset(tx, stored, change) }
  })
}

export type AssetDeleted = { kind: 'deleted'; id: string; deletedAt: Date }
export type AssetInUse = { kind: 'in-use'; projects: UsingProject[] }

/**
 * Marks it deleted; its thumbnail is deleted at once, its object when it has been unreferenced for a while. Deleting
 * again is no error.
 */
export async function deleteAsset(
  services: Services,
  accountId: AccountId,
  { id, isForced }: { id: string; isForced: boolean },
): Promise<AssetDeleted | AssetInUse | AssetNotFound> {
  const known = await findAsset(services, accountId, id)
  if (!known) return { kind: 'not-found' }
  if (known.deletedAt) return { kind: 'deleted', id, deletedAt: known.deletedAt }
  const projects = isForced ? [] : await findProjectsUsing(services, accountId, id)
  if (projects.length > 0) return { kind: 'in-use', projects }
  return write(services, accountId, async (tx) => {
    const seq = await raiseSeq(tx, accountId)
    const stored = await selectAsset(tx, accountId, id)
    const deletedAt = stored?.deletedAt ?? new Date()
    if (stored && !stored.deletedAt) {
      await updateAsset(tx, stored, { deletedAt, seq })
      await deleteThumbnail(tx, accountId, id)
    }
    return { kind: 'deleted', id, deletedAt }
  })
}
