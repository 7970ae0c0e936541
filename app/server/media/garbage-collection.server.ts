import { and, eq, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import type { AccountId } from '#db/account-id.ts'
import {
  mediaAssets,
  mediaGarbage,
  mediaUploads,
  projectRevisions,
  projects,
  reviews,
  syncAccounts,
} from '#db/schema.ts'
import type { Services } from '../services.server.ts'

import { isDiskMediaStorage } from '../storage/disk-media-storage.server.ts'
import { parseObjectKey } from '../storage/object-keys.server.ts'
import { weighRevisions } from '../sync/project-quota.server.ts'
import { findReferencedAssets } from './media-references.server.ts'
import { discardUpload } from './media-uploads.server.ts'
import { type Tried, tryEach } from './try-each.server.ts'

/** The longest time that a device may have been offline and still name a file. */
const GRACE_DAYS = 30
/** Younger ones may be uploads whose row comes in a moment. */
const ORPHAN_MIN_AGE_MS = 24 * 60 * 60 * 1000
const ABANDONED_AFTER_MS = 3 * 24 * 60 * 60 * 1000
const BATCH = 500
/** Ids looked for in all versions of an account's projects by one statement, which has a minute. */
const NAMED_BATCH = 50
const EMPTY_DATA = { schemaVersion: 1, screensByCanvasSize: {} }

export type Collected = {
  expiredUploads: number
  abortedMultiparts: number
  markedObjects: number
  deletedObjects: number
  emptiedProjects: number
  /** What could not be done; the log has the reasons. */
  failed: number
}

/**
 * Removes unreferenced data: uploads that were never completed, then objects, in two phases. Objects without a live
 * asset, project or version are marked; those still unreferenced thirty days later are deleted. Safe beside running
 * servers and beside itself.
 */
export async function collectMedia(services: Services): Promise<Collected> {
  const storage = services.storage
  if (isDiskMediaStorage(storage)) await storage.removeLeftovers()
  let failures = 0
  /** A step that fails as a whole stops none of the next. */
  async function step(name: string, work: (services: Services) => Promise<Tried>): Promise<number> {
    const tried = await tryEach([work], name, async (run) => {
      const { count, failed } = await run(services)
      failures += failed
      return count
    })
    failures += tried.failed
    return tried.count
  }
  const collected = {
    expiredUploads: await step('Expired uploads', discardExpiredUploads),
    abortedMultiparts: await step('Forgotten uploads in parts', abortForgottenMultiparts),
    emptiedProjects: await step('Deleted projects', emptyDeletedProjects),
    markedObjects:
      (await step('Deleted files', markDeletedAssets)) + (await step('Objects without a row', markOrphans)),
    deletedObjects: await step('Marked objects', deleteMarkedObjects),
  }
  return { ...collected, failed: failures }
}

async function discardExpiredUploads(services: Services): Promise<Tried> {
  const rows = await services.database.db
    .select()
    .from(mediaUploads)
    .where(lt(mediaUploads.expiresAt, sql`now()`))
  return tryEach(rows, 'Expired uploads', async (row) => {
    await discardUpload(services, row)
    return 1
  })
}

/** Of this app, old, and without a row: the process died between the two, or the account is gone. */
function abortForgottenMultiparts(services: Services): Promise<Tried> {
  const multiparts = services.storage.listMultiparts()
  return tryEach(multiparts, 'Forgotten uploads in parts', async ({ startedAt, ...multipart }) => {
    if (parseObjectKey(multipart.key).kind === 'foreign') return 0
    if (Date.now() - startedAt.getTime() < ABANDONED_AFTER_MS) return 0
    const [row] = await services.database.db
      .select({ id: mediaUploads.id })
      .from(mediaUploads)
      .where(eq(mediaUploads.multipartId, multipart.uploadId))
    if (row) return 0
    await services.storage.abortMultipart(multipart)
    return 1
  })
}

/**
 * Of projects that were deleted thirty days ago only the tombstone stays: their body and their versions are deleted.
 */
async function emptyDeletedProjects(services: Services): Promise<Tried> {
  const db = services.database.db
  const rows = await db
    .select({ userId: projects.userId, id: projects.id, revision: projects.revision })
    .from(projects)
    .where(
      and(
        lt(projects.deletedAt, sql`now() - make_interval(days => ${GRACE_DAYS})`),
        sql`exists (select 1 from ${projectRevisions} where ${ofProject})`,
      ),
    )
  return tryEach(rows, 'Deleted projects', async (row) => {
    await emptyProject(services, row)
    return 1
  })
}

const ofProject = and(
  eq(projectRevisions.userId, projects.userId),
  eq(projectRevisions.projectId, projects.id),
)

function emptyProject(
  services: Services,
  row: { userId: AccountId; id: string; revision: number },
): Promise<void> {
  return services.database.db.transaction(async (tx) => {
    const ofOwner = eq(syncAccounts.userId, row.userId)
    // In the order in which writers of projects lock.
    await tx.select({ seq: syncAccounts.seq }).from(syncAccounts).where(ofOwner).for('update')
    const emptied = await tx
      .update(projects)
      .set({
        data: EMPTY_DATA,
        snapshotRevision: row.revision,
        tailBytes: 0,
        sizeBytes: 0,
        // No device has this document, so nothing is compared with it.
        contentHash: '',
      })
      .where(
        and(
          eq(projects.userId, row.userId),
          eq(projects.id, row.id),
          // It may be restored in this moment.
          eq(projects.revision, row.revision),
        ),
      )
      .returning({ id: projects.id })
    if (emptied.length === 0) return
    // With what was said under them.
    await tx.delete(reviews).where(and(eq(reviews.userId, row.userId), eq(reviews.projectId, row.id)))
    const gone = await tx
      .delete(projectRevisions)
      .where(and(eq(projectRevisions.userId, row.userId), eq(projectRevisions.projectId, row.id)))
      .returning({ changeBytes: projectRevisions.changeBytes, dataBytes: projectRevisions.dataBytes })
    await tx
      .update(syncAccounts)
      .set({ keptBytes: sql`${syncAccounts.keptBytes} - ${weighRevisions(gone)}` })
      .where(ofOwner)
  })
}

/** Marks those that no version of any project names, and unmarks those that are named again. */
async function markDeletedAssets(services: Services): Promise<Tried> {
  const db = services.database.db
  const rows = await db
    .select({ userId: mediaAssets.userId, id: mediaAssets.id, objectKey: mediaAssets.objectKey })
    .from(mediaAssets)
    .where(and(isNotNull(mediaAssets.deletedAt), isNull(mediaAssets.objectDeletedAt)))
  return tryEach(cutBatches(rows), 'Deleted files of an account', async ({ userId, assets }) => {
    const ids = assets.map(({ id }) => id)
    const named = await findReferencedAssets(services, userId, ids)
    const keysOf = (isNamed: boolean) =>
      assets.filter(({ id }) => named.has(id) === isNamed).map(({ objectKey }) => objectKey)
    await unmark(services, keysOf(true))
    return await mark(services, keysOf(false))
  })
}

type DeletedAsset = { userId: AccountId; id: string; objectKey: string }

/** Of one account each, and no more than one statement can look for. */
function* cutBatches(rows: readonly DeletedAsset[]) {
  const byAccount = new Map<AccountId, DeletedAsset[]>()
  for (const row of rows) byAccount.set(row.userId, [...(byAccount.get(row.userId) ?? []), row])
  for (const [userId, assets] of byAccount) {
    for (let at = 0; at < assets.length; at += NAMED_BATCH)
      yield { userId, assets: assets.slice(at, at + NAMED_BATCH) }
  }
}

/** Objects without a row: of deleted accounts, or of processes that died before they could write it. */
function markOrphans(services: Services): Promise<Tried> {
  return tryEach(listOldKeys(services), 'Objects without a row', async (keys) =>
    mark(services, await findWithoutRow(services, keys)),
  )
}

async function* listOldKeys({ storage }: Services): AsyncIterable<string[]> {
  let batch: string[] = []
  for await (const { key, updatedAt } of storage.list('')) {
    if (parseObjectKey(key).kind === 'foreign') continue
    if (Date.now() - updatedAt.getTime() < ORPHAN_MIN_AGE_MS) continue
    batch.push(key)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  yield batch
}

async function findWithoutRow(services: Services, keys: string[]): Promise<string[]> {
  if (keys.length === 0) return []
  const db = services.database.db
  const assets = await db
    .select({ key: mediaAssets.objectKey })
    .from(mediaAssets)
    .where(
      // A file in use may only have been taken for gone, while the storage was not reachable.
      and(
        inArray(mediaAssets.objectKey, keys),
        or(isNull(mediaAssets.objectDeletedAt), isNull(mediaAssets.deletedAt)),
      ),
    )
  const uploads = await db
    .select({ key: mediaUploads.objectKey })
    .from(mediaUploads)
    .where(inArray(mediaUploads.objectKey, keys))
  const known = new Set([...assets, ...uploads].map(({ key }) => key))
  return keys.filter((key) => !known.has(key))
}

async function mark(services: Services, keys: string[]): Promise<number> {
  if (keys.length === 0) return 0
  const rows = await services.database.db
    .insert(mediaGarbage)
    .values(keys.map((objectKey) => ({ objectKey })))
    .onConflictDoNothing()
    .returning({ key: mediaGarbage.objectKey })
  return rows.length
}

async function unmark(services: Services, keys: string[]): Promise<void> {
  if (keys.length === 0) return
  await services.database.db.delete(mediaGarbage).where(inArray(mediaGarbage.objectKey, keys))
}

async function deleteMarkedObjects(services: Services): Promise<Tried> {
  const rows = await services.database.db
    .select({ objectKey: mediaGarbage.objectKey })
    .from(mediaGarbage)
    .where(lt(mediaGarbage.markedAt, sql`now() - make_interval(days => ${GRACE_DAYS})`))
  return tryEach(rows, 'Marked objects', async ({ objectKey }) =>
    Number(await deleteMarked(services, objectKey)),
  )
}

/**
 * One object, checked once more. The mark's row stays locked until the object is gone: an upload to the same key first
 * removes the mark (`unmarkGarbage`), so it waits here, or this finds no mark. The account's row is locked as well:
 * restoring a deleted asset waits for it.
 */
function deleteMarked(services: Services, objectKey: string): Promise<boolean> {
  return services.database.db.transaction(async (tx) => {
    const [marked] = await tx
      .select()
      .from(mediaGarbage)
      .where(eq(mediaGarbage.objectKey, objectKey))
      .for('update', { skipLocked: true })
    if (!marked) return false
    const ofKey = eq(mediaAssets.objectKey, objectKey)
    const [owner] = await tx.select({ userId: mediaAssets.userId }).from(mediaAssets).where(ofKey)
    if (owner) {
      const ofOwner = eq(syncAccounts.userId, owner.userId)
      await tx.select({ seq: syncAccounts.seq }).from(syncAccounts).where(ofOwner).for('update')
    }
    const [asset] = await tx.select().from(mediaAssets).where(ofKey)
    await tx.delete(mediaGarbage).where(eq(mediaGarbage.objectKey, objectKey))
    if (await isNeeded(services, objectKey, { asset, markedAt: marked.markedAt })) return false
    if (asset) await tx.update(mediaAssets).set({ objectDeletedAt: sql`now()` }).where(ofKey)
    await services.storage.delete(objectKey)
    return true
  })
}

async function isNeeded(
  services: Services,
  objectKey: string,
  { asset, markedAt }: { asset: typeof mediaAssets.$inferSelect | undefined; markedAt: Date },
): Promise<boolean> {
  if (asset) {
    const isNamed =
      asset.deletedAt === null ||
      (await findReferencedAssets(services, asset.userId, [asset.id])).has(asset.id)
    if (isNamed || !asset.objectDeletedAt) return isNamed
  }
  if ((await findWithoutRow(services, [objectKey])).length === 0) return true
  const object = await services.storage.head(objectKey)
  // Written again since it was marked.
  return object !== undefined && object.updatedAt > markedAt
}
