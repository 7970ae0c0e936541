import { and, desc, eq } from 'drizzle-orm'
import type { AccountId } from '#db/account-id.ts'
import { passkey, user } from '#db/schema.ts'
import { callAuth, readAuthRefusal } from '../auth/auth-call.server.ts'
import { countPasswordGuess } from '../auth/auth-limits.server.ts'
import { listSignInMethods } from '../auth/sign-in-methods.server.ts'
import type { Services } from '../services.server.ts'

export async function hasPassword(services: Services, accountId: AccountId): Promise<boolean> {
  return (await listSignInMethods(services, accountId)).some(({ provider }) => provider === 'credential')
}

export async function renameAccount(services: Services, accountId: AccountId, name: string): Promise<void> {
  await services.database.db.update(user).set({ name, updatedAt: new Date() }).where(eq(user.id, accountId))
}

export type PasswordChange =
  | { kind: 'changed'; cookies: string[] }
  | { kind: 'wrong-password' }
  | { kind: 'too-many' }
  | { kind: 'failed' }

/** The other devices are signed out: whoever knew the old password may be one of them. */
export async function changePassword(
  services: Services,
  request: Request,
  { email, currentPassword, newPassword }: { email: string; currentPassword: string; newPassword: string },
): Promise<PasswordChange> {
  const { environment, database } = services
  // The form names no address: attempts with a stolen cookie must be counted with those at sign-in.
  const counted = await countPasswordGuess(email, environment, database.sql)
  if (counted.kind === 'limited') return { kind: 'too-many' }
  const response = await callAuth(services, request, {
    path: '/change-password',
    body: { currentPassword, newPassword, revokeOtherSessions: true },
  })
  if (response.ok) return { kind: 'changed', cookies: response.headers.getSetCookie() }
  if (response.status === 429) return { kind: 'too-many' }
  const { code } = await readAuthRefusal(response)
  return code === 'INVALID_PASSWORD' ? { kind: 'wrong-password' } : { kind: 'failed' }
}

/** A first password for an account that was made with Google. Returns whether it had none. */
export async function setFirstPassword(
  services: Services,
  request: Request,
  newPassword: string,
): Promise<boolean> {
  try {
    await services.auth.api.setPassword({ headers: request.headers, body: { newPassword } })
    return true
  } catch (error) {
    if (error instanceof Error && error.name === 'APIError') return false
    throw error
  }
}

export type Passkey = { id: string; name: string | null; createdAt: Date }

export async function listPasskeys(services: Services, accountId: AccountId): Promise<Passkey[]> {
  return services.database.db
    .select({ id: passkey.id, name: passkey.name, createdAt: passkey.createdAt })
    .from(passkey)
    .where(eq(passkey.userId, accountId))
    .orderBy(desc(passkey.createdAt))
}

export async function removePasskey(
  services: Services,
  accountId: AccountId,
  passkeyId: string,
): Promise<void> {
  await services.database.db
    .delete(passkey)
    .where(and(eq(passkey.id, passkeyId), eq(passkey.userId, accountId)))
}

/** Returns whether a mail is on its way. */
export async function sendVerification(
  services: Services,
  request: Request,
  email: string,
): Promise<boolean> {
  return (await callAuth(services, request, { path: '/send-verification-email', body: { email } })).ok
}
