import { getAuthenticatorName, passkey } from '@better-auth/passkey'
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { and, eq, ne } from 'drizzle-orm'
import { toAccountId } from '#db/account-id.ts'
import type { Database, DatabaseClient } from '#db/client.ts'
import * as schema from '#db/schema.ts'
import type { Environment } from '../config/env.server.ts'
import { CLIENT_IP_HEADER, isOwnOrigin } from '../http/request-origin.server.ts'
import { logFailure } from '../observability/logs.server.ts'
import { createAuthLimits } from './auth-limits.server.ts'
import { writeExistingAccountMail, writeResetMail, writeVerificationMail } from './auth-mails.server.ts'
import { describeUserAgent } from './describe-user-agent.server.ts'
import { endReplacedSessions } from './end-replaced-sessions.server.ts'
import { createSmtpMailer } from './mailer.server.ts'

export const PASSWORD_MIN_LENGTH = 8
export const PASSWORD_MAX_LENGTH = 128

const HOUR_SECONDS = 60 * 60
const DAY_SECONDS = 24 * HOUR_SECONDS
/** Offline work may last for weeks. */
export const SESSION_DAYS = 60
/** A session in use is prolonged, at most once in this time. */
export const SESSION_UPDATE_DAYS = 1

export type Auth = ReturnType<typeof createAuth>

export function createAuth({
  environment,
  database: { db, sql },
}: {
  environment: Environment
  database: Pick<DatabaseClient, 'db' | 'sql'>
}) {
  const { publicUrl, google } = environment
  const mails = planMails(environment)
  return betterAuth({
    appName: 'AppFrames',
    baseURL: publicUrl,
    secret: environment.authSecret,
    database: drizzleAdapter(db, { provider: 'pg', schema, transaction: true }),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: PASSWORD_MIN_LENGTH,
      maxPasswordLength: PASSWORD_MAX_LENGTH,
      // Someone who had the old password may also have a session.
      revokeSessionsOnPasswordReset: true,
      onPasswordReset: ({ user }) => confirmByReset(db, user),
      ...mails.passwordReset,
    },
    ...mails.verification,
    socialProviders: google === undefined ? {} : { google },
    account: {
      accountLinking: {
        // Only while signed in and by going to Google from this browser: a user's Google address is often another one.
        allowDifferentEmails: true,
      },
    },
    user: { validateUserInfo: refuseUnverified },
    databaseHooks: { account: { create: { before: dropTokens }, update: { before: dropTokens } } },
    plugins: [
      passkey({
        rpID: new URL(publicUrl).hostname,
        rpName: 'AppFrames',
        origin: publicUrl,
        registration: { afterVerification: namePasskey },
      }),
      createAuthLimits(environment, sql),
      endReplacedSessions,
    ],
    // Ours are stricter: never the last sign-in method, nothing deleted without a password or a fresh sign-in.
    disabledPaths: ['/unlink-account', '/delete-user', '/delete-user/callback', '/change-email'],
    // No cookie cache, so that a revoked session ends at once.
    session: { expiresIn: SESSION_DAYS * DAY_SECONDS, updateAge: SESSION_UPDATE_DAYS * DAY_SECONDS },
    // The same server is reached as localhost, 127.0.0.1 or by its name: a page of the requested host is trusted.
    trustedOrigins: (request) => {
      const origin = request?.headers.get('origin')
      const host = request?.headers.get('host') ?? undefined
      return origin && isOwnOrigin(origin, host, publicUrl) ? [origin] : []
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 10,
      max: 100,
      customRules: {
        // Counted by createAuthLimits, exactly and by e-mail address too.
        '/sign-in/*': false,
        '/sign-up/*': false,
        '/request-password-reset': false,
        '/send-verification-email': false,
        '/get-session': false,
      },
    },
    advanced: {
      useSecureCookies: publicUrl.startsWith('https:'),
      // The time of a response must not reveal whether an address has an account.
      backgroundTasks: { handler: runInBackground },
      ipAddress: { ipAddressHeaders: [CLIENT_IP_HEADER] },
    },
    telemetry: { enabled: false },
    // Refusals are responses; other errors are thrown to the caller, which handles them.
    onAPIError: { throw: true },
    // Better Auth prints its input; the log leaves out personal data.
    logger: {
      level: 'error',
      log: (_level, message, ...details) =>
        logFailure(
          `Sign-in: ${message}`,
          details.find((one) => one instanceof Error),
        ),
    },
  })
}

/** Only with a mail server; Better Auth does not offer absent features. */
function planMails({ mail, publicUrl }: Environment) {
  if (mail === undefined) return {}
  const sendMail = createSmtpMailer(mail)
  return {
    passwordReset: {
      // An address of another person opens nothing, and reveals nothing about an account.
      requireEmailVerification: true,
      onExistingUserSignUp: ({ user }) => sendMail(writeExistingAccountMail(user, publicUrl)),
      resetPasswordTokenExpiresIn: HOUR_SECONDS,
      sendResetPassword: ({ user, token }) =>
        sendMail(writeResetMail(user, `${publicUrl}/reset-password?token=${token}`)),
    },
    verification: {
      emailVerification: {
        sendOnSignUp: true,
        expiresIn: DAY_SECONDS,
        sendVerificationEmail: ({ user, token }) =>
          sendMail(writeVerificationMail(user, `${publicUrl}/verify-email?token=${token}`)),
      },
    },
  } satisfies {
    passwordReset: BetterAuthOptions['emailAndPassword'] extends infer Options ? Partial<Options> : never
    verification: Pick<BetterAuthOptions, 'emailVerification'>
  }
}

/**
 * The link came by mail, so its user owns the address. Until then another person may have signed up with it: what they
 * added is removed, with their password and sessions.
 */
async function confirmByReset(
  db: Database,
  { id, emailVerified }: { id: string; emailVerified: boolean },
): Promise<void> {
  if (emailVerified) return
  await db.transaction(async (tx) => {
    await tx.delete(schema.passkey).where(eq(schema.passkey.userId, toAccountId(id)))
    await tx
      .delete(schema.account)
      .where(and(eq(schema.account.userId, toAccountId(id)), ne(schema.account.providerId, 'credential')))
    await tx
      .update(schema.user)
      .set({ emailVerified: true, updatedAt: new Date() })
      .where(eq(schema.user.id, id))
  })
}

function runInBackground(task: Promise<unknown>): void {
  task.catch((error: unknown) => logFailure('A mail could not be sent.', error))
}

/** Better Auth's response for an address that its provider has not verified: it may belong to another person. */
export const UNVERIFIED_EMAIL = 'unverified_email'

function refuseUnverified({ user, source }: Parameters<ValidateUserInfo>[0]): ReturnType<ValidateUserInfo> {
  return source.method === 'oauth' && user.emailVerified !== true ? { error: UNVERIFIED_EMAIL } : undefined
}

type ValidateUserInfo = NonNullable<NonNullable<BetterAuthOptions['user']>['validateUserInfo']>

/** Nothing is done at Google for the user, so no token that would allow it is stored. */
async function dropTokens<Row extends object>(row: Row) {
  return { data: { ...row, idToken: null, accessToken: null, refreshToken: null } }
}

type NamePasskey = NonNullable<
  NonNullable<Parameters<typeof passkey>[0]>['registration']
>['afterVerification']

/** Its name in the list: of its provider ("1Password"), else of the browser it was made in. */
const namePasskey: NamePasskey = async ({ ctx, verification }) => ({
  name:
    getAuthenticatorName(verification.registrationInfo?.aaguid) ??
    describeUserAgent(ctx.headers?.get('user-agent')),
})
