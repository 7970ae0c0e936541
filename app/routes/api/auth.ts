import { answerApi } from '#app/server/api-errors.server.ts'
import { getRuntime } from '#app/server/runtime.server.ts'
import type { Route } from './+types/auth'

const answer = ({ request }: Route.LoaderArgs | Route.ActionArgs) =>
  answerApi(request, async () => {
    const response = await getRuntime().auth.handler(request)
    // Better Auth says it in a header of its own; clients and proxies know the standard one.
    const retryAfter = response.headers.get('x-retry-after')
    if (retryAfter !== null) response.headers.set('retry-after', retryAfter)
    return response
  })

export const loader = answer
export const action = answer
