import type { Sql, TransactionSql } from 'postgres'
import type { AccountId } from '#db/account-id.ts'
import { isSessionCurrent, type SessionProof } from '../auth/session-proof.server.ts'
import type { DocumentCache } from './document-cache.server.ts'
import {
  type AccountRow,
  accountColumns,
  type ProjectRow,
  projectColumns,
  toRepositoryProject,
  usageOf,
} from './pg-account-view.server.ts'
import { type ClientNumber, isEdit, type LockedState, toFacts } from './pg-locked-account.server.ts'
import { addWrite } from './project-quota.server.ts'
import type {
  AccountView,
  Committed,
  LockedAccount,
  Prefetch,
  ProjectWrite,
  RepositoryProject,
} from './sync-repository.server.ts'

/** A request that is expected to be one small edit, and nothing else. */
export type EditMember = {
  accountId: AccountId
  work: (account: LockedAccount) => Promise<unknown>
  prefetch: Prefetch
  proof: SessionProof
}

type Known = { row: AccountRow; lastMutationId: number | undefined; projects: readonly RepositoryProject[] }
type Judged = { result: unknown; committed: Committed; edit: Edit }
type Edit = { write: ProjectWrite; number: ClientNumber; state: LockedState }

/** Checking a larger document takes longer than the trips that are saved, with the rows of the others locked. */
const MAX_DOCUMENT_BYTES = 200_000

/** The request turned out to need more than what was read for the group: it is handled alone. */
class NeedsMore extends Error {}

/**
 * One transaction for edits of different accounts. Its members are told apart by `undefined`: their rows were locked by
 * somebody else, their session is not proven here, or they are no plain edits. Nothing of those was written.
 */
export async function commitEditGroup(
  { sql, cache }: { sql: Sql; cache: DocumentCache },
  members: readonly EditMember[],
): Promise<readonly (Judged | undefined)[]> {
  let writing: Promise<unknown> | undefined
  const judged = await sql.begin(async (tx) => {
    const known = await lockAccounts(tx, members)
    const outcomes: (Judged | undefined)[] = []
    for (const member of members) outcomes.push(await judge(member, known.get(member.accountId), cache))
    const edits = outcomes.flatMap((outcome) => (outcome === undefined ? [] : [outcome]))
    // As for a lone edit, the commit follows without a wait; should the write fail, Postgres rolls back instead.
    if (edits.length > 0) writing = writeEdits(tx, edits)
    writing?.catch(() => undefined)
    return outcomes
  })
  await writing
  return judged
}

type Of<Row> = Row & { accountId: string }

/**
 * Rows that are locked are left out, so a group neither waits for an account nor deadlocks. They come as one JSON each: read
 * at once, where the driver would read value by value.
 */
async function lockAccounts(
  tx: TransactionSql,
  members: readonly EditMember[],
): Promise<ReadonlyMap<string, Known>> {
  const [first] = members
  if (first === undefined) return new Map()
  const accountIds = members.map(({ accountId }) => accountId)
  const tokens = members.map(({ proof }) => proof.token)
  const clientIds = members.map(({ prefetch }) => prefetch.clientId)
  const projectIds = members.map(({ prefetch }) => prefetch.projectIds[0] ?? null)
  // A query goes out when it is awaited: the lock must be the first. What is read behind it is read as it is then.
  const locking = tx<{ rows: Of<AccountRow>[] | null }[]>`
    with locked as (
      select user_id as "accountId", ${accountColumns(tx)} from sync_accounts
      where user_id = any(${accountIds}::text[]) and exists (
        select 1 from session s
        where s.user_id = sync_accounts.user_id and s.token = any(${tokens}::text[])
          and ${isSessionCurrent(tx, first.proof)})
      for update skip locked)
    select json_agg(locked) as "rows" from locked`.execute()
  const [[locked], [found]] = await Promise.all([
    locking,
    tx<{ clients: Of<{ lastMutationId: number }>[] | null; projects: Of<ProjectRow>[] | null }[]>`
      select (
        select json_agg(client) from (
          select user_id as "accountId", last_n::float8 as "lastMutationId" from sync_clients
          where (user_id, client_id) in (select * from unnest(${accountIds}::text[], ${clientIds}::uuid[]))
        ) client) as "clients", (
        select json_agg(project) from (
          select user_id as "accountId", ${projectColumns(tx)} from projects
          where (user_id, id) in (select * from unnest(${accountIds}::text[], ${projectIds}::uuid[]))
        ) project) as "projects"`,
  ])
  const lastMutationIdOf = new Map(
    found?.clients?.map(({ accountId, lastMutationId }) => [accountId, lastMutationId]),
  )
  const projectOf = new Map(
    found?.projects?.map(({ accountId, ...project }) => [accountId, toRepositoryProject(project)]),
  )
  return new Map(
    locked?.rows?.map(({ accountId, ...row }) => {
      const project = projectOf.get(accountId)
      return [
        accountId,
        { row, lastMutationId: lastMutationIdOf.get(accountId), projects: project ? [project] : [] },
      ]
    }),
  )
}

async function judge(
  { accountId, work, prefetch }: EditMember,
  known: Known | undefined,
  cache: DocumentCache,
): Promise<Judged | undefined> {
  if (known === undefined || known.projects.some(({ sizeBytes }) => sizeBytes > MAX_DOCUMENT_BYTES))
    return undefined
  const draft = createEditAccount(accountId, known, { prefetch, cache })
  try {
    const result = await work(draft.account)
    const edit = draft.finish()
    if (edit === undefined) return undefined
    const { row } = known
    const { seq, epoch } = edit.state
    const committed = { accountId, epoch, mediaSeq: row.mediaSeq, from: row.seq, seq, writes: [edit.write] }
    return { result, edit, committed }
  } catch {
    // Alone it meets the same failure, which then is its own.
    return undefined
  }
}

