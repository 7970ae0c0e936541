import { and, asc, desc, eq, getTableColumns, gt, isNull, ne, sql } from 'drizzle-orm'
import type { AccountId } from '#db/account-id.ts'
import type { Database } from '#db/client.ts'
import { mediaAssets, mediaGarbage, mediaThumbnails, mediaUploads, syncAccounts } from '#db/schema.ts'

export type AssetRow = typeof mediaAssets.$inferSelect & { hasThumbnail: boolean }
export type UploadRow = typeof mediaUploads.$inferSelect
/** A transaction, or the database for what needs none. */
export type Queries = Pick<Database, 'select' | 'insert' | 'update' | 'delete' | 'execute'>

/** Whole names: Drizzle leaves out the table's where it reads one table only, and both tables have a `user_id`. */
const assetColumns = {
  ...getTableColumns(mediaAssets),
  hasThumbnail: sql<boolean>`exists (
    select 1 from media_thumbnails
    where media_thumbnails.user_id = media_assets.user_id and media_thumbnails.asset_id = media_assets.id
  )`,
}

const ofAsset = (userId: AccountId, id: string) => and(eq(mediaAssets.userId, userId), eq(mediaAssets.id, id))
const ofUpload = (userId: AccountId, id: string) =>
  and(eq(mediaUploads.userId, userId), eq(mediaUploads.id, id))

/**
 * The next number of the account's writes. It locks the account's row until the commit: later reads in the same
 * transaction see all earlier writes, and commit order is number order.
 */
export async function raiseSeq(tx: Queries, userId: AccountId): Promise<number> {
  const [row] = await tx
    .insert(syncAccounts)
    .values({ userId, seq: 1 })
    .onConflictDoUpdate({ target: syncAccounts.userId, set: { seq: sql`${syncAccounts.seq} + 1` } })
    .returning({ seq: syncAccounts.seq })
  if (!row) throw new Error('Raising the number of the account returned no row.')
  return row.seq
}

export async function selectAsset(db: Queries, userId: AccountId, id: string): Promise<AssetRow | undefined> {
  const [row] = await db.select(assetColumns).from(mediaAssets).where(ofAsset(userId, id))
  return row
}

/** It cannot change until the end of the transaction. */
export async function selectAssetForUpdate(
  tx: Queries,
  userId: AccountId,
  id: string,
): Promise<AssetRow | undefined> {
  const [row] = await tx.select(assetColumns).from(mediaAssets).where(ofAsset(userId, id)).for('update')
  return row
}

export function selectLiveAssets(db: Queries, userId: AccountId): Promise<AssetRow[]> {
  return db
    .select(assetColumns)
    .from(mediaAssets)
    .where(and(eq(mediaAssets.userId, userId), isNull(mediaAssets.deletedAt)))
    .orderBy(desc(mediaAssets.createdAt), asc(mediaAssets.id))
}

export function selectAssetsSince(
  db: Queries,
  userId: AccountId,
  page: { since: number; limit: number },
): Promise<AssetRow[]> {
  return db
    .select(assetColumns)
    .from(mediaAssets)
    .where(and(eq(mediaAssets.userId, userId), gt(mediaAssets.seq, page.since)))
    .orderBy(asc(mediaAssets.seq))
    .limit(page.limit)
}

/**
 * The account's position in its stream of writes; every media row up to it is committed. An account without writes has
 * no epoch yet.
 */
export async function selectPosition(
  db: Queries,
  userId: AccountId,
): Promise<{ seq: number; epoch?: string }> {
  const [row] = await db
    .select({ seq: syncAccounts.seq, epoch: syncAccounts.epoch })
    .from(syncAccounts)
    .where(eq(syncAccounts.userId, userId))
  return row ?? { seq: 0 }
}

export async function insertAsset(tx: Queries, row: typeof mediaAssets.$inferInsert): Promise<AssetRow> {
  const [inserted] = await tx.insert(mediaAssets).values(row).returning(assetColumns)
  if (!inserted) throw new Error('Inserting an asset returned no row.')
  return inserted
}

export async function updateAsset(
  tx: Queries,
  key: { userId: AccountId; id: string },
  change: Partial<typeof mediaAssets.$inferInsert>,
): Promise<AssetRow> {
  const [row] = await tx
    .update(mediaAssets)
    .set({ ...change, updatedAt: sql`now()` })
    .where(ofAsset(key.userId, key.id))
    .returning(assetColumns)
  if (!row) throw new Error(`The asset ${key.id} is gone.`)
  return row
}

/** Its object is not in the storage. Unchanged where it was written since it was read: it may have come meanwhile. */
export async function markObjectGone(db: Queries, { userId, id, seq }: AssetRow): Promise<void> {
  await db
    .update(mediaAssets)
    .set({ objectDeletedAt: sql`now()` })
    .where(and(ofAsset(userId, id), eq(mediaAssets.seq, seq)))
}

