import { randomBytes } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { LogLevel } from '../observability/logs.server.ts'
import { createMediaSettings, type MediaSettings, mediaVariables } from './media-settings.server.ts'
import { StartError } from './start-error.server.ts'
import { parseTrustProxy, type TrustProxy } from './trust-proxy.server.ts'

const MIN_SECRET_LENGTH = 32
/** In a project of ordinary elements a value takes about thirteen. */
const BYTES_PER_VALUE = 10
const MIN_JSON_VALUES = 100_000

const isUrlOf = (protocols: string[]) => (value: string) =>
  URL.canParse(value) && protocols.includes(new URL(value).protocol)

const integer = (min: number, max: number, fallback: number) =>
  z.coerce
    .number(`must be a whole number from ${min} to ${max}`)
    .int(`must be a whole number from ${min} to ${max}`)
    .min(min, `must be a whole number from ${min} to ${max}`)
    .max(max, `must be a whole number from ${min} to ${max}`)
    .default(fallback)

/** Messages complete the sentence "NAME …". */
const environmentSchema = z.object({
  PORT: integer(0, 65_535, 3000),
  HOST: z.string().optional(),
  DATA_DIR: z.string().default('.data'),
  DATABASE_URL: z
    .string()
    .refine(
      isUrlOf(['postgres:', 'postgresql:']),
      'must be an address like postgres://user:password@localhost:5432/appframes',
    )
    .optional(),
  BETTER_AUTH_URL: z
    .string()
    .refine(isUrlOf(['http:', 'https:']), 'must be the address people open, like https://frames.example.com')
    .optional(),
  BETTER_AUTH_SECRET: z
    .string()
    .min(MIN_SECRET_LENGTH, `must have at least ${MIN_SECRET_LENGTH} characters`)
    .optional(),
  TRUST_PROXY: z.string().transform(parseTrustProxy).optional(),
  STOP_DELAY_SECONDS: integer(0, 5, 0),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
    .optional(),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  GOOGLE_CLIENT_ID: z.string().optional(),
  GOOGLE_CLIENT_SECRET: z.string().optional(),
  SMTP_URL: z
    .string()
    .refine(
      isUrlOf(['smtp:', 'smtps:']),
      'must be an address like smtp://user:password@mail.example.com:587 or smtps://…',
    )
    .optional(),
  MAIL_FROM: z.string().optional(),
  SESSION_MAX_DAYS: integer(1, 3_650, 180),
  SIGN_IN_MAX_PER_MINUTE: integer(1, 100_000, 20),
  SIGN_IN_MAX_PER_EMAIL_PER_HOUR: integer(1, 100_000, 30),
  SIGN_UP_MAX_PER_HOUR: integer(1, 1_000_000, 100),
  MAIL_MAX_PER_HOUR: integer(1, 100_000, 20),
  MAIL_MAX_PER_EMAIL_PER_HOUR: integer(1, 100_000, 5),
  WRITES_MAX_PER_MINUTE: integer(1, 1_000_000, 1_200),
  REVIEW_COMMENTS_MAX_PER_MINUTE: integer(1, 100_000, 10),
  REVIEW_PASSWORDS_MAX_PER_MINUTE: integer(1, 100_000, 10),
  REVIEW_PAGES_MAX_PER_MINUTE: integer(1, 1_000_000, 120),
  REVIEW_PICTURES_MAX_PER_MINUTE: integer(1, 1_000_000, 600),
  PROJECT_MAX_BYTES: integer(1_000, 100_000_000, 5_000_000),
  PROJECT_MAX_DEPTH: integer(8, 1_000, 64),
  PROJECT_MAX_KEYS: integer(100, 1_000_000, 5_000),
  DISK_MIN_FREE_BYTES: integer(0, Number.MAX_SAFE_INTEGER, 200_000_000),
  PROJECTS_MAX: integer(1, 1_000_000, 2_000),
  PROJECTS_MAX_BYTES: integer(1_000, Number.MAX_SAFE_INTEGER, 1_000_000_000),
  SYNC_MAX_BYTES: integer(10_000, 200_000_000, 20_000_000),
  SYNC_MAX_PER_MINUTE: integer(1, 1_000_000, 3_000),
  NAME_MAX: integer(1, 200, 200),
  ...mediaVariables,
})

