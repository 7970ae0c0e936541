import { eq, sql } from 'drizzle-orm'
import type { ConflictPolicy } from '#app/sync/protocol/projects.ts'
import type { AccountId } from '#db/account-id.ts'
import { syncAccounts } from '#db/schema.ts'
import type { Services } from '../services.server.ts'

import { announce } from '../sync/announce.server.ts'

/** The account's policy for conflicts between its devices. */
export async function getConflictPolicy(services: Services, accountId: AccountId): Promise<ConflictPolicy> {
  const [row] = await services.database.db
    .select({ policy: syncAccounts.conflictPolicy })
    .from(syncAccounts)
    .where(eq(syncAccounts.userId, accountId))
  return row?.policy ?? 'merge'
}

/** Takes a number like any write, so that the devices are woken, pull, and get it with the response. */
export async function setConflictPolicy(
  services: Services,
  accountId: AccountId,
  conflictPolicy: ConflictPolicy,
): Promise<void> {
  await services.database.db
    .insert(syncAccounts)
    .values({ userId: accountId, conflictPolicy, seq: 1 })
    .onConflictDoUpdate({
      target: syncAccounts.userId,
      set: { conflictPolicy, seq: sql`${syncAccounts.seq} + 1` },
    })
  announce(services, accountId)
}
