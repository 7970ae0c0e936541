import type { TransactionSql } from 'postgres'
import { applyChanges } from '#app/document/changes/apply-change.ts'
import type { Change } from '#app/document/changes/change.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { ConflictPolicy } from '#app/sync/protocol/projects.ts'
import type { AccountId } from '#db/account-id.ts'
import type { DocumentCache } from './document-cache.server.ts'
import { selectTexts } from './pg-stored-texts.server.ts'
import { toStoredDocument } from './stored-document.server.ts'
import type { AccountView, ProjectUsage, RepositoryProject, RevisionHead } from './sync-repository.server.ts'

// Queries of one account: the rows of its projects and their revisions, read in a transaction.

export type AccountRow = {
  seq: number
  epoch: string
  conflictPolicy: ConflictPolicy
  mediaSeq: number
  nowMs: number
} & ProjectUsage

export type AccountContext = {
  tx: TransactionSql
  accountId: AccountId
  row: AccountRow
  cache: DocumentCache
}

export type ProjectRow = Omit<RepositoryProject, 'by' | 'createdAt' | 'updatedAt' | 'deletedAt'> & {
  clientId: string | null
  mutationId: number | null
  createdAtMs: number
  updatedAtMs: number
  deletedAtMs: number | null
}

export const projectColumns = (tx: TransactionSql) => tx`
  id, name, revision::float8 as "revision", seq::float8 as "seq", content_hash as "contentHash",
  size_bytes as "sizeBytes", snapshot_revision::float8 as "snapshotRevision", tail_bytes as "tailBytes",
  client_id as "clientId", client_n::float8 as "mutationId",
  floor(extract(epoch from created_at) * 1000)::float8 as "createdAtMs",
  floor(extract(epoch from updated_at) * 1000)::float8 as "updatedAtMs",
  floor(extract(epoch from deleted_at) * 1000)::float8 as "deletedAtMs"`

export function toRepositoryProject(row: ProjectRow): RepositoryProject {
  const { clientId, mutationId, createdAtMs, updatedAtMs, deletedAtMs, ...project } = row
  return {
    ...project,
    by: clientId === null || mutationId === null ? undefined : { clientId, mutationId },
    createdAt: new Date(createdAtMs),
    updatedAt: new Date(updatedAtMs),
    deletedAt: deletedAtMs === null ? undefined : new Date(deletedAtMs),
  }
}

export const usageOf = ({ projects, projectBytes, keptProjects, keptBytes }: AccountRow): ProjectUsage => ({
  projects,
  projectBytes,
  keptProjects,
  keptBytes,
})

/** Of a row of `sync_accounts`. */
export const accountColumns = (tx: TransactionSql) => tx`
  seq::float8 as "seq", epoch, conflict_policy as "conflictPolicy",
  coalesce((select max(m.seq) from media_assets m where m.user_id = sync_accounts.user_id), 0)::float8 as "mediaSeq",
  floor(extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs",
  project_count as "projects", project_bytes::float8 as "projectBytes",
  kept_count as "keptProjects", kept_bytes::float8 as "keptBytes"`

type HeadRow = Omit<RevisionHead, 'createdAt'> & { createdAtMs: number }

const headColumns = (tx: TransactionSql) => tx`
  r.project_id as "projectId", r.revision::float8 as "revision", r.seq::float8 as "seq", r.name, r.label,
  r.content_hash as "contentHash", r.change_bytes as "changeBytes", r.data_bytes as "dataBytes",
  case when r.deleted_at is not null then 'deletion' when r.changes is not null then 'changes' else 'whole' end
    as "kind",
  (r.data is not null or r.revision = p.snapshot_revision) as "isSnapshot",
  floor(extract(epoch from r.created_at) * 1000)::float8 as "createdAtMs"`

const toHead = ({ createdAtMs, ...head }: HeadRow): RevisionHead => ({
  ...head,
  createdAt: new Date(createdAtMs),
})

export async function selectLastMutationId(
  tx: TransactionSql,
  accountId: AccountId,
  clientId: string,
): Promise<number | undefined> {
  const [client] = await tx<{ lastMutationId: number }[]>`
    select last_n::float8 as "lastMutationId" from sync_clients
    where user_id = ${accountId} and client_id = ${clientId}`
  return client?.lastMutationId
}

export async function selectProjects(
  tx: TransactionSql,
  accountId: AccountId,
  ids: readonly string[],
): Promise<readonly RepositoryProject[]> {
  const rows = await tx<ProjectRow[]>`
    select ${projectColumns(tx)} from projects where user_id = ${accountId} and id = any(${[...ids]}::uuid[])`
  return rows.map(toRepositoryProject)
}

