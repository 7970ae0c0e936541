import { answerApi } from '#app/server/api-errors.server.ts'
import { answerMetrics } from '#app/server/metrics-page.server.ts'
import { requireMethod } from '#app/server/request-guards.server.ts'
import type { Route } from './+types/metrics'

/** For Prometheus; there only when METRICS_TOKEN is set. */
export const loader = ({ request }: Route.LoaderArgs) => answerMetrics(request)

export const action = ({ request }: Route.ActionArgs) =>
  answerApi(request, async () => {
    requireMethod(request, 'GET', 'HEAD')
    throw new Error('React Router sends GET and HEAD to the loader.')
  })
