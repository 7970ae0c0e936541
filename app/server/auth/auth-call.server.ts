import { z } from 'zod'
import { CLIENT_IP_HEADER } from '../http/request-origin.server.ts'
import type { Services } from '../services.server.ts'
import { USER_AGENT_MAX_LENGTH } from './auth-body.server.ts'

type AuthCall = {
  /** Below `/api/auth`. */
  path: string
  /** Absent: a GET. */
  body?: object
}

/**
 * Calls Better Auth over its HTTP handler, for the visitor who sent `request`: its API functions skip the rate limit
 * and the origin check (decision 0004).
 */
export async function callAuth(
  services: Services,
  request: Request,
  { path, body }: AuthCall,
): Promise<Response> {
  const url = new URL(`/api/auth${path}`, request.url)
  const headers = new Headers({ origin: url.origin, host: url.host })
  if (body !== undefined) headers.set('content-type', 'application/json')
  for (const name of ['cookie', 'user-agent', CLIENT_IP_HEADER]) {
    const value = request.headers.get(name)
    if (value !== null)
      headers.set(name, name === 'user-agent' ? value.slice(0, USER_AGENT_MAX_LENGTH) : value)
  }
  const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) }
  return handleAuthRequest(services, new Request(url, init))
}

/**
 * The response of Better Auth. It makes responses of its own for an unavailable database; here they become those of
 * other routes.
 *
 * @throws the database's error.
 */
export async function handleAuthRequest(services: Services, request: Request): Promise<Response> {
  const { auth, database } = services
  const response = await auth.handler(request)
  // 422 is also the response to a sign-up whose row could not be written.
  if (response.status >= 500 || response.status === 422) await database.sql`select 1`
  return response
}

/** Better Auth's code for a right password of an account with an unconfirmed address; only where mail is set up. */
export const UNCONFIRMED = 'EMAIL_NOT_VERIFIED'

const refusalSchema = z.object({ code: z.string().optional(), message: z.string().optional() })

/** Better Auth's own word for why it refused. */
export async function readAuthRefusal(response: Response): Promise<{ code?: string; message?: string }> {
  const text = await response.text()
  try {
    const { code, message } = refusalSchema.parse(JSON.parse(text))
    return { ...(code !== undefined && { code }), ...(message !== undefined && { message }) }
  } catch {
    return {}
  }
}

/** When a 429 of Better Auth may be tried again. */
export const readRetryAfterSeconds = (response: Response): number =>
  Number(response.headers.get('x-retry-after')) || 60