export function createAccountView({ tx, accountId, row, cache }: AccountContext): AccountView {
  return {
    seq: row.seq,
    epoch: row.epoch,
    conflictPolicy: row.conflictPolicy,
    mediaSeq: row.mediaSeq,
    usage: usageOf(row),
    findLastMutationId: (clientId) => selectLastMutationId(tx, accountId, clientId),
    findProjects: (ids) => selectProjects(tx, accountId, ids),
    async listProjectsAfter(seq, limit) {
      const rows = await tx<ProjectRow[]>`
        select ${projectColumns(tx)} from projects where user_id = ${accountId} and seq > ${seq}
        order by projects.seq limit ${limit}`
      return rows.map(toRepositoryProject)
    },
    readDocuments: (requested) => readDocuments({ tx, accountId, row, cache }, requested),
    readTexts: (projects) => selectTexts(tx, accountId, projects),
    async findPushed({ projectId, clientId, mutationId }) {
      const [found] = await tx<{ revision: number; hash: string }[]>`
        select revision::float8 as "revision", content_hash as "hash" from project_revisions
        where user_id = ${accountId} and project_id = ${projectId} and client_id = ${clientId} and client_n = ${mutationId}`
      return found && { revision: found.revision, hash: found.hash }
    },
    async listHeadsSince(projectIds, cursor) {
      const rows = await tx<HeadRow[]>`
        select ${headColumns(tx)}
        from project_revisions r
        join projects p on p.user_id = r.user_id and p.id = r.project_id
        where r.user_id = ${accountId} and r.project_id = any(${[...projectIds]}::uuid[])
          and r.revision >= coalesce((
            select max(known.revision) from project_revisions known
            where known.user_id = r.user_id and known.project_id = r.project_id and known.seq <= ${cursor}
          ), 0)
        order by r.project_id, r.revision`
      return rows.map(toHead)
    },
    async listHeadsFrom(projectId, revision) {
      const rows = await tx<HeadRow[]>`
        select ${headColumns(tx)}
        from project_revisions r
        join projects p on p.user_id = r.user_id and p.id = r.project_id
        where r.user_id = ${accountId} and r.project_id = ${projectId} and r.revision >= ${revision}
        order by r.revision`
      return rows.map(toHead)
    },
    async readChanges({ projectId, after, through }) {
      const rows = await tx<{ changes: Change[] }[]>`
        select changes from project_revisions
        where user_id = ${accountId} and project_id = ${projectId} and changes is not null
          and revision > ${after} and revision <= ${through}
        order by revision`
      return rows.flatMap(({ changes }) => changes)
    },
    async findSnapshot(projectId, revision) {
      const [found] = await tx<{ revision: number; name: string; data: unknown }[]>`
        select r.revision::float8 as "revision", r.name, coalesce(r.data, p.data) as "data"
        from project_revisions r
        join projects p on p.user_id = r.user_id and p.id = r.project_id
        where r.user_id = ${accountId} and r.project_id = ${projectId} and r.revision <= ${revision}
          and (r.data is not null or r.revision = p.snapshot_revision)
        order by r.revision desc limit 1`
      const { name, data } = found ?? {}
      return (
        found && {
          revision: found.revision,
          document: toStoredDocument({ id: projectId, name: name ?? '', data }),
        }
      )
    },
  }
}

/** The stored whole documents with the changes since; what is known already is not read again. */
async function readDocuments(
  { tx, accountId, cache }: AccountContext,
  requested: readonly RepositoryProject[],
): Promise<ReadonlyMap<string, ProjectDocument>> {
  const documents = new Map<string, ProjectDocument>()
  const missing: RepositoryProject[] = []
  for (const project of requested) {
    const known = cache.find(accountId, project)
    if (known) documents.set(project.id, known)
    else missing.push(project)
  }
  if (missing.length === 0) return documents
  const ids = missing.map(({ id }) => id)
  const [wholes, tails] = await Promise.all([
    tx<{ id: string; data: unknown }[]>`
      select id, data from projects where user_id = ${accountId} and id = any(${ids}::uuid[])`,
    missing.every(({ tailBytes }) => tailBytes === 0)
      ? []
      : tx<{ id: string; changes: Change[] }[]>`
          select r.project_id as "id", r.changes from project_revisions r
          join projects p on p.user_id = r.user_id and p.id = r.project_id
          where r.user_id = ${accountId} and r.project_id = any(${ids}::uuid[])
            and r.revision > p.snapshot_revision and r.changes is not null
          order by r.project_id, r.revision`,
  ])
  const tailOf = new Map(ids.map((id): [string, Change[]] => [id, []]))
  for (const { id, changes } of tails) tailOf.get(id)?.push(...changes)
  const dataOf = new Map(wholes.map(({ id, data }) => [id, data]))
  for (const project of missing) {
    const { id, name } = project
    const whole = toStoredDocument({ id, name, data: dataOf.get(id) })
    documents.set(id, applyChanges(whole, tailOf.get(id) ?? []))
  }
  return documents
}
