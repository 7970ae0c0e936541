import { and, eq } from 'drizzle-orm'
import { findMediaFormat } from '#app/media-formats/media-format.ts'
import { thumbnailMaxSidePx } from '#app/media-formats/media-limits.ts'
import { readPictureHeader } from '#app/media-formats/read-picture-size.ts'
import type { AccountId } from '#db/account-id.ts'
import { mediaThumbnails } from '#db/schema.ts'
import type { Services } from '../services.server.ts'

import { transactInTurn } from '../sync/account-transaction.server.ts'
import type { RefusalReason } from './inspect-media.server.ts'
import type { AssetNotFound } from './media-assets.server.ts'
import { selectAssetForUpdate } from './media-queries.server.ts'

// The thumbnail of each file, for devices that have not downloaded the original.

/** `sha256` is the original's: it names the bytes the thumbnail was made from. */
export type Thumbnail = { sha256: string; mimeType: string; bytes: Uint8Array }

export type ThumbnailInspected =
  | { kind: 'picture'; mimeType: string }
  | { kind: 'refused'; reason: Extract<RefusalReason['kind'], 'unsupported' | 'damaged' | 'too-many-pixels'> }

/** By its bytes, never by its name. */
export function inspectThumbnail(bytes: Uint8Array): ThumbnailInspected {
  const format = findMediaFormat(bytes)
  if (format?.type !== 'image' || format.name === 'gif') return { kind: 'refused', reason: 'unsupported' }
  const header = readPictureHeader(format.name, bytes)
  if (header.kind !== 'header' || !header.complete) return { kind: 'refused', reason: 'damaged' }
  if (Math.max(header.width, header.height) > thumbnailMaxSidePx) {
    return { kind: 'refused', reason: 'too-many-pixels' }
  }
  return { kind: 'picture', mimeType: format.mimeType }
}

export type ThumbnailStored = { kind: 'stored' } | AssetNotFound | { kind: 'other-version' }

/** Replaces the previous one. */
export function storeThumbnail(
  services: Services,
  accountId: AccountId,
  { assetId, ...thumbnail }: Thumbnail & { assetId: string },
): Promise<ThumbnailStored> {
  return transactInTurn(services, accountId, async (tx) => {
    // Locked: nothing may be stored for a file that is being deleted.
    const asset = await selectAssetForUpdate(tx, accountId, assetId)
    if (!asset || asset.deletedAt) return { kind: 'not-found' }
    if (asset.sha256 !== thumbnail.sha256) return { kind: 'other-version' }
    const values = { ...thumbnail, bytes: Buffer.from(thumbnail.bytes) }
    await tx
      .insert(mediaThumbnails)
      .values({ userId: accountId, assetId, ...values })
      .onConflictDoUpdate({ target: [mediaThumbnails.userId, mediaThumbnails.assetId], set: values })
    return { kind: 'stored' }
  })
}

export async function findThumbnail(
  services: Services,
  accountId: AccountId,
  assetId: string,
): Promise<Thumbnail | undefined> {
  const [row] = await services.database.db
    .select({
      sha256: mediaThumbnails.sha256,
      mimeType: mediaThumbnails.mimeType,
      bytes: mediaThumbnails.bytes,
    })
    .from(mediaThumbnails)
    .where(and(eq(mediaThumbnails.userId, accountId), eq(mediaThumbnails.assetId, assetId)))
  return row
}
