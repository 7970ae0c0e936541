import type { AccountId } from '#db/account-id.ts'
import { getStorage } from '../runtime.server.ts'
import { createAssetKey, createOtherAssetKey } from '../storage/object-keys.server.ts'

/** A key that nothing else writes to; a caller that stores nothing under it deletes it. */
export async function claimAssetKey(
  accountId: AccountId,
  assetId: string,
  fileName: string,
): Promise<string> {
  const key = createAssetKey(accountId, assetId, fileName)
  return (await getStorage().claim(key)) ? key : createOtherAssetKey(accountId, assetId, fileName)
}

/** Returns the result of `work`; when it fails, nothing stays under the key. */
export async function orUnclaim<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    await getStorage().delete(key)
    throw error
  }
}
