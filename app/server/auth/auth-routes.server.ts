import { createErrorResponse } from '../http/api-errors.server.ts'
import { requireMethod } from '../http/request-guards.server.ts'
import type { Services } from '../services.server.ts'
import { isRecent } from './recent-sign-in.server.ts'
import { findSession } from './session.server.ts'
import { findSignInMethodRefusal } from './sign-in-methods.server.ts'

const BASE = '/api/auth'

type AuthRoute = {
  method: 'GET' | 'POST'
  /** Adds a sign-in method: the same guards as on the account page. */
  addsSignInMethod?: true
}

/**
 * The open routes of Better Auth. All others of the library, now or after an upgrade, are closed: the pages call them
 * internally, behind their own guards (auth-call.server.ts).
 */
export const openAuthRoutes: Readonly<Record<string, AuthRoute>> = {
  '/get-session': { method: 'GET' },
  '/sign-up/email': { method: 'POST' },
  '/sign-in/email': { method: 'POST' },
  '/sign-out': { method: 'POST' },
  '/passkey/generate-authenticate-options': { method: 'GET' },
  '/passkey/verify-authentication': { method: 'POST' },
  '/passkey/generate-register-options': { method: 'GET', addsSignInMethod: true },
  '/passkey/verify-registration': { method: 'POST', addsSignInMethod: true },
}

/** Returns, or throws the response instead of calling the library. */
export async function requireAuthRoute(services: Services, request: Request): Promise<void> {
  const path = new URL(request.url).pathname.slice(BASE.length)
  const route = Object.hasOwn(openAuthRoutes, path) ? openAuthRoutes[path] : undefined
  if (route === undefined) throw createErrorResponse('not_found', 'There is nothing at this address.')
  requireMethod(request, route.method)
  // The library itself sets no end to a session in use.
  if (path === '/get-session') await findSession(services, request)
  if (route.addsSignInMethod) await requireSignInMethodAllowed(services, request)
}

async function requireSignInMethodAllowed(services: Services, request: Request): Promise<void> {
  const session = await findSession(services, request)
  if (session === undefined) throw createErrorResponse('unauthorized', 'Sign in first.')
  if (!isRecent(session)) {
    throw createErrorResponse(
      'forbidden',
      'Your sign-in here is more than a day old. Load the page again and confirm that it is you.',
    )
  }
  const refusal = findSignInMethodRefusal(services, session)
  if (refusal !== undefined) throw createErrorResponse('forbidden', refusal)
}
