import { sql } from 'drizzle-orm'
import { isDiskLow } from '#app/server/http/refuse-when-full.server.ts'
import { isDraining } from '#app/server/http/stream-registry.server.ts'
import { getDatabase, getStorage } from '#app/server/runtime.server.ts'

const DEADLINE_MS = 2_000

/** Whether requests can be served: database and storage respond within two seconds, and the server is not stopping. */
export async function loader() {
  if (isDraining()) return response({ status: 'stopping' }, 503)
  const [database, storage] = await Promise.all([
    isReachable(() => getDatabase().execute(sql`select 1`)),
    isReachable(() => getStorage().check()),
  ])
  const isReady = database && storage
  const body = {
    status: isReady ? 'ready' : 'not ready',
    database: database ? 'reachable' : 'unreachable',
    storage: storage ? 'reachable' : 'unreachable',
    // Still ready: reading goes on.
    ...(isDiskLow() ? { disk: 'full: nothing more is stored' } : {}),
  }
  return response(body, isReady ? 200 : 503)
}

const response = (body: object, status: number) =>
  Response.json(body, { status, headers: { 'cache-control': 'no-store' } })

async function isReachable(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    return await Promise.race([ask().then(() => true), answerFalseAfter(DEADLINE_MS)])
  } catch {
    return false
  }
}

const answerFalseAfter = (delayMs: number) =>
  new Promise<false>((resolve) => {
    setTimeout(() => resolve(false), delayMs).unref()
  })
