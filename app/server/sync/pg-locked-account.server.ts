import type { TransactionSql } from 'postgres'
import { readListSummary } from '#app/document/catalogue/list-summary.ts'
import { toCanonicalText } from '#app/document/changes/canonical-text.ts'
import { appendMembers, cutData } from '#app/document/changes/document-text.ts'
import type { ProjectDocument } from '#app/document/model/schema.ts'
import type { AccountId } from '#db/account-id.ts'
import { type AccountContext, usageOf } from './pg-account-view.server.ts'
import { addWrite, weighRevisions } from './project-quota.server.ts'
import type {
  AccountView,
  Committed,
  LockedAccount,
  ProjectUsage,
  ProjectWrite,
  RepositoryProject,
} from './sync-repository.server.ts'

/**
 * Writes are sent at once and awaited after the commit: the database works while the next push is checked. A single edit
 * waits for the end, to be one statement with its number and the account's row.
 */
export function createLockedAccount(
  { tx, accountId, row }: AccountContext,
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
  const state: LockedState = { seq: row.seq, epoch: row.epoch, usage: usageOf(row) }
  const writes: ProjectWrite[] = []
  let held: { write: ProjectWrite; number?: { clientId: string; lastMutationId: number } } | undefined

  function flush(): void {
    if (held === undefined) return
    const { write, number } = held
    held = undefined
    for (const query of writeProject(tx, accountId, write)) send(query)
    if (number !== undefined) send(saveNumber(tx, accountId, number))
  }

  const account: LockedAccount = {
    ...flushedFirst(view, flush),
    get seq() {
      return state.seq
    },
    get epoch() {
      return state.epoch
    },
    get usage() {
      return state.usage
    },
    now: new Date(row.nowMs),
    takeSeq() {
      state.seq += 1
      return state.seq
    },
    async write(write) {
      flush()
      if (writes.length === 0 && isEdit(write)) held = { write }
      else for (const query of writeProject(tx, accountId, write)) send(query)
      state.usage = addWrite(state.usage, write)
      writes.push(write)
    },
    async saveLastMutationId(clientId, lastMutationId) {
      const number = { clientId, lastMutationId }
      if (held === undefined) send(saveNumber(tx, accountId, number))
      else held.number = number
    },
    async renewEpoch() {
      state.epoch = crypto.randomUUID()
    },
    async pruneRevisions(projectId, heads) {
      const revisions = heads.map(({ revision }) => revision)
      send(tx`
        delete from project_revisions
        where user_id = ${accountId} and project_id = ${projectId} and revision = any(${revisions}::bigint[])`)
      state.usage = { ...state.usage, keptBytes: state.usage.keptBytes - weighRevisions(heads) }
    },
    async forgetClients(keep) {
      flush()
      send(tx`
        delete from sync_clients
        where user_id = ${accountId} and client_id in (
          select client_id from sync_clients where user_id = ${accountId}
          order by updated_at desc, client_id offset ${keep})`)
    },
  }
  function finish(): Committed {
    const isMoved =
      state.seq !== row.seq || state.epoch !== row.epoch || state.usage.keptBytes !== row.keptBytes
    if (held?.number !== undefined && isMoved) {
      send(writeEdit(tx, accountId, { write: held.write, number: held.number, state }))
    } else {
      flush()
      if (isMoved) send(updateAccount(tx, accountId, state))
    }
    const { epoch, seq } = state
    return { accountId, epoch, mediaSeq: row.mediaSeq, from: row.seq, seq, writes }
  }
  return { account, sent, finish }
}

export type LockedState = { seq: number; epoch: string; usage: ProjectUsage }

/** Reads must find what was written before them. */
function flushedFirst(view: AccountView, flush: () => void): AccountView {
  const members = Object.entries(view).map(([name, member]) => [
    name,
    typeof member !== 'function'
      ? member
      : (...parameters: unknown[]) => {
          flush()
          return (member as (...all: unknown[]) => unknown)(...parameters)
        },
  ])
  return Object.fromEntries(members) as unknown as AccountView
}

/** Stored as changes of a project that is there. */
export const isEdit = ({ before, project }: ProjectWrite): boolean =>
  before !== undefined && project.snapshotRevision !== project.revision

/** The whole of a single edit. */
const writeEdit = (
  tx: TransactionSql,
  accountId: AccountId,
  { write, number, state }: { write: ProjectWrite; number: ClientNumber; state: LockedState },
) => tx`
  with edited as (${updateProject(tx, accountId, write.project, { data: null, facts: toFacts(write) })}),
    kept as (${insertRevision(tx, accountId, write)}),
    numbered as (${saveNumber(tx, accountId, number)})
  ${updateAccount(tx, accountId, state)}`

export type ClientNumber = { clientId: string; lastMutationId: number }

