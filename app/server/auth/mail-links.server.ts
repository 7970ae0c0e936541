import { count, eq } from 'drizzle-orm'
import { z } from 'zod'
import { type AccountId, toAccountId } from '#db/account-id.ts'
import { passkey, verification } from '#db/schema.ts'
import { findStorageIssues } from '../http/storable-json.server.ts'
import type { Services } from '../services.server.ts'

import { newPasswordSchema } from './account-form.server.ts'
import { callAuth, readAuthRefusal, readRetryAfterSeconds, UNCONFIRMED } from './auth-call.server.ts'
import type { Session } from './session.server.ts'
import { listSignInMethods } from './sign-in-methods.server.ts'

export const canSendMail = (services: Services): boolean => services.environment.mail !== undefined

export type ResetRequest =
  /** Whether or not the address has an account: the page shows the same. */
  | { kind: 'taken'; email: string }
  | { kind: 'invalid'; message: string; email: string }
  | { kind: 'too-many'; retryAfterSeconds: number; email: string }

const emailSchema = z.string().trim().pipe(z.email())

export async function requestPasswordReset(
  services: Services,
  request: Request,
  form: FormData,
): Promise<ResetRequest> {
  const typed = String(form.get('email') ?? '')
  const parsed = emailSchema.safeParse(typed)
  if (!parsed.success) {
    const message = 'This is not a complete e-mail address; it looks like name@example.com.'
    return { kind: 'invalid', message, email: typed }
  }
  const email = parsed.data
  const response = await callAuth(services, request, { path: '/request-password-reset', body: { email } })
  if (response.status === 429) {
    return { kind: 'too-many', retryAfterSeconds: readRetryAfterSeconds(response), email }
  }
  return { kind: 'taken', email }
}

export type PasswordReset =
  /** Other sign-in methods of the account. */
  | { kind: 'reset'; others: { google: boolean; passkeys: number } }
  | { kind: 'invalid'; message: string }
  /** The link was used, is too old, or was never one. */
  | { kind: 'dead-link' }

export async function resetPassword(
  services: Services,
  request: Request,
  form: FormData,
): Promise<PasswordReset> {
  const parsed = newPasswordSchema.safeParse(form.get('newPassword'))
  if (!parsed.success) return { kind: 'invalid', message: parsed.error.issues[0]?.message ?? '' }
  const token = String(form.get('token') ?? '')
  const accountId = await findResetAccount(services, token)
  const response = await callAuth(services, request, {
    path: '/reset-password',
    body: { token, newPassword: parsed.data },
  })
  if (!response.ok || accountId === undefined) return { kind: 'dead-link' }
  return { kind: 'reset', others: await countOtherSignInMethods(services, accountId) }
}

/** The link's account. Better Auth decides whether the link is still valid. */
async function findResetAccount(services: Services, token: string): Promise<AccountId | undefined> {
  if (findStorageIssues(token, 1).length > 0) return undefined
  const [row] = await services.database.db
    .select({ accountId: verification.value })
    .from(verification)
    .where(eq(verification.identifier, `reset-password:${token}`))
  return row && toAccountId(row.accountId)
}

async function countOtherSignInMethods(services: Services, accountId: AccountId) {
  const [methods, [row]] = await Promise.all([
    listSignInMethods(services, accountId),
    services.database.db.select({ passkeys: count() }).from(passkey).where(eq(passkey.userId, accountId)),
  ])
  return { google: methods.some(({ provider }) => provider === 'google'), passkeys: row?.passkeys ?? 0 }
}

export type EmailVerification = { kind: 'verified' } | { kind: 'dead-link' } | { kind: 'another-account' }

export type Confirmation =
  | { kind: 'signed-in'; cookies: string[] }
  | { kind: 'wrong-password' }
  | { kind: 'too-many' }
  | { kind: 'dead-link' }

/** The recipient named by the link itself. */
export const readLinkEmail = (token: string): string | undefined => readClaims(token)?.email

/**
 * For a visitor who has just signed up and is not signed in: the link and the password together. The link alone would
 * confirm the account of someone who typed another person's address; that someone has only the password.
 */
export async function confirmWithPassword(
  services: Services,
  request: Request,
  { token, password }: { token: string; password: string },
): Promise<Confirmation> {
  const email = readLinkEmail(token)
  if (email === undefined) return { kind: 'dead-link' }
  const signIn = () => callAuth(services, request, { path: '/sign-in/email', body: { email, password } })
  const first = await signIn()
  if (first.ok) return { kind: 'signed-in', cookies: first.headers.getSetCookie() }
  if (first.status === 429) return { kind: 'too-many' }
  if ((await readAuthRefusal(first)).code !== UNCONFIRMED) return { kind: 'wrong-password' }
  if (!(await callAuth(services, request, { path: `/verify-email?token=${encodeURIComponent(token)}` })).ok) {
    return { kind: 'dead-link' }
  }
  const second = await signIn()
  if (second.ok) return { kind: 'signed-in', cookies: second.headers.getSetCookie() }
  return { kind: second.status === 429 ? 'too-many' : 'dead-link' }
}

const claimsSchema = z.object({ email: z.string(), userId: z.string().optional() })

/**
 * Only for the signed-in account: otherwise an attacker could sign up with another person's address, wait until that
 * person follows the link, and own an account that Google then signs them in to.
 */
export async function verifyEmail(
  services: Services,
  request: Request,
  { session, token }: { session: Session; token: string },
): Promise<EmailVerification> {
  const claims = readClaims(token)
  if (claims === undefined) return { kind: 'dead-link' }
  if (
    claims.email !== session.account.email ||
    (claims.userId ?? session.account.id) !== session.account.id
  ) {
    return { kind: 'another-account' }
  }
  const response = await callAuth(services, request, {
    path: `/verify-email?token=${encodeURIComponent(token)}`,
  })
  return response.ok ? { kind: 'verified' } : { kind: 'dead-link' }
}

/** Not verified here: Better Auth does that with the token itself. */
function readClaims(token: string) {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')
    return claimsSchema.parse(JSON.parse(payload))
  } catch {
    return undefined
  }
}
