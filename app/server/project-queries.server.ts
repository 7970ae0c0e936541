import { and, desc, eq, sql } from 'drizzle-orm'
import type { Database } from '#db/client.ts'
import { projectRevisions, projects } from '#db/schema.ts'

export type ProjectRow = typeof projects.$inferSelect
export type ProjectSummary = {
  id: string
  name: string
  revision: number
  updatedAt: Date
  deletedAt: Date | undefined
}
export type WrittenProject = { id: string; revision: number; updatedAt: Date; deletedAt: Date | undefined }

type SummaryRow = {
  cursor: number
  id: string | null
  name: string
  revision: number
  updatedAtMs: number
  deletedAtMs: number | null
}
type WrittenRow = { id: string; revision: number; updatedAtMs: number; deletedAtMs: number | null }

const milliseconds = (column: string) => sql.raw(`floor(extract(epoch from ${column}) * 1000)::float8`)
const toDate = (atMs: number | null) => (atMs === null ? undefined : new Date(atMs))

/** One statement, so rows and cursor come from one snapshot: no write can fall between them. */
export async function selectProjectSummaries(
  db: Database,
  userId: string,
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
    order by p.updated_at desc, p.id
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

export async function selectProject(
  db: Database,
  userId: string,
  projectId: string,
): Promise<ProjectRow | undefined> {
  const [row] = await db
    .select()
    .from(projects)
    .where(and(eq(projects.userId, userId), eq(projects.id, projectId)))
  return row
}

type Content = { name: string; data: unknown; contentHash: string }

/**
 * Writes when the stored revision is still `baseRevision` (0: there is none), else does nothing and returns undefined.
 *
 * One statement: raising the account's `seq` takes its row lock, so the account's writers queue up, each sees the
 * former's result in `where revision = base`, and exactly one of many with the same base wins. The lock is held until
 * the commit, hence commit order is number order. A refused write leaves a number unused, which no reader minds.
 */
export async function upsertProject(
  db: Database,
  key: { userId: string; id: string; baseRevision: number },
  content: Content,
): Promise<WrittenProject | undefined> {
  const { userId, id, baseRevision } = key
  const rows = await db.execute<WrittenRow>(sql`
    with ${raisedSeq(userId)}, written as (
      insert into projects (user_id, id, name, data, revision, seq, content_hash, created_at, updated_at)
      select ${userId}, ${id}::uuid, ${content.name}, ${JSON.stringify(content.data)}::jsonb, 1, raised.seq,
        ${content.contentHash}, clock_timestamp(), clock_timestamp()
      from raised
      where ${baseRevision}::bigint = 0
        or exists (select 1 from projects where user_id = ${userId} and id = ${id}::uuid)
      on conflict (user_id, id) do update set
        name = excluded.name,
        data = excluded.data,
        revision = projects.revision + 1,
        seq = excluded.seq,
        content_hash = excluded.content_hash,
        deleted_at = null,
        updated_at = excluded.updated_at
      where projects.revision = ${baseRevision}::bigint
      returning *
    ), ${keptRevision}
    ${writtenRow}
  `)
  return toWrittenProject(rows[0])
}

/** Marks a live project as deleted; undefined when it is not there, already marked, or not at `baseRevision`. */
export async function markProjectDeleted(
  db: Database,
  key: { userId: string; id: string; baseRevision: number | undefined },
): Promise<WrittenProject | undefined> {
  const { userId, id, baseRevision } = key
  const isExpectedRevision =
    baseRevision === undefined ? sql`true` : sql`projects.revision = ${baseRevision}::bigint`
  const rows = await db.execute<WrittenRow>(sql`
    with ${raisedSeq(userId)}, written as (
      update projects set
        revision = projects.revision + 1,
        seq = raised.seq,
        deleted_at = clock_timestamp(),
        updated_at = clock_timestamp()
      from raised
      where projects.user_id = ${userId} and projects.id = ${id}::uuid
        and projects.deleted_at is null and ${isExpectedRevision}
      returning projects.*
    ), ${keptRevision}
    ${writtenRow}
  `)
  return toWrittenProject(rows[0])
}

const raisedSeq = (userId: string) => sql`
  raised as (
    insert into sync_accounts (user_id, seq) values (${userId}, 1)
    on conflict (user_id) do update set seq = sync_accounts.seq + 1
    returning seq
  )`

const keptRevision = sql`
  kept as (
    insert into project_revisions
      (user_id, project_id, revision, name, data, content_hash, deleted_at, created_at)
    select user_id, id, revision, name, case when deleted_at is null then data end, content_hash, deleted_at,
      updated_at
    from written
  )`

const writtenRow = sql`
  select id, revision::float8 as "revision", ${milliseconds('updated_at')} as "updatedAtMs",
    ${milliseconds('deleted_at')} as "deletedAtMs"
  from written`

const toWrittenProject = (row: WrittenRow | undefined): WrittenProject | undefined =>
  row && {
    id: row.id,
    revision: row.revision,
    updatedAt: new Date(row.updatedAtMs),
    deletedAt: toDate(row.deletedAtMs),
  }

export type RevisionSummary = Pick<
  typeof projectRevisions.$inferSelect,
  'revision' | 'name' | 'createdAt' | 'deletedAt'
>

const ofProject = (userId: string, projectId: string) =>
  and(eq(projectRevisions.userId, userId), eq(projectRevisions.projectId, projectId))

export function selectRevisions(db: Database, userId: string, projectId: string): Promise<RevisionSummary[]> {
  return db
    .select({
      revision: projectRevisions.revision,
      name: projectRevisions.name,
      createdAt: projectRevisions.createdAt,
      deletedAt: projectRevisions.deletedAt,
    })
    .from(projectRevisions)
    .where(ofProject(userId, projectId))
    .orderBy(desc(projectRevisions.revision))
}

export async function selectRevision(
  db: Database,
  key: { userId: string; projectId: string; revision: number },
): Promise<{ name: string; data: unknown } | undefined> {
  const [row] = await db
    .select({ name: projectRevisions.name, data: projectRevisions.data })
    .from(projectRevisions)
    .where(and(ofProject(key.userId, key.projectId), eq(projectRevisions.revision, key.revision)))
  return row
}

/** Keeps the last hundred revisions, and of the last ninety days the last of each day. */
export async function pruneRevisions(db: Database, userId: string, projectId: string): Promise<void> {
  await db.execute(sql`
    delete from project_revisions old
    where old.user_id = ${userId} and old.project_id = ${projectId}::uuid
      and old.revision <= (
        select revision - 100 from projects where user_id = ${userId} and id = ${projectId}::uuid
      )
      and (
        old.created_at < now() - interval '90 days'
        or exists (
          select 1 from project_revisions later
          where later.user_id = old.user_id and later.project_id = old.project_id
            and later.revision > old.revision
            and (later.created_at at time zone 'UTC')::date = (old.created_at at time zone 'UTC')::date
        )
      )
  `)
}
