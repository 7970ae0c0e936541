import { answerMetrics } from '#app/server/metrics-page.server.ts'
import type { Route } from './+types/metrics'

/** For Prometheus; there only when METRICS_TOKEN is set. */
export const loader = ({ request }: Route.LoaderArgs) => answerMetrics(request)
