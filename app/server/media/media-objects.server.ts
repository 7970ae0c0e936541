import { getStorage } from '../runtime.server.ts'
import { createAccountPrefixes } from '../storage/object-keys.server.ts'

/** Everything that an account, whose rows are gone, had in the storage. */
export async function deleteAccountObjects(accountId: string): Promise<void> {
  const storage = getStorage()
  for (const prefix of createAccountPrefixes(accountId)) {
    for await (const { key } of storage.list(prefix)) await storage.delete(key)
  }
}
