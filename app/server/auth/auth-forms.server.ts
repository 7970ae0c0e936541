import { z } from 'zod'
import { findStorageIssues } from '../http/storable-json.server.ts'
import type { Services } from '../services.server.ts'

import { emailSchema } from './account-form.server.ts'
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from './auth.server.ts'
import { callAuth, readAuthRefusal, readRetryAfterSeconds, UNCONFIRMED } from './auth-call.server.ts'
import { createSignedOutCookie } from './sign-out-cookies.server.ts'

// The sign-in forms, for browsers without JavaScript as for those with it. They go through Better Auth's HTTP handler,
// because its API functions skip the rate limit and the origin check (decision 0004).

export type FieldName = 'name' | 'email' | 'password'
export type FormErrors = { form?: string | undefined; fields: Partial<Record<FieldName, string>> }

export type FormResult =
  /** `cookies`: Set-Cookie values for the browser. */
  | { kind: 'done'; cookies: string[] }
  /** Whether or not the address has an account: only the mail reveals it, to the owner. */
  | { kind: 'mailed'; email: string }
  | { kind: 'refused'; status: number; errors: FormErrors; retryAfterSeconds?: number }

const text = (message: string) =>
  z
    .string(message)
    .refine(
      (value) => findStorageIssues(value, 1).length === 0,
      'This holds a character that cannot be stored.',
    )

const signInSchema = z.object({
  email: emailSchema,
  password: text('Enter your password.').min(1, 'Enter your password.'),
})

const signUpSchema = z.object({
  name: text('Enter your name.')
    .trim()
    .min(1, 'Enter your name.')
    .max(100, 'A name has at most 100 characters.'),
  email: emailSchema,
  password: text('Choose a password.')
    .min(PASSWORD_MIN_LENGTH, `A password needs at least ${PASSWORD_MIN_LENGTH} characters.`)
    .max(PASSWORD_MAX_LENGTH, `A password has at most ${PASSWORD_MAX_LENGTH} characters.`),
})

export function signIn(services: Services, request: Request, form: FormData): Promise<FormResult> {
  return submit(services, request, {
    path: '/sign-in/email',
    parsed: signInSchema.safeParse(Object.fromEntries(form)),
  })
}

export async function signUp(services: Services, request: Request, form: FormData): Promise<FormResult> {
  const parsed = signUpSchema.safeParse(Object.fromEntries(form))
  const result = await submit(services, request, { path: '/sign-up/email', parsed })
  const isMailed = result.kind === 'done' && services.environment.mail !== undefined
  return isMailed && parsed.success ? { kind: 'mailed', email: parsed.data.email } : result
}

export async function signOut(services: Services, request: Request): Promise<FormResult> {
  const result = await submitToAuth(services, request, { path: '/sign-out', body: {} })
  return result.kind === 'done'
    ? { ...result, cookies: [...result.cookies, createSignedOutCookie(services)] }
    : result
}

type Parsed = { success: true; data: object } | { success: false; error: z.ZodError }

async function submit(
  services: Services,
  request: Request,
  { path, parsed }: { path: string; parsed: Parsed },
): Promise<FormResult> {
  if (parsed.success) return submitToAuth(services, request, { path, body: parsed.data })
  const fields: FormErrors['fields'] = {}
  for (const {
    path: [name],
    message,
  } of parsed.error.issues) {
    if (name === 'name' || name === 'email' || name === 'password') fields[name] ??= message
  }
  return { kind: 'refused', status: 400, errors: { fields } }
}

async function submitToAuth(
  services: Services,
  request: Request,
  call: { path: string; body: object },
): Promise<FormResult> {
  const response = await callAuth(services, request, call)
  if (response.ok) return { kind: 'done', cookies: response.headers.getSetCookie() }
  if (response.status === 429) return refuseTooMany(readRetryAfterSeconds(response))
  // 403: the password is right and the address not confirmed. The visitor who chose both must not learn that the
  // account is theirs.
  const status = response.status === 403 ? 401 : response.status
  return { kind: 'refused', status, errors: await describeRefusal(services, response) }
}

const describeWrongPassword = (services: Services) =>
  services.environment.mail === undefined
    ? 'No account has this e-mail address with this password. Check both, or create an account.'
    : 'No account has this e-mail address with this password. Check both, or create an account; if you have just created it, follow the link in the mail first.'

function refuseTooMany(retryAfterSeconds: number): FormResult {
  const form = `Too many attempts from here. Try again in ${retryAfterSeconds} seconds.`
  return { kind: 'refused', status: 429, errors: { form, fields: {} }, retryAfterSeconds }
}

async function describeRefusal(services: Services, response: Response): Promise<FormErrors> {
  switch ((await readAuthRefusal(response)).code) {
    case UNCONFIRMED:
    case 'INVALID_EMAIL_OR_PASSWORD':
      return { form: describeWrongPassword(services), fields: {} }
    case 'INVALID_EMAIL':
      return { fields: { email: 'This is not an e-mail address that can be used.' } }
    case 'USER_ALREADY_EXISTS':
    case 'USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL':
      return { fields: { email: 'There is already an account with this e-mail address. Sign in instead.' } }
    default:
      return {
        form: 'This did not work on the server; nothing is wrong with what you typed. Try again in a moment.',
        fields: {},
      }
  }
}
