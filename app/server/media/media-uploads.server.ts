import { randomUUID } from 'node:crypto'
import type { MediaType } from '#app/media-formats/media-format.ts'
import { sanitiseFileName } from '#app/media-formats/sanitise-file-name.ts'
import { type AccountId, toAccountId } from '#db/account-id.ts'
import type { Services } from '../services.server.ts'

import type { UploadGrant } from '../storage/disk-signature.server.ts'
import { PART_BYTES, type SignedUpload } from '../storage/media-storage.server.ts'
import { createUploadKey, parseObjectKey } from '../storage/object-keys.server.ts'
import { transactInTurn } from '../sync/account-transaction.server.ts'
import { claimAssetKey, orUnclaim, releaseAssetKey, withAssetKey } from './claim-asset-key.server.ts'
import { createInspection, findMaxBytes, MediaRefused } from './inspect-media.server.ts'
import {
  type AssetConflict,
  type AssetStored,
  findAsset,
  findOverQuota,
  type OverQuota,
  reviveAsset,
} from './media-assets.server.ts'
import {
  claimCompletion,
  deleteUpload,
  hasUploadInParts,
  insertUpload,
  raiseSeq,
  releaseCompletion,
  selectUpload,
  selectUploadOfAsset,
  touchUpload,
  type UploadRow,
  unmarkGarbage,
} from './media-queries.server.ts'
import { type MediaRefusal, storeInspected } from './receive-media.server.ts'

// Direct uploads: the browser PUTs to the storage itself, and the server checks what arrived before it is an asset.

const UPLOAD_DAYS = 3

export type UploadPart = SignedUpload & { number: number; offset: number; size: number; isDone: boolean }
export type DirectUpload = { id: string; assetId: string; expiresAt: Date; parts: UploadPart[] }
export type UploadNotFound = { kind: 'not-found' }

export type PlannedUpload = {
  id: string
  fileName: string
  fileType: MediaType
  mimeType: string
  size: number
  sha256: string
  width?: number | undefined
  height?: number | undefined
}

/** Begins an upload, or resumes the one that any device began for the same asset. */
export async function startUpload(
  services: Services,
  accountId: AccountId,
  file: PlannedUpload,
): Promise<
  | { kind: 'started'; isNew: boolean; upload: DirectUpload }
  | AssetStored
  | AssetConflict
  | OverQuota
  | MediaRefusal
> {
  const settled = await reviveAsset(services, accountId, file)
  if (settled) return settled
  const maxBytes = findMaxBytes(file.fileType, services.environment.media)
  if (file.size > maxBytes) return { kind: 'refused', reason: { kind: 'too-large', maxBytes } }
  const known = await selectUploadOfAsset(services.database.db, accountId, file.id)
  const isSame = known?.sha256 === file.sha256 && known.size === file.size && known.expiresAt > new Date()
  if (known && isSame) {
    const upload = await describeUpload(services, known)
    if (upload) return { kind: 'started', isNew: false, upload }
  }
  if (known) await discardUpload(services, known)
  return reserveUpload(services, accountId, file)
}

async function reserveUpload(services: Services, accountId: AccountId, file: PlannedUpload) {
  const storage = services.storage
  const id = randomUUID()
  const isInParts = file.size > PART_BYTES
  // In parts, the object appears only when this server assembles them, so it cannot be replaced after the check.
  const name = { accountId, assetId: file.id, fileName: file.fileName }
  const objectKey = isInParts
    ? await claimAssetKey(services, name, { isInParts })
    : createUploadKey(accountId, id)
  const { mimeType, size, sha256 } = file
  const multipartId = isInParts ? await storage.startMultipart(objectKey, { mimeType }) : undefined
  const result = await transactInTurn(services, accountId, async (tx) => {
    await raiseSeq(tx, accountId)
    const overQuota = await findOverQuota(services, tx, { accountId, id: file.id, size, isStored: false })
    if (overQuota) return overQuota
    // Another device may have begun the same in this moment.
    const other = await selectUploadOfAsset(tx, accountId, file.id)
    if (other) return { kind: 'reserved' as const, row: other }
    const row = await insertUpload(tx, {
      ...{ id, userId: accountId, assetId: file.id, mimeType, size, sha256, objectKey, multipartId },
      fileName: sanitiseFileName(file.fileName),
      width: file.width,
      height: file.height,
      expiresAt: createExpiry(),
    })
    return { kind: 'reserved' as const, row }
  })
  const isOurs = result.kind === 'reserved' && result.row.id === id
  if (!isOurs && multipartId !== undefined) {
    await storage.abortMultipart({ key: objectKey, uploadId: multipartId })
    await releaseAssetKey(services, objectKey)
  }
  if (result.kind !== 'reserved') return result
  const upload = await describeUpload(services, result.row)
  if (!upload) throw new Error('The upload that was just begun is gone.')
  return { kind: 'started' as const, isNew: isOurs, upload }
}

