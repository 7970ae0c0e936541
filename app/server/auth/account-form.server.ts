import { z } from 'zod'
import { findStorageIssues } from '../http/storable-json.server.ts'
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from './auth.server.ts'

const text = z
  .string('Fill in every field.')
  .refine(
    (value) => findStorageIssues(value, 1).length === 0,
    'This holds a character that cannot be stored.',
  )

export const accountNameSchema = text
  .trim()
  .min(1, 'Enter your name.')
  .max(100, 'A name has at most 100 characters.')

/** An address has at most 254 characters (RFC 5321, erratum 1690). */
export const emailSchema = text
  .trim()
  .min(1, 'Enter your e-mail address.')
  .max(254, 'An e-mail address has at most 254 characters.')
  .pipe(z.email('This is not a complete e-mail address; it looks like name@example.com.'))

export const newPasswordSchema = text
  .min(PASSWORD_MIN_LENGTH, `A password needs at least ${PASSWORD_MIN_LENGTH} characters.`)
  .max(PASSWORD_MAX_LENGTH, `A password has at most ${PASSWORD_MAX_LENGTH} characters.`)

const currentPassword = text.min(1, 'Enter your current password.')
const id = z.string().min(1).max(100)

const formSchema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('set-name'), name: accountNameSchema }),
  z.object({ intent: z.literal('confirm-password'), password: text.min(1, 'Enter your password.') }),
  z.object({ intent: z.literal('change-password'), currentPassword, newPassword: newPasswordSchema }),
  z.object({ intent: z.literal('set-password'), newPassword: newPasswordSchema }),
  z.object({ intent: z.literal('disconnect-google') }),
  z.object({ intent: z.literal('remove-passkey'), id }),
  z.object({ intent: z.literal('sign-out-device'), id }),
  z.object({ intent: z.literal('sign-out-others') }),
  z.object({ intent: z.literal('send-verification') }),
  z.object({
    intent: z.literal('set-conflict-policy'),
    conflictPolicy: z.enum(['merge', 'client-wins', 'server-wins', 'ask']),
  }),
  z.object({ intent: z.literal('delete-account'), password: text.optional() }),
])

export type AccountForm = z.infer<typeof formSchema>

export type ParsedAccountForm =
  | { kind: 'parsed'; form: AccountForm }
  | { kind: 'invalid'; intent: string; message: string }

export function parseAccountForm(form: FormData): ParsedAccountForm {
  const fields = Object.fromEntries(form)
  const parsed = formSchema.safeParse(fields)
  if (parsed.success) return { kind: 'parsed', form: parsed.data }
  const issue = parsed.error.issues[0]
  const message = issue?.path[0] === 'intent' ? 'Load the page again and try once more.' : issue?.message
  return {
    kind: 'invalid',
    intent: typeof fields.intent === 'string' ? fields.intent : '',
    message: message ?? '',
  }
}
