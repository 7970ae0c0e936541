import { servicesContext } from '#app/server/http/services-context.server.ts'
import type { Route } from './+types/healthz'
/**
 * The process is alive, and so is the server it runs itself: the embedded Postgres. Other dependencies are not checked.
 * The reason is in the log: it names directories of the machine.
 */
export function loader({ context }: Route.LoaderArgs) {
  const services = context.get(servicesContext)
  const hasFault = services.findFault?.() !== undefined
  const body = hasFault ? { status: 'failing', embeddedPostgres: 'not running' } : { status: 'alive' }
  return Response.json(body, { status: hasFault ? 503 : 200, headers: { 'cache-control': 'no-store' } })
}
