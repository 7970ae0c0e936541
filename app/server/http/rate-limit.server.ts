import type { Sql } from 'postgres'

export type Limit = {
  /** The counted action and account, for example `media-upload:<account id>`. */
  key: string
  /** How many in one window; the window begins with the first. */
  max: number
  windowSeconds: number
  /**
   * This many are counted at once, and this process then lets them pass without a query: for frequent actions. Never
   * more than `max` pass in all; the rest of a lease is lost when its window or process ends.
   */
  lease?: number
}

export type Taken = { kind: 'ok' } | { kind: 'limited'; retryAfterSeconds: number }

type Lease = { left: number; endsAtMs: number }

const CLEAN_EVERY_TAKES = 1_000
let takes = 0
/** Of each pool, which stands for a process. */
const leases = new WeakMap<Sql, Map<string, Lease>>()

/**
 * Counts one against a limit that all processes share. One statement: the row's lock makes the count exact for any
 * number of processes. The table is UNLOGGED: after a crash of Postgres the counting restarts, which is no loss.
 */
export async function takeFromLimit(limit: Limit, sql: Sql): Promise<Taken> {
  const { lease = 1 } = limit
  const leased = getLeases(sql)
  if (lease > 1 && takeLeased(leased, limit.key)) return { kind: 'ok' }
  takes += 1
  if (takes % CLEAN_EVERY_TAKES === 0) {
    for (const [key, { endsAtMs }] of leased) if (endsAtMs <= performance.now()) leased.delete(key)
    await sql`delete from limit_counts where ends_at < now()`
  }
  const [row] = await sql<{ count: number; secondsLeft: number }[]>`
    insert into limit_counts (key, count, ends_at)
    values (${limit.key}, ${lease}, clock_timestamp() + make_interval(secs => ${limit.windowSeconds}))
    on conflict (key) do update set
      count = case when limit_counts.ends_at <= clock_timestamp() then 0 else limit_counts.count end + excluded.count,
      ends_at = case when limit_counts.ends_at <= clock_timestamp() then excluded.ends_at else limit_counts.ends_at end
    returning count, extract(epoch from ends_at - clock_timestamp())::float8 as "secondsLeft"
  `
  if (row === undefined) throw new Error('Counting against a limit returned no row.')
  const passing = Math.min(lease, limit.max - (row.count - lease))
  if (passing > 1) addLease(leased, limit.key, { left: passing - 1, secondsLeft: row.secondsLeft })
  if (passing > 0) return { kind: 'ok' }
  return { kind: 'limited', retryAfterSeconds: Math.max(1, Math.ceil(row.secondsLeft)) }
}

/** What was counted under the key no longer counts. */
export async function forgetLimit(key: string, sql: Sql): Promise<void> {
  await sql`delete from limit_counts where key = ${key}`
}

function getLeases(sql: Sql): Map<string, Lease> {
  const known = leases.get(sql) ?? new Map<string, Lease>()
  leases.set(sql, known)
  return known
}

/** Requests that come together may each bring one. */
function addLease(
  leased: Map<string, Lease>,
  key: string,
  { left, secondsLeft }: { left: number; secondsLeft: number },
): void {
  const known = leased.get(key)
  const nowMs = performance.now()
  const kept = known !== undefined && known.endsAtMs > nowMs ? known.left : 0
  leased.set(key, { left: kept + left, endsAtMs: nowMs + secondsLeft * 1_000 })
}

function takeLeased(leased: Map<string, Lease>, key: string): boolean {
  const lease = leased.get(key)
  if (lease === undefined || lease.left === 0 || lease.endsAtMs <= performance.now()) return false
  lease.left -= 1
  return true
}
