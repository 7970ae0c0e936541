import { eq } from 'drizzle-orm'
import type { ConflictPolicy } from '#app/sync/protocol.ts'
import { syncAccounts } from '#db/schema.ts'
import { getDatabase } from './runtime.server.ts'
import { announce } from './sync/announce.server.ts'

/** What the account's devices do when two of them changed the same thing. */
export async function getConflictPolicy(accountId: string): Promise<ConflictPolicy> {
  const [row] = await getDatabase()
    .select({ policy: syncAccounts.conflictPolicy })
    .from(syncAccounts)
    .where(eq(syncAccounts.userId, accountId))
  return row?.policy ?? 'merge'
}

/** The devices learn it with their next answer of sync, for which they are woken. */
export async function setConflictPolicy(accountId: string, conflictPolicy: ConflictPolicy): Promise<void> {
  await getDatabase()
    .insert(syncAccounts)
    .values({ userId: accountId, conflictPolicy })
    .onConflictDoUpdate({ target: syncAccounts.userId, set: { conflictPolicy } })
  announce(accountId)
}
