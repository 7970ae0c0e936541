import type { ReservedSql, Sql, TransactionSql } from 'postgres'
import type { Change } from '#app/document/change.ts'
import { toProjectData } from '#app/document/project-data.ts'
import type { Project } from '#app/document/schema.ts'
import type { ConflictPolicy } from '#app/sync/protocol.ts'
import type { DocumentCache } from './document-cache.server.ts'
import { applyChanges, measureJson, toStoredDocument } from './stored-document.server.ts'
import type {
  AccountView,
  Ahead,
  Committed,
  LedgerProject,
  LockedAccount,
  ProjectWrite,
  RevisionHead,
  SyncLedger,
} from './sync-ledger.server.ts'

type AccountRow = {
  seq: number
  epoch: string
  conflictPolicy: ConflictPolicy
  mediaSeq: number
  nowMs: number
}

/**
 * The tables of sync in Postgres. `cache` is filled with what was committed; `onCommitted` is called when a transaction that
 * wrote projects is on disk.
 */
export function createPgSyncLedger({
  sql,
  cache,
  onCommitted,
}: {
  sql: Sql
  cache: DocumentCache
  onCommitted?: (committed: Committed) => void
}): SyncLedger {
  return {
    async change(accountId, work, ahead) {
      let sent: Promise<unknown>[] = []
      let committed: Committed | undefined
      const result = await sql.begin(async (tx) => {
        const { row, view } = await lockAccount({ tx, accountId, cache }, ahead)
        const draft = createLockedAccount({ tx, accountId, row, cache }, view)
        const done = await work(draft.account)
        committed = draft.finish()
        // The commit follows what was sent without a wait between them; should one have failed, Postgres rolls back instead.
        sent = draft.sent
        return done
      })
      await Promise.all(sent)
      if (committed !== undefined && committed.writes.length > 0) {
        for (const { project, document } of committed.writes) cache.keep(accountId, project, document)
        onCommitted?.(committed)
      }
      return result as Awaited<ReturnType<typeof work>>
    },
    async look(accountId, work) {
      for (;;) {
        const looked = await sql.begin('isolation level repeatable read read only', async (tx) => {
          const [row] = await selectAccount(tx, accountId)
          return row && { result: await work(createAccountView({ tx, accountId, row, cache })) }
        })
        if (looked) return looked.result as Awaited<ReturnType<typeof work>>
        await insertAccount(sql, accountId)
      }
    },
  }
}

type Context = { tx: TransactionSql; accountId: string; row: AccountRow; cache: DocumentCache }

const insertAccount = (sql: Sql | TransactionSql | ReservedSql, accountId: string) =>
  sql`insert into sync_accounts (user_id) values (${accountId}) on conflict do nothing`

const selectAccount = (tx: TransactionSql, accountId: string) => tx<AccountRow[]>`
  select seq::float8 as "seq", epoch, conflict_policy as "conflictPolicy",
    coalesce((select max(seq) from media_assets where user_id = ${accountId}), 0)::float8 as "mediaSeq",
    floor(extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs"
  from sync_accounts where user_id = ${accountId}`

const selectLocked = (tx: TransactionSql, accountId: string) =>
  tx<AccountRow[]>`${selectAccount(tx, accountId)} for update`

/**
 * The account's row, locked, and what can be asked about it. What `ahead` names is asked for behind the lock, on the same
 * connection: Postgres runs it when it has the lock, and nobody waits for the way there and back.
 */
async function lockAccount(
  { tx, accountId, cache }: Omit<Context, 'row'>,
  ahead: Ahead | undefined,
): Promise<{ row: AccountRow; view: AccountView }> {
  // A query goes out when it is awaited: the lock must be the first.
  const locking = selectLocked(tx, accountId).execute()
  const fetching =
    ahead &&
    Promise.all([selectLastN(tx, accountId, ahead.clientId), selectProjects(tx, accountId, ahead.projectIds)])
  const [[row], fetched] = await Promise.all([locking, fetching])
  if (row === undefined) {
    await insertAccount(tx, accountId)
    const [made] = await selectLocked(tx, accountId)
    if (made === undefined) throw new Error('The account has no row to lock.')
    return { row: made, view: createAccountView({ tx, accountId, row: made, cache }) }
  }
  const view = createAccountView({ tx, accountId, row, cache })
  return { row, view: ahead && fetched ? answerAhead(view, ahead, fetched) : view }
}

/** Nothing is written before it is asked for: the rules look, judge and then write. */
function answerAhead(
  view: AccountView,
  ahead: Ahead,
  [lastN, projects]: [number | undefined, readonly LedgerProject[]],
): AccountView {
  const known = new Set(ahead.projectIds)
  let isFresh = true
  return {
    ...view,
    findLastN: (clientId) =>
      clientId === ahead.clientId ? Promise.resolve(lastN) : view.findLastN(clientId),
    findProjects(ids) {
      if (!isFresh || !ids.every((id) => known.has(id))) return view.findProjects(ids)
      isFresh = false
      const asked = new Set(ids)
      return Promise.resolve(projects.filter(({ id }) => asked.has(id)))
    },
  }
}

