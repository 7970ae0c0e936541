import type { Sql } from 'postgres'

export type Limit = {
  /** What is counted and for whom, for example `media-upload:<account id>`. */
  key: string
  /** How many in one window; the window begins with the first. */
  max: number
  windowSeconds: number
}

export type Taken = { kind: 'ok' } | { kind: 'limited'; retryAfterSeconds: number }

const CLEAN_EVERY_TAKES = 1_000
let takes = 0

/**
 * Counts one against a limit that all processes share. One statement: the row's lock makes the count exact however many
 * processes ask at once. The table is UNLOGGED: after a crash of Postgres the counting begins anew, which is no loss.
 */
export async function takeFromLimit(limit: Limit, sql: Sql): Promise<Taken> {
  takes += 1
  if (takes % CLEAN_EVERY_TAKES === 0) await sql`delete from limit_counts where ends_at < now()`
  const [row] = await sql<{ count: number; secondsLeft: number }[]>`
    insert into limit_counts (key, count, ends_at)
    values (${limit.key}, 1, clock_timestamp() + make_interval(secs => ${limit.windowSeconds}))
    on conflict (key) do update set
      count = case when limit_counts.ends_at <= clock_timestamp() then 1 else limit_counts.count + 1 end,
      ends_at = case when limit_counts.ends_at <= clock_timestamp() then excluded.ends_at else limit_counts.ends_at end
    returning count, extract(epoch from ends_at - clock_timestamp())::float8 as "secondsLeft"
  `
  if (row === undefined) throw new Error('Counting against a limit returned no row.')
  if (row.count <= limit.max) return { kind: 'ok' }
  return { kind: 'limited', retryAfterSeconds: Math.max(1, Math.ceil(row.secondsLeft)) }
}
