import { sql } from 'drizzle-orm'
import { isDraining } from '#app/server/open-streams.server.ts'
import { getDatabase } from '#app/server/runtime.server.ts'

const DEADLINE_MS = 2_000

/** Whether requests can be served: the database answers within two seconds, and nobody told the server to stop. */
export async function loader() {
  if (isDraining()) return answer({ status: 'stopping' }, 503)
  const isReady = await Promise.race([isDatabaseReachable(), answerFalseAfter(DEADLINE_MS)])
  const body = { status: isReady ? 'ready' : 'not ready', database: isReady ? 'reachable' : 'unreachable' }
  return answer(body, isReady ? 200 : 503)
}

const answer = (body: object, status: number) =>
  Response.json(body, { status, headers: { 'cache-control': 'no-store' } })

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