type ProjectRow = Omit<LedgerProject, 'by' | 'createdAt' | 'updatedAt' | 'deletedAt'> & {
  clientId: string | null
  clientN: number | null
  createdAtMs: number
  updatedAtMs: number
  deletedAtMs: number | null
}

const projectColumns = (tx: TransactionSql) => tx`
  id, name, revision::float8 as "revision", seq::float8 as "seq", content_hash as "contentHash",
  size_bytes as "sizeBytes", snapshot_revision::float8 as "snapshotRevision", tail_bytes as "tailBytes",
  client_id as "clientId", client_n::float8 as "clientN",
  floor(extract(epoch from created_at) * 1000)::float8 as "createdAtMs",
  floor(extract(epoch from updated_at) * 1000)::float8 as "updatedAtMs",
  floor(extract(epoch from deleted_at) * 1000)::float8 as "deletedAtMs"`

function toLedgerProject(row: ProjectRow): LedgerProject {
  const { clientId, clientN, createdAtMs, updatedAtMs, deletedAtMs, ...project } = row
  return {
    ...project,
    by: clientId === null || clientN === null ? undefined : { clientId, n: clientN },
    createdAt: new Date(createdAtMs),
    updatedAt: new Date(updatedAtMs),
    deletedAt: deletedAtMs === null ? undefined : new Date(deletedAtMs),
  }
}

type HeadRow = Omit<RevisionHead, 'createdAt'> & { createdAtMs: number }

const headColumns = (tx: TransactionSql) => tx`
  r.project_id as "projectId", r.revision::float8 as "revision", r.seq::float8 as "seq", r.name, r.label,
  r.content_hash as "contentHash", r.change_bytes as "changeBytes",
  case when r.deleted_at is not null then 'deletion' when r.changes is not null then 'changes' else 'whole' end
    as "kind",
  (r.data is not null or r.revision = p.snapshot_revision) as "isSnapshot",
  floor(extract(epoch from r.created_at) * 1000)::float8 as "createdAtMs"`

const toHead = ({ createdAtMs, ...head }: HeadRow): RevisionHead => ({
  ...head,
  createdAt: new Date(createdAtMs),
})

async function selectLastN(
  tx: TransactionSql,
  accountId: string,
  clientId: string,
): Promise<number | undefined> {
  const [client] = await tx<{ lastN: number }[]>`
    select last_n::float8 as "lastN" from sync_clients
    where user_id = ${accountId} and client_id = ${clientId}`
  return client?.lastN
}

async function selectProjects(
  tx: TransactionSql,
  accountId: string,
  ids: readonly string[],
): Promise<readonly LedgerProject[]> {
  const rows = await tx<ProjectRow[]>`
    select ${projectColumns(tx)} from projects where user_id = ${accountId} and id = any(${[...ids]}::uuid[])`
  return rows.map(toLedgerProject)
}