/** The account as far as one edit needs it: everything else throws `NeedsMore`. */
function createEditAccount(
  accountId: AccountId,
  { row, lastMutationId, projects }: Known,
  { prefetch, cache }: { prefetch: Prefetch; cache: DocumentCache },
): { account: LockedAccount; finish(): Edit | undefined } {
  const state: LockedState = { seq: row.seq, epoch: row.epoch, usage: usageOf(row) }
  let write: ProjectWrite | undefined
  let number: ClientNumber | undefined
  const account: LockedAccount = {
    ...withoutQueries,
    get seq() {
      return state.seq
    },
    epoch: row.epoch,
    conflictPolicy: row.conflictPolicy,
    mediaSeq: row.mediaSeq,
    get usage() {
      return state.usage
    },
    now: new Date(row.nowMs),
    findLastMutationId: (clientId) =>
      clientId === prefetch.clientId ? Promise.resolve(lastMutationId) : needMore(),
    findProjects: (ids) =>
      write === undefined ? Promise.resolve(projects.filter(({ id }) => ids.includes(id))) : needMore(),
    async readDocuments(requested) {
      const documents = requested.map((project) => [project.id, cache.find(accountId, project)] as const)
      return new Map(documents.map(([id, document]) => [id, document ?? fail()]))
    },
    takeSeq() {
      state.seq += 1
      return state.seq
    },
    async write(next) {
      if (write !== undefined || !isEdit(next) || next.changes === undefined) fail()
      write = next
      state.usage = addWrite(state.usage, next)
    },
    async saveLastMutationId(clientId, lastMutationId) {
      number = { clientId, lastMutationId }
    },
  }
  return {
    account,
    finish: () => (write === undefined || number === undefined ? undefined : { write, number, state }),
  }
}

function fail(): never {
  throw new NeedsMore()
}

const needMore = async () => fail()

const withoutQueries = {
  listProjectsAfter: needMore,
  readTexts: needMore,
  findPushed: needMore,
  listHeadsSince: needMore,
  listHeadsFrom: needMore,
  readChanges: needMore,
  findSnapshot: needMore,
  renewEpoch: needMore,
  pruneRevisions: needMore,
  forgetClients: needMore,
} satisfies Partial<AccountView & LockedAccount>

/** The columns of an edit as they are sent, all edits in one text. */
const toRecord = ({ committed: { accountId }, edit: { write, number, state } }: Judged) => {
  const { project, changes, changeBytes, dataBytes, label } = write
  return {
    user_id: accountId,
    id: project.id,
    name: project.name,
    facts: toFacts(write),
    revision: project.revision,
    tail_bytes: project.tailBytes,
    size_bytes: project.sizeBytes,
    content_hash: project.contentHash,
    by_client: project.by?.clientId ?? null,
    by_n: project.by?.mutationId ?? null,
    updated_at: project.updatedAt.toISOString(),
    label,
    changes: changes ?? null,
    change_bytes: changeBytes,
    data_bytes: dataBytes,
    client_id: number.clientId,
    last_n: number.lastMutationId,
    seq: state.seq,
    project_count: state.usage.projects,
    project_bytes: state.usage.projectBytes,
    kept_count: state.usage.keptProjects,
    kept_bytes: state.usage.keptBytes,
  }
}

/** What `writeEdit` of pg-locked-account.server.ts writes of one edit. */
const writeEdits = (tx: TransactionSql, edits: readonly Judged[]): Promise<unknown> => tx`
  with edits as materialized (
    select * from jsonb_to_recordset(${JSON.stringify(edits.map(toRecord))}::text::jsonb) as edit (
      user_id text, id uuid, name text, facts text, revision bigint, tail_bytes integer, size_bytes integer,
      content_hash text, by_client uuid, by_n bigint, updated_at timestamptz, label text, changes jsonb,
      change_bytes integer, data_bytes integer, client_id uuid, last_n bigint, seq bigint,
      project_count integer, project_bytes bigint, kept_count integer, kept_bytes bigint)),
  edited as (
    update projects p set name = e.name, list_facts = e.facts::json, revision = e.revision,
      tail_bytes = e.tail_bytes, size_bytes = e.size_bytes, seq = e.seq, content_hash = e.content_hash,
      client_id = e.by_client, client_n = e.by_n, updated_at = e.updated_at, deleted_at = null
    from edits e where p.user_id = e.user_id and p.id = e.id),
  kept as (
    insert into project_revisions (user_id, project_id, revision, seq, name, label, changes, change_bytes, data_bytes,
      content_hash, client_id, client_n, created_at)
    select user_id, id, revision, seq, name, label, changes, change_bytes, data_bytes, content_hash, by_client, by_n,
      updated_at
    from edits),
  numbered as (
    insert into sync_clients (user_id, client_id, last_n) select user_id, client_id, last_n from edits
    on conflict (user_id, client_id) do update set last_n = excluded.last_n, updated_at = now())
  update sync_accounts a set seq = e.seq, project_count = e.project_count, project_bytes = e.project_bytes,
    kept_count = e.kept_count, kept_bytes = e.kept_bytes
  from edits e where a.user_id = e.user_id`
