import { requireAuthRequest } from '#app/server/auth/auth-body.server.ts'
import { answerApi } from '#app/server/http/api-errors.server.ts'
import { createLimitedResponse } from '#app/server/http/request-limits.server.ts'
import { getRuntime } from '#app/server/runtime.server.ts'
import type { Route } from './+types/auth'

const FALLBACK_RETRY_SECONDS = 60

const answer = ({ request }: Route.LoaderArgs | Route.ActionArgs) =>
  answerApi(request, async () => {
    const response = await getRuntime().auth.handler(await requireAuthRequest(request))
    if (response.status !== 429) return response
    // Better Auth says it in a header of its own; clients and proxies know the standard one.
    return createLimitedResponse(Number(response.headers.get('x-retry-after')) || FALLBACK_RETRY_SECONDS)
  })

export const loader = answer
export const action = answer