function createAccountView({ tx, accountId, row, cache }: Context): AccountView {
  return {
    seq: row.seq,
    epoch: row.epoch,
    conflictPolicy: row.conflictPolicy,
    mediaSeq: row.mediaSeq,
    findLastN: (clientId) => selectLastN(tx, accountId, clientId),
    findProjects: (ids) => selectProjects(tx, accountId, ids),
    async listProjectsAfter(seq, limit) {
      const rows = await tx<ProjectRow[]>`
        select ${projectColumns(tx)} from projects where user_id = ${accountId} and seq > ${seq}
        order by projects.seq limit ${limit}`
      return rows.map(toLedgerProject)
    },
    readDocuments: (wanted) => readDocuments({ tx, accountId, row, cache }, wanted),
    async findPushed({ projectId, clientId, n }) {
      const [found] = await tx<{ revision: number; hash: string }[]>`
        select revision::float8 as "revision", content_hash as "hash" from project_revisions
        where user_id = ${accountId} and project_id = ${projectId} and client_id = ${clientId} and client_n = ${n}`
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
  { tx, accountId, cache }: Context,
  wanted: readonly LedgerProject[],
): Promise<ReadonlyMap<string, Project>> {
  const documents = new Map<string, Project>()
  const missing: LedgerProject[] = []
  for (const project of wanted) {
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

/** What is written goes out at once and is waited for after the commit: the database works while the next push is judged. */
function createLockedAccount(
  { tx, accountId, row }: Context,
  view: AccountView,
): {
  account: LockedAccount
  sent: Promise<unknown>[]
  finish(): Committed
} {
  const sent: Promise<unknown>[] = []
  const send = (query: Promise<unknown>) => {
    // Until it is awaited, a failure must not count as unhandled.
    query.catch(() => undefined)
    sent.push(query)
  }
  const state = { seq: row.seq, epoch: row.epoch }
  const writes: ProjectWrite[] = []
  const account: LockedAccount = {
    ...view,
    get seq() {
      return state.seq
    },
    get epoch() {
      return state.epoch
    },
    now: new Date(row.nowMs),
    takeSeq() {
      state.seq += 1
      return state.seq
    },
    async write(write) {
      for (const query of writeProject(tx, accountId, write)) send(query)
      writes.push(write)
    },
    async saveLastN(clientId, lastN) {
      send(tx`
        insert into sync_clients (user_id, client_id, last_n) values (${accountId}, ${clientId}, ${lastN})
        on conflict (user_id, client_id) do update set last_n = excluded.last_n, updated_at = now()`)
    },
    async renewEpoch() {
      state.epoch = crypto.randomUUID()
    },
    async pruneRevisions(projectId, revisions) {
      send(tx`
        delete from project_revisions
        where user_id = ${accountId} and project_id = ${projectId} and revision = any(${[...revisions]}::bigint[])`)
    },
  }
  function finish(): Committed {
    if (state.seq !== row.seq || state.epoch !== row.epoch) {
      send(tx`
        update sync_accounts set seq = ${state.seq}, epoch = ${state.epoch} where user_id = ${accountId}`)
    }
    const { epoch, seq } = state
    return { accountId, epoch, mediaSeq: row.mediaSeq, from: row.seq, seq, writes }
  }
  return { account, sent, finish }
}

function writeProject(tx: TransactionSql, accountId: string, write: ProjectWrite): Promise<unknown>[] {
  const { before, project, document } = write
  const isSnapshot = project.snapshotRevision === project.revision
  const data = isSnapshot ? JSON.stringify(toProjectData(document)) : null
  if (before === undefined)
    return [insertProject(tx, accountId, project, data), insertRevision(tx, accountId, write)]
  return [
    ...(isSnapshot ? [keepSnapshot(tx, accountId, before)] : []),
    updateProject(tx, accountId, project, data),
    insertRevision(tx, accountId, write),
  ]
}

const insertProject = (
  tx: TransactionSql,
  accountId: string,
  project: LedgerProject,
  data: string | null,
) => tx`
  insert into projects (user_id, id, name, data, revision, snapshot_revision, tail_bytes, size_bytes, seq, content_hash,
    client_id, client_n, created_at, updated_at)
  values (${accountId}, ${project.id}, ${project.name}, ${data}::jsonb, ${project.revision},
    ${project.snapshotRevision}, ${project.tailBytes}, ${project.sizeBytes}, ${project.seq}, ${project.contentHash},
    ${project.by?.clientId ?? null}, ${project.by?.n ?? null}, ${project.createdAt.toISOString()},
    ${project.updatedAt.toISOString()})`

/** Without `data` the stored whole document is not touched: Postgres does not even read it. */
const updateProject = (
  tx: TransactionSql,
  accountId: string,
  project: LedgerProject,
  data: string | null,
) => tx`
  update projects set name = ${project.name}, revision = ${project.revision},
    snapshot_revision = ${project.snapshotRevision}, tail_bytes = ${project.tailBytes},
    size_bytes = ${project.sizeBytes}, seq = ${project.seq}, content_hash = ${project.contentHash},
    client_id = ${project.by?.clientId ?? null}, client_n = ${project.by?.n ?? null},
    updated_at = ${project.updatedAt.toISOString()}, deleted_at = ${project.deletedAt?.toISOString() ?? null}
    ${data === null ? tx`` : tx`, data = ${data}::jsonb`}
  where user_id = ${accountId} and id = ${project.id}`

/** The whole document that is about to be replaced moves to its revision, so that this can still be put together. */
const keepSnapshot = (tx: TransactionSql, accountId: string, before: LedgerProject) => tx`
  update project_revisions r set data = p.data
  from projects p
  where p.user_id = ${accountId} and p.id = ${before.id}
    and r.user_id = p.user_id and r.project_id = p.id and r.revision = p.snapshot_revision and r.data is null`

function insertRevision(tx: TransactionSql, accountId: string, { project, changes, label }: ProjectWrite) {
  return tx`
    insert into project_revisions (user_id, project_id, revision, seq, name, label, changes, change_bytes, content_hash,
      client_id, client_n, deleted_at, created_at)
    values (${accountId}, ${project.id}, ${project.revision}, ${project.seq}, ${project.name}, ${label},
      ${changes ? JSON.stringify(changes) : null}::jsonb, ${changes ? measureJson(changes) : 0},
      ${project.contentHash}, ${project.by?.clientId ?? null}, ${project.by?.n ?? null},
      ${project.deletedAt?.toISOString() ?? null}, ${project.updatedAt.toISOString()})`
}