/** Fresh addresses for what has not arrived; its three days begin anew. Undefined: expired, aborted or completed. */
export async function resumeUpload(
  services: Services,
  accountId: AccountId,
  id: string,
): Promise<DirectUpload | undefined> {
  const row = await selectUpload(services.database.db, accountId, id)
  return row && describeUpload(services, row)
}

async function describeUpload(services: Services, row: UploadRow): Promise<DirectUpload | undefined> {
  const storage = services.storage
  const arrived = await findArrivedParts(services, row)
  if (arrived === undefined) return undefined
  const expiresAt = createExpiry()
  await touchUpload(services.database.db, row, expiresAt)
  const parts = planParts(row.size).map(async ({ number, offset, size }) => {
    const options = { sizeBytes: size, expiresInSeconds: services.environment.media.urlSeconds }
    const signed =
      row.multipartId === null
        ? await storage.signUpload(row.objectKey, options)
        : await storage.signPart({ key: row.objectKey, uploadId: row.multipartId }, { number, ...options })
    return { ...signed, number, offset, size, isDone: arrived.get(number) === size }
  })
  return { id: row.id, assetId: row.assetId, expiresAt, parts: await Promise.all(parts) }
}

/** Size by number; undefined when the storage no longer knows the upload. */
async function findArrivedParts(
  services: Services,
  row: UploadRow,
): Promise<Map<number, number> | undefined> {
  const storage = services.storage
  if (row.multipartId === null) {
    const object = await storage.head(row.objectKey)
    return new Map(object ? [[1, object.sizeBytes]] : [])
  }
  const parts = await storage.listParts({ key: row.objectKey, uploadId: row.multipartId })
  return parts && new Map(parts.map(({ number, sizeBytes }) => [number, sizeBytes]))
}

export function planParts(sizeBytes: number): { number: number; offset: number; size: number }[] {
  return Array.from({ length: Math.max(1, Math.ceil(sizeBytes / PART_BYTES)) }, (_, index) => {
    const offset = index * PART_BYTES
    return { number: index + 1, offset, size: Math.min(PART_BYTES, sizeBytes - offset) }
  })
}

/** `missingParts` is empty while another request is checking the same upload. */
export type UploadIncomplete = { kind: 'incomplete'; missingParts: number[] }
export type UploadCompleted =
  | AssetStored
  | AssetConflict
  | OverQuota
  | MediaRefusal
  | UploadIncomplete
  | UploadNotFound

/**
 * Checks the received bytes, size, SHA-256 and all, and makes them an asset. Rejected bytes are deleted: they must be
 * sent again.
 */
export async function completeUpload(
  services: Services,
  accountId: AccountId,
  id: string,
): Promise<UploadCompleted> {
  const db = services.database.db
  const row = await selectUpload(db, accountId, id)
  if (!row) return { kind: 'not-found' }
  if (!(await claimCompletion(db, accountId, id))) return { kind: 'incomplete', missingParts: [] }
  try {
    const result = await checkAndStore(services, accountId, row)
    if (result.kind === 'refused' || result.kind === 'conflict') await discardUpload(services, row)
    return result
  } finally {
    await releaseCompletion(db, accountId, id)
  }
}

async function checkAndStore(
  services: Services,
  accountId: AccountId,
  row: UploadRow,
): Promise<UploadCompleted> {
  const known = await findAsset(services, accountId, row.assetId)
  if (known && known.sha256 !== row.sha256) return { kind: 'conflict' }
  const arrived = await findArrivedParts(services, row)
  const missing = planParts(row.size).filter(({ number, size }) => arrived?.get(number) !== size)
  if (arrived !== undefined && missing.length > 0) {
    return { kind: 'incomplete', missingParts: missing.map(({ number }) => number) }
  }
  return row.multipartId === null
    ? storeSingle(services, accountId, row)
    : storeParts(services, { ...row, multipartId: row.multipartId })
}

