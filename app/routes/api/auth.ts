import { requireAuthRequest } from '#app/server/auth/auth-body.server.ts'
import { handleAuthRequest, readAuthRefusal, UNCONFIRMED } from '#app/server/auth/auth-call.server.ts'
import { requireAuthRoute } from '#app/server/auth/auth-routes.server.ts'
import { createErrorResponse, createJsonResponse, handleApi } from '#app/server/http/api-errors.server.ts'
import { createLimitedResponse } from '#app/server/http/request-limits.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import type { Route } from './+types/auth'

const FALLBACK_RETRY_SECONDS = 60

const handle = ({ request, context }: Route.LoaderArgs | Route.ActionArgs) =>
  handleApi(request, async () => {
    const services = context.get(servicesContext)
    const checked = await requireAuthRequest(request)
    await requireAuthRoute(services, checked)
    const response = await handleAuthRequest(services, checked)
    if (response.status === 403) return hideUnconfirmed(response)
    if (response.status === 500) return blamePasskey(response)
    if (response.status !== 429) return response
    // Better Auth sets a header of its own; clients and proxies know the standard one.
    return createLimitedResponse(Number(response.headers.get('x-retry-after')) || FALLBACK_RETRY_SECONDS)
  })

/**
 * A right password of an unconfirmed account gets the response to a wrong one: a sign-up must not reveal whether it was
 * a new one.
 */
async function hideUnconfirmed(response: Response): Promise<Response> {
  if ((await readAuthRefusal(response.clone())).code !== UNCONFIRMED) return response
  const refusal = { message: 'Invalid email or password', code: 'INVALID_EMAIL_OR_PASSWORD' }
  return createJsonResponse(refusal, { status: 401 })
}

/** Better Auth responds to a passkey that cannot be decoded as to a fault of its own; the database has just answered. */
async function blamePasskey(response: Response): Promise<Response> {
  const { code } = await readAuthRefusal(response.clone())
  if (code !== 'FAILED_TO_VERIFY_REGISTRATION') return response
  return createErrorResponse('invalid', 'This passkey cannot be read. Make it again, or use another one.')
}

export const loader = handle
export const action = handle
