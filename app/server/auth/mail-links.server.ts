import { z } from 'zod'
import { getRuntime } from '../runtime.server.ts'
import { newPasswordSchema } from './account-form.server.ts'
import { callAuth, readRetryAfterSeconds } from './auth-call.server.ts'
import type { Session } from './session.server.ts'

export const canSendMail = (): boolean => getRuntime().environment.mail !== undefined

export type ResetRequest =
  /** Whether or not the address has an account: the page says the same. */
  | { kind: 'taken'; email: string }
  | { kind: 'invalid'; message: string; email: string }
  | { kind: 'too-many'; retryAfterSeconds: number; email: string }

const emailSchema = z.string().trim().pipe(z.email())

export async function requestPasswordReset(request: Request, form: FormData): Promise<ResetRequest> {
  const typed = String(form.get('email') ?? '')
  const parsed = emailSchema.safeParse(typed)
  if (!parsed.success) {
    const message = 'This is not a complete e-mail address; it looks like name@example.com.'
    return { kind: 'invalid', message, email: typed }
  }
  const email = parsed.data
  const answer = await callAuth(request, { path: '/request-password-reset', body: { email } })
  if (answer.status === 429) {
    return { kind: 'too-many', retryAfterSeconds: readRetryAfterSeconds(answer), email }
  }
  return { kind: 'taken', email }
}

export type PasswordReset =
  | { kind: 'reset' }
  | { kind: 'invalid'; message: string }
  /** The link was used, is too old, or was never one. */
  | { kind: 'dead-link' }

export async function resetPassword(request: Request, form: FormData): Promise<PasswordReset> {
  const parsed = newPasswordSchema.safeParse(form.get('newPassword'))
  if (!parsed.success) return { kind: 'invalid', message: parsed.error.issues[0]?.message ?? '' }
  const body = { token: String(form.get('token') ?? ''), newPassword: parsed.data }
  const answer = await callAuth(request, { path: '/reset-password', body })
  return answer.ok ? { kind: 'reset' } : { kind: 'dead-link' }
}

export type EmailVerification = { kind: 'verified' } | { kind: 'dead-link' } | { kind: 'another-account' }

const claimsSchema = z.object({ email: z.string(), userId: z.string().optional() })

/**
 * Only for the account that is signed in: else somebody could sign up with another person's address, wait until that person
 * follows the link, and own an account that Google then signs them in to.
 */
export async function verifyEmail(
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
  const answer = await callAuth(request, { path: `/verify-email?token=${encodeURIComponent(token)}` })
  return answer.ok ? { kind: 'verified' } : { kind: 'dead-link' }
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
