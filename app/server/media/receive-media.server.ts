import { randomUUID } from 'node:crypto'
import { sanitiseFileName } from '#app/media-formats/sanitise-file-name.ts'
import type { AccountId } from '#db/account-id.ts'
import { createErrorResponse } from '../http/api-errors.server.ts'
import type { Services } from '../services.server.ts'

import { createUploadKey } from '../storage/object-keys.server.ts'
import { orUnclaim, withAssetKey } from './claim-asset-key.server.ts'
import {
  createInspection,
  type Expectation,
  type InspectedMedia,
  MediaRefused,
  type RefusalReason,
} from './inspect-media.server.ts'
import {
  type AssetConflict,
  type AssetStored,
  findAsset,
  type NewAsset,
  type OverQuota,
  reviveAsset,
  storeAsset,
} from './media-assets.server.ts'
import { unmarkGarbage } from './media-queries.server.ts'

/** A client's announcement of a file; the bytes decide. */
export type MediaDescription = Expectation & {
  id?: string | undefined
  fileName?: string | undefined
  width?: number | undefined
  height?: number | undefined
}
export type MediaRefusal = { kind: 'refused'; reason: RefusalReason }
export type MediaReceived = AssetStored | AssetConflict | OverQuota | MediaRefusal

type ReceivedFile = {
  body: AsyncIterable<Uint8Array>
  known: MediaDescription
  readDescription: () => Promise<MediaDescription>
}

/**
 * Streams a file into the storage while it is checked, and makes it an asset. `known` was announced before the file;
 * `readDescription` returns the rest after it: a form may have fields after the file.
 */
export async function receiveMedia(
  services: Services,
  accountId: AccountId,
  { body, known, readDescription }: ReceivedFile,
): Promise<MediaReceived> {
  const { id, sha256 } = known
  const settled = id && sha256 ? await reviveAsset(services, accountId, { id, sha256 }) : undefined
  if (settled) return settled
  const file = { body, known, readDescription }
  // Under its own key at once when there is nothing to overwrite; else under a temporary key, until it is checked.
  const isFresh = id !== undefined && (await findAsset(services, accountId, id)) === undefined
  if (!isFresh) return receiveBeside(services, accountId, file)
  return withAssetKey(
    services,
    { accountId, assetId: id, fileName: known.fileName ?? '' },
    async (objectKey) => {
      const put = await putInspected(services, objectKey, file)
      return put.kind === 'refused' ? put : storeInspected(services, accountId, { ...put, objectKey })
    },
  )
}

/** The bytes decide which asset it is, or it may be there already. */
async function receiveBeside(
  services: Services,
  accountId: AccountId,
  file: ReceivedFile,
): Promise<MediaReceived> {
  const firstKey = createUploadKey(accountId, randomUUID())
  const put = await putInspected(services, firstKey, file)
  if (put.kind === 'refused') return put
  const { id: assetId, fileName, media } = put
  const settled = await reviveAsset(services, accountId, { id: assetId, sha256: media.sha256 })
  if (settled) {
    await services.storage.delete(firstKey)
    return settled
  }
  return withAssetKey(services, { accountId, assetId, fileName }, async (objectKey) => {
    await orUnclaim(services, objectKey, () =>
      moveObject(services, { from: firstKey, to: objectKey, mimeType: media.format.mimeType }),
    )
    return storeInspected(services, accountId, { ...put, objectKey })
  })
}

type PutFile = {
  kind: 'put'
  id: string
  fileName: string
  media: InspectedMedia
  described: MediaDescription
}

/** What fails or is refused leaves nothing under the key. */
async function putInspected(
  services: Services,
  key: string,
  { body, known, readDescription }: ReceivedFile,
): Promise<PutFile | MediaRefusal> {
  const inspection = createInspection(services.environment.media, known)
  let described = known
  async function* inspectToEnd() {
    yield* inspection.inspect(body)
    described = await readDescription()
    const { sha256, size } = inspection.getResult()
    const isAsDeclared = (described.sha256 ?? sha256) === sha256 && (described.size ?? size) === size
    if (!isAsDeclared) throw new MediaRefused({ kind: 'differs' })
  }
  try {
    await orUnclaim(services, key, async () => {
      await unmarkGarbage(services.database.db, key)
      await services.storage.put(key, inspectToEnd(), { mimeType: 'application/octet-stream' })
    })
  } catch (error) {
    if (error instanceof MediaRefused) return { kind: 'refused', reason: error.reason }
    throw error
  }
  const { id = randomUUID(), fileName = '' } = described
  return { kind: 'put', id, fileName: sanitiseFileName(fileName), media: inspection.getResult(), described }
}

/** Through this server: what was checked is what is written, whatever happens under the first key meanwhile. */
async function moveObject(
  services: Services,
  { from, to, mimeType }: { from: string; to: string; mimeType: string },
): Promise<void> {
  const storage = services.storage
  await unmarkGarbage(services.database.db, to)
  const object = await storage.open(from)
  if (!object) throw new Error('The file that has just been stored is gone.')
  await storage.put(to, object.body, { mimeType })
  await storage.delete(from)
}

/** The row of an object under its key; an object without a row is deleted again. */
export async function storeInspected(
  services: Services,
  accountId: AccountId,
  file: {
    id: string
    fileName: string
    objectKey: string
    media: InspectedMedia
    described: MediaDescription
  },
): Promise<AssetStored | AssetConflict | OverQuota> {
  const { id, fileName, objectKey, media, described } = file
  const { format, size, sha256 } = media
  const result = await storeOrForget(services, accountId, {
    ...{ id, fileName, objectKey, size, sha256 },
    ...{ fileType: format.type, mimeType: format.mimeType },
    width: media.width ?? described.width,
    height: media.height ?? described.height,
  })
  const isKept = result.kind === 'stored' && result.asset.objectKey === objectKey
  if (!isKept && (await findAsset(services, accountId, id))?.objectKey !== objectKey)
    await services.storage.delete(objectKey)
  return result
}

const FOREIGN_KEY_VIOLATION = '23503'

/** The account may have been deleted while its file was on the way. */
async function storeOrForget(services: Services, accountId: AccountId, asset: NewAsset) {
  try {
    return await storeAsset(services, accountId, asset)
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : undefined
    const isGone = cause instanceof Error && 'code' in cause && cause.code === FOREIGN_KEY_VIOLATION
    if (!isGone) throw error
    await services.storage.delete(asset.objectKey)
    throw createErrorResponse('unauthorized', 'This account was deleted.')
  }
}
