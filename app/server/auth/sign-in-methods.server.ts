import { and, asc, eq } from 'drizzle-orm'
import type { AccountId } from '#db/account-id.ts'
import { account, user } from '#db/schema.ts'
import { getDatabase, getRuntime } from '../runtime.server.ts'

/** What somebody can sign in with. Passkeys are no way in of their own: they go lost with the device that holds them. */
export type Provider = 'google' | 'credential'

export type SignInMethod = { provider: string; connectedAt: Date }

export async function listSignInMethods(accountId: AccountId): Promise<SignInMethod[]> {
  return getDatabase()
    .select({ provider: account.providerId, connectedAt: account.createdAt })
    .from(account)
    .where(eq(account.userId, accountId))
    .orderBy(asc(account.createdAt))
}

/** Which account signs in as `subject` at a provider. */
export async function findOwnerId(
  provider: Provider,
  subject: string | undefined,
): Promise<string | undefined> {
  if (subject === undefined) return undefined
  const [row] = await getDatabase()
    .select({ userId: account.userId })
    .from(account)
    .where(and(eq(account.providerId, provider), eq(account.accountId, subject)))
  return row?.userId
}

/**
 * Why nothing may be added that the account can be entered with; `undefined`: nothing is against it. Whoever signed up with another
 * person's address must not have a passkey or a Google account of their own there when that person comes.
 */
export function findSignInMethodRefusal({
  isEmailVerified,
}: {
  isEmailVerified: boolean
}): string | undefined {
  if (isEmailVerified || getRuntime().environment.mail === undefined) return undefined
  return 'Confirm your e-mail address first: follow the link in the mail, or have it sent again from your account page.'
}

export type DisconnectResult = { kind: 'disconnected' } | { kind: 'not-connected' } | { kind: 'last-way-in' }

/** The row of the account is locked: two at once cannot take one way in each and leave none. */
export async function disconnectProvider(
  accountId: AccountId,
  provider: Provider,
): Promise<DisconnectResult> {
  return getDatabase().transaction(async (transaction): Promise<DisconnectResult> => {
    await transaction.select({ id: user.id }).from(user).where(eq(user.id, accountId)).for('update')
    const ways = await transaction
      .select({ provider: account.providerId })
      .from(account)
      .where(eq(account.userId, accountId))
    if (!ways.some((way) => way.provider === provider)) return { kind: 'not-connected' }
    if (ways.every((way) => way.provider === provider)) return { kind: 'last-way-in' }
    await transaction
      .delete(account)
      .where(and(eq(account.userId, accountId), eq(account.providerId, provider)))
    return { kind: 'disconnected' }
  })
}
