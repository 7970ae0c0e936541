import type { ReservedSql, Sql, TransactionSql } from 'postgres'
import type { AccountId } from '#db/account-id.ts'
import { type SessionProof, standingSession } from '../auth/session-proof.server.ts'
import { takeTurn } from './account-turns.server.ts'
import type { DocumentCache } from './document-cache.server.ts'
import { createGroupCommit } from './group-commit.server.ts'
import {
  type AccountContext,
  type AccountRow,
  accountColumns,
  createAccountView,
  selectLastMutationId,
  selectProjects,
} from './pg-account-view.server.ts'
import { commitEditGroup, type EditMember } from './pg-edit-group.server.ts'
import { createLockedAccount } from './pg-locked-account.server.ts'
import type {
  AccountView,
  Committed,
  LockedAccount,
  Prefetch,
  RepositoryProject,
  SyncRepository,
} from './sync-repository.server.ts'

const MAX_KEPT_AT_ONCE = 16

type Member<T> = {
  accountId: AccountId
  work: (account: LockedAccount) => Promise<T>
  prefetch?: Prefetch | undefined
  proof?: SessionProof
}
/** `undefined`: the session is not proven. */
type Done<T> = { done: { result: T } | undefined }

/**
 * The tables of sync in Postgres. `cache` is filled with committed documents; `onCommitted` is called when a
 * transaction that wrote projects is on disk.
 */
export function createPgSyncRepository({
  sql,
  cache,
  onCommitted,
}: {
  sql: Sql
  cache: DocumentCache
  onCommitted?: (committed: Committed) => void
}): SyncRepository {
  function announceCommitted(committed: Committed): void {
    const { accountId, writes } = committed
    if (writes.length === 0) return
    // Hundreds that come at once would push out what people are working on.
    const isBulk = writes.length > MAX_KEPT_AT_ONCE
    for (const { project, document } of isBulk ? [] : writes) cache.keep(accountId, project, document)
    onCommitted?.(committed)
  }

  async function commitAlone<T>({ accountId, work, ...options }: Member<T>): Promise<Done<T>> {
    let sent: Promise<unknown>[] = []
    let committed: Committed | undefined
    const done = await sql.begin(async (tx) => {
      const locked = await lockAccount({ tx, accountId, cache }, options)
      if (locked === undefined) return undefined
      const { row, view } = locked
      const draft = createLockedAccount({ tx, accountId, row, cache }, view)
      const result = await work(draft.account)
      committed = draft.finish()
      // The commit follows what was sent without a wait between them; should one have failed, Postgres rolls back instead.
      sent = draft.sent
      return { result }
    })
    await Promise.all(sent)
    if (committed !== undefined) announceCommitted(committed)
    return { done: done as { result: T } | undefined }
  }

  async function commitGroup(
    members: readonly EditMember[],
  ): Promise<readonly (Done<unknown> | undefined)[]> {
    const outcomes = await commitEditGroup({ sql, cache }, members)
    for (const outcome of outcomes) if (outcome !== undefined) announceCommitted(outcome.committed)
    return outcomes.map((outcome) => outcome && { done: { result: outcome.result } })
  }

  const edits = createGroupCommit<EditMember, Done<unknown>>({ commitAlone, commitGroup })

  async function transact<T>(member: Member<T>): Promise<{ result: T } | undefined> {
    const { accountId, prefetch, proof } = member
    const isEdit = prefetch?.isEdit === true && proof !== undefined
    const { done } = await takeTurn(sql, accountId, () =>
      isEdit ? (edits.run({ ...member, prefetch, proof }) as Promise<Done<T>>) : commitAlone(member),
    )
    return done
  }

  return {
    async transact(accountId, work, prefetch) {
      const done = await transact({ accountId, work, prefetch })
      if (done === undefined) throw new Error('The account has no row to lock.')
      return done.result
    },
    transactProven: (accountId, work, { proof, ...prefetch }) =>
      transact({ accountId, work, prefetch, proof }),
    async read(accountId, work, { link } = {}) {
      for (;;) {
        const done = await takeReadTurn(sql, { accountId, link }, () =>
          sql.begin('isolation level repeatable read read only', async (tx) => {
            const [row] = await selectAccount(tx, accountId)
            if (row === undefined) return undefined
            const view = createAccountView({ tx, accountId, row, cache })
            return { result: await work(link === undefined ? view : keepRead(view, { accountId, cache })) }
          }),
        )
        if (done) return done.result as Awaited<ReturnType<typeof work>>
        await insertAccount(sql, accountId)
      }
    },
  }
}