/** Its address can still be written to, so the checked bytes themselves are written under the final key. */
async function storeSingle(
  services: Services,
  accountId: AccountId,
  row: UploadRow,
): Promise<UploadCompleted> {
  const storage = services.storage
  const inspection = createInspection(services.environment.media, row)
  const object = await storage.open(row.objectKey)
  if (!object) return { kind: 'incomplete', missingParts: [1] }
  const { assetId, fileName } = row
  const result = await withAssetKey(services, { accountId, assetId, fileName }, async (objectKey) => {
    try {
      await orUnclaim(services, objectKey, async () => {
        await unmarkGarbage(services.database.db, objectKey)
        await storage.put(objectKey, inspection.inspect(object.body), { mimeType: row.mimeType })
      })
    } catch (error) {
      if (error instanceof MediaRefused) return { kind: 'refused' as const, reason: error.reason }
      throw error
    }
    return storeRow(services, row, { objectKey, media: inspection.getResult() })
  })
  if (result.kind === 'stored') await storage.delete(row.objectKey)
  return result
}

async function storeParts(
  services: Services,
  row: UploadRow & { multipartId: string },
): Promise<UploadCompleted> {
  const storage = services.storage
  const { objectKey } = row
  const inspection = createInspection(services.environment.media, row)
  await unmarkGarbage(services.database.db, objectKey)
  // `gone`: assembled by a request that died before its response; the object is there then.
  await storage.completeMultipart({ key: objectKey, uploadId: row.multipartId })
  const object = await storage.open(objectKey)
  if (!object) {
    await discardUpload(services, row)
    return { kind: 'not-found' }
  }
  try {
    for await (const _ of inspection.inspect(object.body)) {
      // Only read: the checked bytes are already in their place.
    }
  } catch (error) {
    if (!(error instanceof MediaRefused)) throw error
    await storage.delete(objectKey)
    return { kind: 'refused', reason: error.reason }
  }
  const result = await storeRow(services, row, { objectKey, media: inspection.getResult() })
  if (result.kind === 'stored') await releaseAssetKey(services, objectKey)
  return result
}

function storeRow(
  services: Services,
  row: UploadRow,
  stored: { objectKey: string; media: ReturnType<ReturnType<typeof createInspection>['getResult']> },
) {
  const described = { width: row.width ?? undefined, height: row.height ?? undefined }
  return storeInspected(services, row.userId, {
    id: row.assetId,
    fileName: row.fileName,
    described,
    ...stored,
  })
}

export async function abortUpload(
  services: Services,
  accountId: AccountId,
  id: string,
): Promise<{ kind: 'aborted' } | UploadNotFound> {
  const row = await selectUpload(services.database.db, accountId, id)
  if (!row) return { kind: 'not-found' }
  await discardUpload(services, row)
  return { kind: 'aborted' }
}

/**
 * The bytes first: a row without bytes is harmless, bytes without a row are found only by a search. And after it once
 * more: a part arriving meanwhile had checked the row before it was gone.
 */
export async function discardUpload(services: Services, row: UploadRow): Promise<void> {
  await deleteBytes(services, row)
  await deleteUpload(services.database.db, row.userId, row.id)
  await deleteBytes(services, row)
  if (row.multipartId !== null) await releaseAssetKey(services, row.objectKey)
}

async function deleteBytes(
  services: Services,
  { objectKey: key, multipartId: uploadId }: UploadRow,
): Promise<void> {
  if (uploadId === null) await services.storage.delete(key)
  else await services.storage.abortMultipart({ key, uploadId })
}

/**
 * Whether the upload of a signed address of the disk is still expected: not after an abort, nor without the account.
 */
export async function isUploadExpected(services: Services, grant: UploadGrant): Promise<boolean> {
  if (grant.kind === 'part') return hasUploadInParts(services.database.db, grant)
  const parsed = parseObjectKey(grant.key)
  if (parsed.kind !== 'upload') return false
  return (
    (await selectUpload(services.database.db, toAccountId(parsed.accountId), parsed.uploadId)) !== undefined
  )
}

const createExpiry = () => new Date(Date.now() + UPLOAD_DAYS * 24 * 60 * 60 * 1000)
