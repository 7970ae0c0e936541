import { z } from 'zod'
import { createErrorResponse } from '../http/api-errors.server.ts'

const MAX_NAME_LENGTH = 1_000
const MAX_SIDE_PX = 1_000_000

const idSchema = z.guid().transform((id) => id.toLowerCase())
// Names are cleaned, not rejected: files may have any name. A longer text is not a name.
const fileName = z.string('A file needs a name').max(MAX_NAME_LENGTH)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in lower-case hexadecimal')
const side = z.coerce.number().int().min(1).max(MAX_SIDE_PX)
const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text))

/** The fields of the form, all texts. `fileType` and `mimeType` are what the client believes; the bytes decide. */
export const mediaFormSchema = z.object({
  id: idSchema.optional(),
  fileName: fileName.optional(),
  fileType: z.string().max(100).optional(),
  mimeType: z.string().max(200).optional(),
  width: side.optional(),
  height: side.optional(),
  size: z.coerce.number().int().min(0).optional(),
  sha256: sha256.optional(),
})

export const uploadStartSchema = z.object({
  id: idSchema,
  fileName,
  fileType: z.enum(['image', 'video', 'font'], 'Only images, videos and fonts can be stored'),
  mimeType: z.string().max(200),
  size: z.number().int().min(1, 'An empty file cannot be stored').max(Number.MAX_SAFE_INTEGER),
  sha256,
  width: side.optional(),
  height: side.optional(),
})

export const assetRenameSchema = z.object({
  fileName: fileName.refine((name) => name.trim() !== '', 'A file needs a name'),
  updatedAt: moment,
  sentAt: moment.optional(),
})

/** An id from an address, in lower case; anything else names nothing, so it is 404 and not 400. */
export function requireMediaId(value: string | undefined): string {
  const parsed = idSchema.safeParse(value)
  if (!parsed.success) throw createMediaNotFound()
  return parsed.data
}

export const createMediaNotFound = () =>
  createErrorResponse('not_found', 'There is no such file in your account.')

/** The SHA-256 of the original, in the address of its thumbnail. */
export function requireVersion(url: URL): string {
  const parsed = sha256.safeParse(url.searchParams.get('sha256'))
  if (parsed.success) return parsed.data
  throw createErrorResponse('invalid', 'sha256: must be the SHA-256 of the file, in lower-case hexadecimal.')
}

/** The position to continue from; undefined when there is none. */
export function requireSince(url: URL): number | undefined {
  const value = url.searchParams.get('since')
  if (value === null) return undefined
  const since = Number(value)
  if (/^\d+$/.test(value) && Number.isSafeInteger(since)) return since
  throw createErrorResponse('invalid', 'since: must be a cursor that this route gave.')
}

/** The form's fields; a text that Postgres cannot keep is cleaned with the name, or was no valid value anyway. */
export function parseMediaForm(fields: Record<string, string>) {
  const parsed = mediaFormSchema.safeParse({ ...fields })
  if (parsed.success) return { kind: 'valid' as const, form: parsed.data }
  return { kind: 'invalid' as const, error: parsed.error }
}