export type Environment = {
  port: number
  /** `undefined`: every address of this machine. */
  host: string | undefined
  dataDir: string
  /** `undefined`: the embedded Postgres. */
  databaseUrl: string | undefined
  /** The public address; made from the port when not given. */
  publicUrl: string
  authSecret: string
  /** Trusted sources of X-Forwarded-* headers, in Express's format; `false`: none. */
  trustProxy: TrustProxy
  /** How long a stopping server reports that it is not ready and still serves. */
  stopDelaySeconds: number
  /** `undefined`: the default of the mode. */
  logLevel: LogLevel | undefined
  /** `undefined`: there are no metrics. */
  metricsToken: string | undefined
  /** `undefined`: e-mail and password are the only sign-in methods. */
  google: { clientId: string; clientSecret: string } | undefined
  /** `undefined`: no mail is sent; features that need mail are not offered. */
  mail: { smtpUrl: string; from: string } | undefined
  /** Maximum age of a session in use. */
  sessionMaxDays: number
  signInMaxPerMinute: number
  /** Rate limits, by visitor or account, over all processes. */
  rates: {
    signInMaxPerEmailPerHour: number
    signUpMaxPerHour: number
    mailMaxPerHour: number
    mailMaxPerEmailPerHour: number
    writesMaxPerMinute: number
    /** By visitor of one review link. */
    reviewPagesMaxPerMinute: number
    reviewCommentsMaxPerMinute: number
    reviewPasswordsMaxPerMinute: number
    reviewPicturesMaxPerMinute: number
  }
  limits: {
    projectMaxBytes: number
    projectMaxDepth: number
    /** Of one map in a project. */
    projectMaxKeys: number
    /** Bytes of one JSON body: enough for the largest project. */
    jsonMaxValues: number
    /** Live projects of an account, and their documents together. */
    projectsMax: number
    projectsMaxBytes: number
    nameMaxLength: number
    /** Of one request of sync, unpacked. */
    syncMaxBytes: number
    /** Requests of sync by one account. */
    syncMaxPerMinute: number
  }
  /** Below this nothing more is stored on the disks of DATA_DIR and of the embedded Postgres. */
  diskMinFreeBytes: number
  media: MediaSettings
}

/**
 * Reads the settings once, at the start.
 *
 * @throws StartError naming the variable and what is expected of it.
 */
