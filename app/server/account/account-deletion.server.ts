import { eq } from 'drizzle-orm'
import type { AccountId } from '#db/account-id.ts'
import { user, verification } from '#db/schema.ts'
import { confirmPassword, isJustNow } from '../auth/recent-sign-in.server.ts'
import type { Session } from '../auth/session.server.ts'
import { logFailure } from '../observability/logs.server.ts'
import type { Services } from '../services.server.ts'
import { createAccountPrefixes } from '../storage/object-keys.server.ts'
import { hasPassword } from './account-settings.server.ts'

export type DeletionResult =
  | { kind: 'deleted' }
  | { kind: 'wrong-password' }
  | { kind: 'too-many' }
  /** There is no password to confirm with, and the last sign-in is too long ago. */
  | { kind: 'sign-in-again' }

/**
 * Deletes the account and all its data on this server: projects, versions, pictures, sessions. Projects on the user's
 * devices stay there.
 */
export async function deleteAccount(
  services: Services,
  request: Request,
  { session, password }: { session: Session; password: string | undefined },
): Promise<DeletionResult> {
  if (await hasPassword(services, session.account.id)) {
    const check = await confirmPassword(services, request, { session, password: password ?? '' })
    if (check.kind === 'wrong') return { kind: 'wrong-password' }
    if (check.kind === 'too-many') return check
  } else if (!isJustNow(session)) {
    return { kind: 'sign-in-again' }
  }
  await removeAccount(services, session.account.id)
  return { kind: 'deleted' }
}

async function removeAccount(services: Services, accountId: AccountId): Promise<void> {
  await services.database.db.transaction(async (transaction) => {
    // Unused links in mails name their account here, without a reference.
    await transaction.delete(verification).where(eq(verification.value, accountId))
    // Everything else refers to this row and goes with it.
    await transaction.delete(user).where(eq(user.id, accountId))
  })
  // The account is gone by now, so a storage that fails does not change the response. Remaining objects are found by the
  // daily collection: they have no row any more.
  await deleteAccountObjects(services, accountId).catch((error: unknown) =>
    logFailure('Objects of a deleted account are left to the daily collection.', error),
  )
}

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
