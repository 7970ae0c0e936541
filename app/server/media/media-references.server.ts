import { sql } from 'drizzle-orm'
import { findFontMedia } from '#app/document/model/font-media.ts'
import type { AccountId } from '#db/account-id.ts'
import { findProject } from '../projects/projects.server.ts'
import type { Services } from '../services.server.ts'

export type UsingProject = { id: string; name: string }

/** The account's live projects that name the asset. */
export async function findProjectsUsing(
  services: Services,
  accountId: AccountId,
  assetId: string,
): Promise<UsingProject[]> {
  const using: UsingProject[] = []
  for (const id of await listProjectsNaming(services, accountId, assetId)) {
    const project = await findProject(services, accountId, id)
    if (project && namesAsset(project.data, assetId)) using.push({ id, name: project.name })
  }
  return using
}

/** By the text of the rows, so that only few documents are read; newest first. */
async function listProjectsNaming(services: Services, accountId: AccountId, assetId: string) {
  const rows = await services.database.db.execute<{ id: string }>(sql`
    select id from projects
    where user_id = ${accountId} and deleted_at is null and (
      strpos(data::text, ${assetId}) > 0
      or exists (
        select 1 from project_revisions
        where user_id = projects.user_id and project_id = projects.id and revision > projects.snapshot_revision
          and strpos(changes::text, ${assetId}) > 0
      )
    )
    order by updated_at desc, id
  `)
  return rows.map(({ id }) => id)
}

/** Anywhere in the document: fields of newer clients that this version does not know count as well. */
function namesAsset(value: unknown, assetId: string): boolean {
  if (typeof value === 'string') return value === assetId || findFontMedia(value) === assetId
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((member) => namesAsset(member, assetId))
}

/**
 * Of these assets of one account, those that any stored version of any project names: live or deleted, current or
 * restorable. By the text of the rows, for a name too many only keeps a file too long.
 */
export async function findReferencedAssets(
  services: Services,
  accountId: AccountId,
  assetIds: string[],
): Promise<Set<string>> {
  if (assetIds.length === 0) return new Set()
  const ids = sql.join(
    assetIds.map((id) => sql`(${id})`),
    sql`, `,
  )
  const rows = await services.database.db.execute<{ id: string }>(sql`
    select wanted.id from (values ${ids}) as wanted (id)
    where exists (
      select 1 from projects where user_id = ${accountId} and strpos(data::text, wanted.id) > 0
    ) or exists (
      select 1 from project_revisions
      where user_id = ${accountId}
        and (strpos(data::text, wanted.id) > 0 or strpos(changes::text, wanted.id) > 0)
    )
  `)
  return new Set(rows.map(({ id }) => id))
}
