import { inArray, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { mediaAssets } from '#db/schema.ts'
import type { MediaStorage } from '../storage/media-storage.server.ts'

const BATCH = 1000

/**
 * Notes for every row whether its object is in the storage, after the one or the other was put back from a backup: an asset
 * without an object is uploaded again by a device that has it. Returns how many live assets have none.
 */
export async function compareObjects(db: Database, storage: MediaStorage): Promise<number> {
  const keys = new Set<string>()
  for await (const { key } of storage.list('')) keys.add(key)
  const rows = await db
    .select({
      key: mediaAssets.objectKey,
      deletedAt: mediaAssets.deletedAt,
      objectDeletedAt: mediaAssets.objectDeletedAt,
    })
    .from(mediaAssets)
  const isThere = ({ key }: (typeof rows)[number]) => keys.has(key)
  const gone = rows.filter((row) => !isThere(row) && row.objectDeletedAt === null)
  const back = rows.filter((row) => isThere(row) && row.objectDeletedAt !== null)
  await setDeletedAt(db, gone, sql`now()`)
  await setDeletedAt(db, back, null)
  return rows.filter((row) => !isThere(row) && row.deletedAt === null).length
}

async function setDeletedAt(
  db: Database,
  rows: readonly { key: string }[],
  objectDeletedAt: ReturnType<typeof sql> | null,
): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH) {
    const batch = rows.slice(at, at + BATCH).map(({ key }) => key)
    await db.update(mediaAssets).set({ objectDeletedAt }).where(inArray(mediaAssets.objectKey, batch))
  }
}
