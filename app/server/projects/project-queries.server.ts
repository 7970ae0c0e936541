import { sql } from 'drizzle-orm'
import type { AccountId } from '#db/account-id.ts'
import type { Database } from '#db/client.ts'

export type ProjectSummary = {
  id: string
  name: string
  revision: number
  updatedAt: Date
  deletedAt: Date | undefined
}

type SummaryRow = {
  cursor: number
  id: string | null
  name: string
  revision: number
  updatedAtMs: number
  deletedAtMs: number | null
}

const milliseconds = (column: string) => sql.raw(`floor(extract(epoch from ${column}) * 1000)::float8`)
const toDate = (atMs: number | null) => (atMs === null ? undefined : new Date(atMs))

/** One statement, so rows and cursor come from one snapshot: no write can fall between them. */
export async function selectProjectSummaries(
  db: Database,
  userId: AccountId,
  options: { includeDeleted: boolean },
): Promise<{ projects: ProjectSummary[]; cursor: number }> {
  const rows = await db.execute<SummaryRow>(sql`
    select
      coalesce((select seq from sync_accounts where user_id = ${userId}), 0)::float8 as "cursor",
      p.id, p.name, p.revision::float8 as "revision",
      ${milliseconds('p.updated_at')} as "updatedAtMs",
      ${milliseconds('p.deleted_at')} as "deletedAtMs"
    from (values (1)) as one
    left join projects p
      on p.user_id = ${userId} and (p.deleted_at is null or ${options.includeDeleted})
    order by p.updated_at desc, p.seq desc
  `)
  return {
    cursor: rows[0]?.cursor ?? 0,
    projects: rows.flatMap((row) =>
      row.id === null
        ? []
        : [
            {
              id: row.id,
              name: row.name,
              revision: row.revision,
              updatedAt: new Date(row.updatedAtMs),
              deletedAt: toDate(row.deletedAtMs),
            },
          ],
    ),
  }
}
