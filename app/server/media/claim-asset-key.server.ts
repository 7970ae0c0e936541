import type { AccountId } from '#db/account-id.ts'
import { forgetLimit, takeFromLimit } from '../http/rate-limit.server.ts'
import type { Services } from '../services.server.ts'

import { createAssetKey, createOtherAssetKey } from '../storage/object-keys.server.ts'

/** Longer than any upload lives: a claim is of one process that died where it is not released before. */
const CLAIM_SECONDS = 30 * 24 * 60 * 60

export type AssetName = { accountId: AccountId; assetId: string; fileName: string }

/**
 * A key that no other upload writes to or deletes, on any server, until it is released: a bucket only says whether an
 * object is there. Of an upload in parts the object appears at its end, so with `isInParts` none is created.
 */
export async function claimAssetKey(
  services: Services,
  { accountId, assetId, fileName }: AssetName,
  { isInParts = false } = {},
): Promise<string> {
  const key = createAssetKey(accountId, assetId, fileName)
  const limit = { key: toLimitKey(key), max: 1, windowSeconds: CLAIM_SECONDS }
  const taken = await takeFromLimit(limit, services.database.sql)
  if (taken.kind === 'ok') {
    const { storage } = services
    const isFree = isInParts ? (await storage.head(key)) === undefined : await storage.claim(key)
    if (isFree) return key
    await releaseAssetKey(services, key)
  }
  return createOtherAssetKey(accountId, assetId, fileName)
}

/** Once an object is under the key for good, or nothing is. */
export async function releaseAssetKey(services: Services, key: string): Promise<void> {
  await forgetLimit(toLimitKey(key), services.database.sql)
}

/** Returns the result of `work`, which puts an object under the claimed key or leaves nothing there. */
export async function withAssetKey<Result>(
  services: Services,
  name: AssetName,
  work: (key: string) => Promise<Result>,
): Promise<Result> {
  const key = await claimAssetKey(services, name)
  try {
    return await work(key)
  } finally {
    await releaseAssetKey(services, key)
  }
}

/** Returns the result of `work`; when it fails, nothing stays under the key. */
export async function orUnclaim<Result>(
  services: Services,
  key: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    await services.storage.delete(key)
    throw error
  }
}

const toLimitKey = (key: string) => `media-key:${key}`
