import { getRuntime } from '#app/server/runtime.server.ts'

/**
 * The process is alive, and so is what it runs itself: the embedded Postgres. Says nothing about what else it depends on. The reason
 * is in the log: it names folders of the machine.
 */
export function loader() {
  const hasFault = getRuntime().findFault?.() !== undefined
  const body = hasFault ? { status: 'failing', embeddedPostgres: 'not running' } : { status: 'alive' }
  return Response.json(body, { status: hasFault ? 503 : 200, headers: { 'cache-control': 'no-store' } })
}