export function parseEnvironment(variables: NodeJS.ProcessEnv): Environment {
  // An empty value in .env means "not set".
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const parsed = environmentSchema.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new StartError(`The environment variable ${issue?.path.join('.')} ${issue?.message}.`)
  }
  const values = parsed.data
  const dataDir = resolve(values.DATA_DIR)
  requireWritableFolder(dataDir)
  const publicUrl = new URL(values.BETTER_AUTH_URL ?? `http://localhost:${values.PORT}`)
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir,
    databaseUrl: values.DATABASE_URL,
    publicUrl: publicUrl.origin,
    authSecret: values.BETTER_AUTH_SECRET ?? requireKeptSecret(values.DATABASE_URL, dataDir),
    trustProxy: values.TRUST_PROXY ?? false,
    stopDelaySeconds: values.STOP_DELAY_SECONDS,
    logLevel: values.LOG_LEVEL,
    metricsToken: values.METRICS_TOKEN,
    google: requireBothOrNone(values.GOOGLE_CLIENT_ID, values.GOOGLE_CLIENT_SECRET),
    mail: createMailSettings(values.SMTP_URL, values.MAIL_FROM, publicUrl.hostname),
    sessionMaxDays: values.SESSION_MAX_DAYS,
    signInMaxPerMinute: values.SIGN_IN_MAX_PER_MINUTE,
    rates: {
      signInMaxPerEmailPerHour: values.SIGN_IN_MAX_PER_EMAIL_PER_HOUR,
      signUpMaxPerHour: values.SIGN_UP_MAX_PER_HOUR,
      mailMaxPerHour: values.MAIL_MAX_PER_HOUR,
      mailMaxPerEmailPerHour: values.MAIL_MAX_PER_EMAIL_PER_HOUR,
      writesMaxPerMinute: values.WRITES_MAX_PER_MINUTE,
      reviewCommentsMaxPerMinute: values.REVIEW_COMMENTS_MAX_PER_MINUTE,
      reviewPasswordsMaxPerMinute: values.REVIEW_PASSWORDS_MAX_PER_MINUTE,
      reviewPagesMaxPerMinute: values.REVIEW_PAGES_MAX_PER_MINUTE,
      reviewPicturesMaxPerMinute: values.REVIEW_PICTURES_MAX_PER_MINUTE,
    },
    limits: {
      projectMaxBytes: values.PROJECT_MAX_BYTES,
      projectMaxDepth: values.PROJECT_MAX_DEPTH,
      projectMaxKeys: values.PROJECT_MAX_KEYS,
      jsonMaxValues: Math.max(MIN_JSON_VALUES, Math.ceil(values.PROJECT_MAX_BYTES / BYTES_PER_VALUE)),
      projectsMax: values.PROJECTS_MAX,
      projectsMaxBytes: values.PROJECTS_MAX_BYTES,
      nameMaxLength: values.NAME_MAX,
      syncMaxBytes: values.SYNC_MAX_BYTES,
      syncMaxPerMinute: values.SYNC_MAX_PER_MINUTE,
    },
    diskMinFreeBytes: values.DISK_MIN_FREE_BYTES,
    media: createMediaSettings(values),
  }
}

function requireBothOrNone(clientId: string | undefined, clientSecret: string | undefined) {
  if (clientId !== undefined && clientSecret !== undefined) return { clientId, clientSecret }
  if (clientId === undefined && clientSecret === undefined) return undefined
  const missing = clientId === undefined ? 'GOOGLE_CLIENT_ID' : 'GOOGLE_CLIENT_SECRET'
  throw new StartError(
    `The environment variable ${missing} is missing: sign-in with Google needs GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET.`,
  )
}

function createMailSettings(smtpUrl: string | undefined, from: string | undefined, host: string) {
  if (smtpUrl !== undefined) return { smtpUrl, from: from ?? `AppFrames <no-reply@${host}>` }
  if (from === undefined) return undefined
  throw new StartError(
    'The environment variable SMTP_URL is missing: MAIL_FROM alone sends no mail. Set SMTP_URL too, or neither.',
  )
}

function requireWritableFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true })
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new StartError(
      `The folder ${dataDir} cannot be written to; make it writable or name another one in DATA_DIR.`,
      { cause },
    )
  }
}

/** With a database of its own, the secret is made once and kept beside it: sessions survive a restart. */
function requireKeptSecret(databaseUrl: string | undefined, dataDir: string): string {
  if (databaseUrl !== undefined) {
    throw new StartError(
      `The environment variable BETTER_AUTH_SECRET must be set together with DATABASE_URL, to a random text of at least ${MIN_SECRET_LENGTH} characters that all servers of this database share.`,
    )
  }
  const path = join(dataDir, 'auth-secret')
  if (!existsSync(path)) createSecretFile(path)
  const secret = readFileSync(path, 'utf8').trim()
  if (secret.length >= MIN_SECRET_LENGTH) return secret
  throw new StartError(`The file ${path} is damaged; delete it (everyone will have to sign in again).`)
}

function createSecretFile(path: string): void {
  const temporary = `${path}-${randomBytes(6).toString('hex')}`
  writeFileSync(temporary, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
  try {
    linkSync(temporary, path)
  } catch (error) {
    // Another start has just created it; that one counts.
    if (!existsSync(path)) throw error
  } finally {
    unlinkSync(temporary)
  }
}