export async function deleteThumbnail(tx: Queries, userId: AccountId, assetId: string): Promise<void> {
  await tx
    .delete(mediaThumbnails)
    .where(and(eq(mediaThumbnails.userId, userId), eq(mediaThumbnails.assetId, assetId)))
}

export type Usage = { liveBytes: number; storedBytes: number; pendingBytes: number; fileCount: number }

/** `exceptAssetId`: neither it nor an upload for it counts, because it is the one being decided. */
export async function selectUsage(db: Queries, userId: AccountId, exceptAssetId?: string): Promise<Usage> {
  const bytes = (condition = sql`true`) =>
    sql<number>`coalesce(sum(${mediaAssets.size}) filter (where ${condition}), 0)::float8`
  const selectAssets = db
    .select({
      liveBytes: bytes(isNull(mediaAssets.deletedAt)),
      storedBytes: bytes(isNull(mediaAssets.objectDeletedAt)),
      fileCount: sql<number>`(count(*) filter (where ${isNull(mediaAssets.deletedAt)}))::int`,
    })
    .from(mediaAssets)
    .where(
      and(
        eq(mediaAssets.userId, userId),
        ...(exceptAssetId === undefined ? [] : [ne(mediaAssets.id, exceptAssetId)]),
      ),
    )
  const selectUploads = db
    .select({ pendingBytes: sql<number>`coalesce(sum(${mediaUploads.size}), 0)::float8` })
    .from(mediaUploads)
    .where(
      and(
        eq(mediaUploads.userId, userId),
        gt(mediaUploads.expiresAt, sql`now()`),
        ...(exceptAssetId === undefined ? [] : [ne(mediaUploads.assetId, exceptAssetId)]),
      ),
    )
  // Sent together: one way to the database and back.
  const [[assets], [uploads]] = await Promise.all([selectAssets, selectUploads])
  if (!assets || !uploads) throw new Error('Adding up returned no row.')
  return { ...assets, ...uploads }
}

export async function selectUpload(
  db: Queries,
  userId: AccountId,
  id: string,
): Promise<UploadRow | undefined> {
  const [row] = await db
    .select()
    .from(mediaUploads)
    .where(and(ofUpload(userId, id), gt(mediaUploads.expiresAt, sql`now()`)))
  return row
}

export async function hasUploadInParts(
  db: Queries,
  { key, uploadId }: { key: string; uploadId: string },
): Promise<boolean> {
  const [row] = await db
    .select({ id: mediaUploads.id })
    .from(mediaUploads)
    .where(
      and(
        eq(mediaUploads.multipartId, uploadId),
        eq(mediaUploads.objectKey, key),
        gt(mediaUploads.expiresAt, sql`now()`),
      ),
    )
  return row !== undefined
}

export async function selectUploadOfAsset(
  db: Queries,
  userId: AccountId,
  assetId: string,
): Promise<UploadRow | undefined> {
  const [row] = await db
    .select()
    .from(mediaUploads)
    .where(and(eq(mediaUploads.userId, userId), eq(mediaUploads.assetId, assetId)))
  return row
}

export async function insertUpload(tx: Queries, row: typeof mediaUploads.$inferInsert): Promise<UploadRow> {
  const [inserted] = await tx.insert(mediaUploads).values(row).returning()
  if (!inserted) throw new Error('Inserting an upload returned no row.')
  return inserted
}

export async function touchUpload(db: Queries, row: UploadRow, expiresAt: Date): Promise<void> {
  await db.update(mediaUploads).set({ expiresAt }).where(ofUpload(row.userId, row.id))
}

export async function deleteUpload(db: Queries, userId: AccountId, id: string): Promise<void> {
  await db.delete(mediaUploads).where(ofUpload(userId, id))
}

/**
 * True for exactly one of many that want to complete it. A claim of a dead process is free again after five minutes.
 */
export async function claimCompletion(db: Queries, userId: AccountId, id: string): Promise<boolean> {
  const rows = await db
    .update(mediaUploads)
    .set({ completingAt: sql`now()` })
    .where(
      and(
        ofUpload(userId, id),
        sql`coalesce(${mediaUploads.completingAt}, '-infinity') < now() - interval '5 minutes'`,
      ),
    )
    .returning({ id: mediaUploads.id })
  return rows.length === 1
}

export async function releaseCompletion(db: Queries, userId: AccountId, id: string): Promise<void> {
  await db.update(mediaUploads).set({ completingAt: null }).where(ofUpload(userId, id))
}

/** Waits for a deletion of the object in progress: after this it is safe to write it. */
export async function unmarkGarbage(db: Queries, objectKey: string): Promise<void> {
  await db.delete(mediaGarbage).where(eq(mediaGarbage.objectKey, objectKey))
}
