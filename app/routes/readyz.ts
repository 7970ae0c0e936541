import { sql } from 'drizzle-orm'
import { getDatabase } from '#app/server/runtime.server.ts'

const DEADLINE_MS = 2_000

/** Whether requests can be served: the database answers within two seconds. */
export async function loader() {
  const isReady = await Promise.race([isDatabaseReachable(), answerFalseAfter(DEADLINE_MS)])
  return Response.json(
    { status: isReady ? 'ready' : 'not ready', database: isReady ? 'reachable' : 'unreachable' },
    { status: isReady ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}

async function isDatabaseReachable(): Promise<boolean> {
  try {
    await getDatabase().execute(sql`select 1`)
    return true
  } catch {
    return false
  }
}

const answerFalseAfter = (delayMs: number) =>
  new Promise<false>((resolve) => {
    setTimeout(() => resolve(false), delayMs).unref()
  })
