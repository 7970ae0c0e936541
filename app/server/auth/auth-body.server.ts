import { z } from 'zod'
import { createErrorResponse, createInvalidResponse } from '../http/api-errors.server.ts'
import { parseJson, requireBodyBytes, requireStorable } from '../http/request-guards.server.ts'
import { accountNameSchema, emailSchema } from './account-form.server.ts'

/** Far more than a form or a passkey needs: Better Auth would read any body, without a session. */
export const AUTH_BODY_MAX_BYTES = 64_000
export const USER_AGENT_MAX_LENGTH = 500
const BOUNDS = { maxDepth: 16, maxValues: 2_000 }

/**
 * The library accepts any text as a picture's address and any JSON as a name, and every later request reads them again.
 */
const noPicture = z.never('An account has no picture here').optional()
const schemas: Record<string, z.ZodType> = {
  '/sign-up/email': z.looseObject({ name: accountNameSchema, email: emailSchema, image: noPicture }),
  '/update-user': z.looseObject({ name: accountNameSchema, image: noPicture }),
  '/passkey/update-passkey': z.looseObject({ name: accountNameSchema }),
  '/passkey/verify-registration': z.looseObject({ name: accountNameSchema.optional() }),
}

/** The request passed to Better Auth: its body limited before it is read, and checked by the product's own schemas. */
export async function requireAuthRequest(request: Request): Promise<Request> {
  const bytes = await requireBodyBytes(request, AUTH_BODY_MAX_BYTES)
  if (bytes.byteLength === 0) return request
  const body = requireBody(request, bytes)
  requireStorable(body, BOUNDS.maxDepth)
  const path = new URL(request.url).pathname.replace(/^\/api\/auth/, '').replace(/\/+$/, '')
  const parsed = (schemas[path] ?? z.unknown()).safeParse(body)
  if (!parsed.success) throw createInvalidResponse(parsed.error)
  const headers = new Headers(request.headers)
  headers.delete('content-length')
  headers.set('content-type', 'application/json')
  // Stored with the session, and shown in the list of devices.
  const userAgent = headers.get('user-agent')
  if (userAgent !== null) headers.set('user-agent', userAgent.slice(0, USER_AGENT_MAX_LENGTH))
  const { method, signal } = request
  return new Request(request.url, { method, headers, signal, body: JSON.stringify(parsed.data) })
}

function requireBody(request: Request, bytes: Uint8Array): unknown {
  const contentType = request.headers.get('content-type') ?? ''
  if (/^application\/([a-z0-9.+-]*\+)?json/i.test(contentType)) return parseJson(bytes, BOUNDS)
  if (/^application\/x-www-form-urlencoded/i.test(contentType)) {
    return Object.fromEntries(new URLSearchParams(new TextDecoder().decode(bytes)))
  }
  throw createErrorResponse('unsupported_media_type', 'The body must be JSON or a form.')
}
