import { answerApi } from '#app/server/api-errors.server.ts'
import { requireOwnOrigin } from '#app/server/request-guards.server.ts'
import { getRuntime } from '#app/server/runtime.server.ts'
import type { Route } from './+types/auth'

export const loader = ({ request }: Route.LoaderArgs) =>
  answerApi(request, () => getRuntime().auth.handler(request))

export const action = ({ request }: Route.ActionArgs) =>
  answerApi(request, () => {
    requireOwnOrigin(request)
    return getRuntime().auth.handler(request)
  })