const saveNumber = (
  tx: TransactionSql,
  accountId: AccountId,
  { clientId, lastMutationId }: ClientNumber,
) => tx`
  insert into sync_clients (user_id, client_id, last_n) values (${accountId}, ${clientId}, ${lastMutationId})
  on conflict (user_id, client_id) do update set last_n = excluded.last_n, updated_at = now()`

const updateAccount = (tx: TransactionSql, accountId: AccountId, { seq, epoch, usage }: LockedState) => tx`
  update sync_accounts set seq = ${seq}, epoch = ${epoch},
    project_count = ${usage.projects}, project_bytes = ${usage.projectBytes},
    kept_count = ${usage.keptProjects}, kept_bytes = ${usage.keptBytes}
  where user_id = ${accountId}`

function writeProject(tx: TransactionSql, accountId: AccountId, write: ProjectWrite): Promise<unknown>[] {
  const { before, project, document } = write
  const isSnapshot = project.snapshotRevision === project.revision
  const kept: Kept = {
    data: isSnapshot ? toDataText(document, write.text) : null,
    facts: toFacts(write),
  }
  if (before === undefined)
    return [insertProject(tx, accountId, project, kept), insertRevision(tx, accountId, write)]
  return [
    ...(isSnapshot ? [keepSnapshot(tx, accountId, before)] : []),
    updateProject(tx, accountId, project, kept),
    insertRevision(tx, accountId, write),
  ]
}

export const toFacts = ({ document }: ProjectWrite): string =>
  JSON.stringify({ schemaVersion: document.schemaVersion, ...readListSummary(document) })

/** `data`: JSON text as it is stored, or null where it stays as it is. */
type Kept = { data: string | null; facts: string }

/** The data as it is in the canonical text, followed by the view. */
function toDataText(document: ProjectDocument, text: string | undefined): string {
  const { view, name } = document
  const data = cutData(text ?? toCanonicalText(document), name)
  if (data === undefined) throw new Error(`The text of the project ${document.id} is not canonical.`)
  return appendMembers(data, { view })
}

const insertProject = (
  tx: TransactionSql,
  accountId: AccountId,
  project: RepositoryProject,
  { data, facts }: Kept,
) => tx`
  insert into projects (user_id, id, name, data, list_facts, revision, snapshot_revision, tail_bytes, size_bytes, seq, content_hash,
    client_id, client_n, created_at, updated_at)
  values (${accountId}, ${project.id}, ${project.name}, ${data}::text::json, ${facts}::text::json, ${project.revision},
    ${project.snapshotRevision}, ${project.tailBytes}, ${project.sizeBytes}, ${project.seq}, ${project.contentHash},
    ${project.by?.clientId ?? null}, ${project.by?.mutationId ?? null}, ${project.createdAt.toISOString()},
    ${project.updatedAt.toISOString()})`

/** Without `data` the stored whole document is not touched: Postgres does not even read it. */
const updateProject = (
  tx: TransactionSql,
  accountId: AccountId,
  project: RepositoryProject,
  { data, facts }: Kept,
) => tx`
  update projects set name = ${project.name}, list_facts = ${facts}::text::json, revision = ${project.revision},
    snapshot_revision = ${project.snapshotRevision}, tail_bytes = ${project.tailBytes},
    size_bytes = ${project.sizeBytes}, seq = ${project.seq}, content_hash = ${project.contentHash},
    client_id = ${project.by?.clientId ?? null}, client_n = ${project.by?.mutationId ?? null},
    updated_at = ${project.updatedAt.toISOString()}, deleted_at = ${project.deletedAt?.toISOString() ?? null}
    ${data === null ? tx`` : tx`, data = ${data}::text::json`}
  where user_id = ${accountId} and id = ${project.id}`

/** The whole document that is about to be replaced moves to its revision, so that this can still be put together. */
const keepSnapshot = (tx: TransactionSql, accountId: AccountId, before: RepositoryProject) => tx`
  update project_revisions r set data = p.data
  from projects p
  where p.user_id = ${accountId} and p.id = ${before.id}
    and r.user_id = p.user_id and r.project_id = p.id and r.revision = p.snapshot_revision and r.data is null`

function insertRevision(tx: TransactionSql, accountId: AccountId, write: ProjectWrite) {
  const { project, changes, changeBytes, dataBytes, label } = write
  return tx`
    insert into project_revisions (user_id, project_id, revision, seq, name, label, changes, change_bytes, data_bytes,
      content_hash, client_id, client_n, deleted_at, created_at)
    values (${accountId}, ${project.id}, ${project.revision}, ${project.seq}, ${project.name}, ${label},
      ${changes ? JSON.stringify(changes) : null}::jsonb, ${changeBytes}, ${dataBytes},
      ${project.contentHash}, ${project.by?.clientId ?? null}, ${project.by?.mutationId ?? null},
      ${project.deletedAt?.toISOString() ?? null}, ${project.updatedAt.toISOString()})`
}