/** The visitors of all links of an account use as many connections as it does itself, and no link all of these turns. */
function takeReadTurn<T>(
  sql: Sql,
  { accountId, link }: { accountId: AccountId; link: string | undefined },
  read: () => Promise<T>,
): Promise<T> {
  if (link === undefined) return takeTurn(sql, accountId, read)
  return takeTurn(sql, `link ${link}`, () => takeTurn(sql, `links of ${accountId}`, read))
}

/** The owner may not have the project open: each visitor would read and parse the document anew. */
function keepRead(
  view: AccountView,
  { accountId, cache }: Pick<AccountContext, 'accountId' | 'cache'>,
): AccountView {
  return {
    ...view,
    async readDocuments(requested) {
      const documents = await view.readDocuments(requested)
      for (const project of requested) {
        const document = documents.get(project.id)
        // Without a hash two histories of a restored database could not be told apart.
        if (document !== undefined && project.contentHash !== '') cache.keep(accountId, project, document)
      }
      return documents
    },
  }
}

const insertAccount = (sql: Sql | TransactionSql | ReservedSql, accountId: AccountId) =>
  sql`insert into sync_accounts (user_id) values (${accountId}) on conflict do nothing`

const selectAccount = (tx: TransactionSql, accountId: AccountId) => tx<AccountRow[]>`
  select ${accountColumns(tx)} from sync_accounts where user_id = ${accountId}`

const selectLocked = (tx: TransactionSql, accountId: AccountId, proof: SessionProof | undefined) =>
  tx<AccountRow[]>`${selectAccount(tx, accountId)} ${
    proof === undefined
      ? tx``
      : tx`and exists (select 1 from session s where s.user_id = ${accountId} and ${standingSession(tx, proof)})`
  } for update`

/**
 * The account's row, locked, and its queries. The rows named by `prefetch` are queried behind the lock, on the same
 * connection: Postgres runs the query when it has the lock, without a round trip. `undefined`: the session is not proven.
 */
async function lockAccount(
  { tx, accountId, cache }: Omit<AccountContext, 'row'>,
  { prefetch, proof }: { prefetch?: Prefetch | undefined; proof?: SessionProof },
): Promise<{ row: AccountRow; view: AccountView } | undefined> {
  // A query goes out when it is awaited: the lock must be the first.
  const locking = selectLocked(tx, accountId, proof).execute()
  const fetching =
    prefetch &&
    Promise.all([
      selectLastMutationId(tx, accountId, prefetch.clientId),
      selectProjects(tx, accountId, prefetch.projectIds),
    ])
  const [[row], fetched] = await Promise.all([locking, fetching])
  if (row === undefined) {
    if (proof !== undefined) return undefined
    await insertAccount(tx, accountId)
    const [made] = await selectLocked(tx, accountId, undefined)
    if (made === undefined) throw new Error('The account has no row to lock.')
    return { row: made, view: createAccountView({ tx, accountId, row: made, cache }) }
  }
  const view = createAccountView({ tx, accountId, row, cache })
  return { row, view: prefetch && fetched ? withPrefetched(view, prefetch, fetched) : view }
}

/** Nothing is written before it is read: the rules read, check and then write. */
function withPrefetched(
  view: AccountView,
  prefetch: Prefetch,
  [lastMutationId, projects]: [number | undefined, readonly RepositoryProject[]],
): AccountView {
  const known = new Set(prefetch.projectIds)
  let isFresh = true
  return {
    ...view,
    findLastMutationId: (clientId) =>
      clientId === prefetch.clientId ? Promise.resolve(lastMutationId) : view.findLastMutationId(clientId),
    findProjects(ids) {
      if (!isFresh || !ids.every((id) => known.has(id))) return view.findProjects(ids)
      isFresh = false
      const requested = new Set(ids)
      return Promise.resolve(projects.filter(({ id }) => requested.has(id)))
    },
  }
}
