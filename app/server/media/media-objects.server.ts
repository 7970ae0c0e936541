import type { AccountId } from '#db/account-id.ts'
import type { Services } from '../services.server.ts'

import { createAccountPrefixes } from '../storage/object-keys.server.ts'

/** All objects and uploads of an account whose rows are gone. */
export async function deleteAccountObjects(services: Services, accountId: AccountId): Promise<void> {
  const storage = services.storage
  const prefixes = createAccountPrefixes(accountId)
  for await (const multipart of storage.listMultiparts()) {
    if (prefixes.some((prefix) => multipart.key.startsWith(prefix))) await storage.abortMultipart(multipart)
  }
  for (const prefix of prefixes) {
    for await (const { key } of storage.list(prefix)) await storage.delete(key)
  }
}
