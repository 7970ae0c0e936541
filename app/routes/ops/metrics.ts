import { handleApi } from '#app/server/http/api-errors.server.ts'
import { handleMetrics } from '#app/server/http/metrics-page.server.ts'
import { requireMethod } from '#app/server/http/request-guards.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import type { Route } from './+types/metrics'

/** For Prometheus; there only when METRICS_TOKEN is set. */
export const loader = ({ request, context }: Route.LoaderArgs) =>
  handleMetrics(context.get(servicesContext), request)

export const action = ({ request }: Route.ActionArgs) =>
  handleApi(request, async () => {
    requireMethod(request, 'GET', 'HEAD')
    throw new Error('React Router sends GET and HEAD to the loader.')
  })
