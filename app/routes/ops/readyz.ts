import { sql } from 'drizzle-orm'
import { isDiskLow } from '#app/server/http/refuse-when-full.server.ts'
import { servicesContext } from '#app/server/http/services-context.server.ts'
import { isDraining } from '#app/server/http/stream-registry.server.ts'
import type { Route } from './+types/readyz'

const DEADLINE_MS = 2_000

/** Whether requests can be served: database and storage respond within two seconds, and the server is not stopping. */
export async function loader({ context }: Route.LoaderArgs) {
  const services = context.get(servicesContext)
  if (isDraining()) return response({ status: 'stopping' }, 503)
  const [database, storage] = await Promise.all([
    isReachable(() => services.database.db.execute(sql`select 1`)),
    isReachable(() => services.storage.check()),
  ])
  const isReady = database && storage
  const body = {
    status: isReady ? 'ready' : 'not ready',
    database: database ? 'reachable' : 'unreachable',
    storage: storage ? 'reachable' : 'unreachable',
    // Still ready: reading goes on.
    ...(isDiskLow(services) ? { disk: 'full: nothing more is stored' } : {}),
  }
  return response(body, isReady ? 200 : 503)
}

const response = (body: object, status: number) =>
  Response.json(body, { status, headers: { 'cache-control': 'no-store' } })

async function isReachable(request: () => Promise<unknown>): Promise<boolean> {
  try {
    return await Promise.race([request().then(() => true), giveUpAfter(DEADLINE_MS)])
  } catch {
    return false
  }
}

const giveUpAfter = (delayMs: number) =>
  new Promise<false>((resolve) => {
    setTimeout(() => resolve(false), delayMs).unref()
  })
