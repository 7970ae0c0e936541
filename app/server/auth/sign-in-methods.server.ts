import { and, asc, eq } from 'drizzle-orm'
import type { AccountId } from '#db/account-id.ts'
import { account, user } from '#db/schema.ts'
import type { Services } from '../services.server.ts'

/** The sign-in methods of an account. Passkeys do not count: they are lost with their device. */
export type Provider = 'google' | 'credential'

export type SignInMethod = { provider: string; connectedAt: Date }

export async function listSignInMethods(services: Services, accountId: AccountId): Promise<SignInMethod[]> {
  return services.database.db
    .select({ provider: account.providerId, connectedAt: account.createdAt })
    .from(account)
    .where(eq(account.userId, accountId))
    .orderBy(asc(account.createdAt))
}

/** The account that signs in as `subject` at a provider. */
export async function findOwnerId(
  services: Services,
  provider: Provider,
  subject: string | undefined,
): Promise<string | undefined> {
  if (subject === undefined) return undefined
  const [row] = await services.database.db
    .select({ userId: account.userId })
    .from(account)
    .where(and(eq(account.providerId, provider), eq(account.accountId, subject)))
  return row?.userId
}

/**
 * The reason why no sign-in method may be added; `undefined`: it may. Someone who signed up with another person's
 * address must not have a passkey or a Google account there when that person comes.
 */
export function findSignInMethodRefusal(
  services: Services,
  {
    isEmailVerified,
  }: {
    isEmailVerified: boolean
  },
): string | undefined {
  if (isEmailVerified || services.environment.mail === undefined) return undefined
  return 'Confirm your e-mail address first: follow the link in the mail, or have it sent again from your account page.'
}

export type DisconnectResult = { kind: 'disconnected' } | { kind: 'not-connected' } | { kind: 'last-way-in' }

/** The row of the account is locked: two requests at once cannot remove one method each and leave none. */
export async function disconnectProvider(
  services: Services,
  accountId: AccountId,
  provider: Provider,
): Promise<DisconnectResult> {
  return services.database.db.transaction(async (transaction): Promise<DisconnectResult> => {
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
