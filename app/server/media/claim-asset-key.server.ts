import type { AccountId } from '#db/account-id.ts'
import type { Services } from '../services.server.ts'

import { createAssetKey, createOtherAssetKey } from '../storage/object-keys.server.ts'

/** A key that nothing else writes to; a caller that stores nothing under it deletes it. */
export async function claimAssetKey(
  services: Services,
  accountId: AccountId,
  { assetId, fileName }: { assetId: string; fileName: string },
): Promise<string> {
  const key = createAssetKey(accountId, assetId, fileName)
  return (await services.storage.claim(key)) ? key : createOtherAssetKey(accountId, assetId, fileName)
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
