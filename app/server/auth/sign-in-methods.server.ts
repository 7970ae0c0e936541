import { and, asc, eq } from 'drizzle-orm'
import { account, user } from '#db/schema.ts'
import { getDatabase } from '../runtime.server.ts'

/** What somebody can sign in with. Passkeys are no way in of their own: they go lost with the device that holds them. */
export type Provider = 'google' | 'credential'

export type WayIn = { provider: string; connectedAt: Date }

export async function listWaysIn(accountId: string): Promise<WayIn[]> {
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

export type DisconnectResult = { kind: 'disconnected' } | { kind: 'not-connected' } | { kind: 'last-way-in' }

/** The row of the account is locked: two at once cannot take one way in each and leave none. */
export async function disconnectProvider(accountId: string, provider: Provider): Promise<DisconnectResult> {
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
