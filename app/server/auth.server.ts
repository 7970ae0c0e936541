import { betterAuth } from 'better-auth'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import type { Database } from '#db/client.ts'
import * as schema from '#db/schema.ts'
import type { Environment } from './env.server.ts'
import { logFailure } from './logs.server.ts'
import { CLIENT_IP_HEADER, isOwnOrigin } from './request-origin.server.ts'

export const PASSWORD_MIN_LENGTH = 8
export const PASSWORD_MAX_LENGTH = 128

const DAY_SECONDS = 24 * 60 * 60

export type Auth = ReturnType<typeof createAuth>

export function createAuth({ environment, db }: { environment: Environment; db: Database }) {
  const attempts = { window: 60, max: environment.signInMaxPerMinute }
  return betterAuth({
    appName: 'AppFrames',
    baseURL: environment.publicUrl,
    secret: environment.authSecret,
    database: drizzleAdapter(db, { provider: 'pg', schema, transaction: true }),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: PASSWORD_MIN_LENGTH,
      maxPasswordLength: PASSWORD_MAX_LENGTH,
    },
    // Work goes on offline for weeks; no cookie cache, so that a revoked session ends at once.
    session: { expiresIn: 60 * DAY_SECONDS, updateAge: DAY_SECONDS },
    // The same server is reached as localhost, 127.0.0.1 or by its name: a page of the very host asked is trusted.
    trustedOrigins: (request) => {
      const origin = request?.headers.get('origin')
      const host = request?.headers.get('host') ?? undefined
      return origin && isOwnOrigin(origin, host, environment.publicUrl) ? [origin] : []
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: 10,
      max: 100,
      customRules: { '/sign-in/*': attempts, '/sign-up/*': attempts, '/get-session': false },
    },
    advanced: {
      useSecureCookies: environment.publicUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [CLIENT_IP_HEADER] },
    },
    telemetry: { enabled: false },
    // Better Auth prints what it was given; the log leaves out what belongs to people.
    logger: {
      level: 'error',
      log: (_level, message, ...details) => logFailure(`Sign-in: ${message}`, details[0]),
    },
  })
}
