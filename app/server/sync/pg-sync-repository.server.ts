import type { ReservedSql, Sql, TransactionSql } from 'postgres'
import type { AccountId } from '#db/account-id.ts'
import { takeTurn } from './account-turns.server.ts'
import type { DocumentCache } from './document-cache.server.ts'
import {
  type AccountContext,
  type AccountRow,
  createAccountView,
  selectLastN,
  selectProjects,
} from './pg-account-view.server.ts'
import { createLockedAccount } from './pg-locked-account.server.ts'
import type {
  AccountView,
  Committed,
  Prefetch,
  RepositoryProject,
  SyncRepository,
} from './sync-repository.server.ts'

const MAX_KEPT_AT_ONCE = 16

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
  return {
    async change(accountId, work, prefetch) {
      let sent: Promise<unknown>[] = []
      let committed: Committed | undefined
      const result = await takeTurn(sql, accountId, () =>
        sql.begin(async (tx) => {
          const { row, view } = await lockAccount({ tx, accountId, cache }, prefetch)
          const draft = createLockedAccount({ tx, accountId, row, cache }, view)
          const done = await work(draft.account)
          committed = draft.finish()
          // The commit follows what was sent without a wait between them; should one have failed, Postgres rolls back instead.
          sent = draft.sent
          return done
        }),
      )
      await Promise.all(sent)
      if (committed !== undefined && committed.writes.length > 0) {
        // Hundreds that come at once would push out what people are working on.
        const isBulk = committed.writes.length > MAX_KEPT_AT_ONCE
        for (const { project, document } of isBulk ? [] : committed.writes)
          cache.keep(accountId, project, document)
        onCommitted?.(committed)
      }
      return result as Awaited<ReturnType<typeof work>>
    },
    async look(accountId, work) {
      for (;;) {
        const looked = await takeTurn(sql, accountId, () =>
          sql.begin('isolation level repeatable read read only', async (tx) => {
            const [row] = await selectAccount(tx, accountId)
            return row && { result: await work(createAccountView({ tx, accountId, row, cache })) }
          }),
        )
        if (looked) return looked.result as Awaited<ReturnType<typeof work>>
        await insertAccount(sql, accountId)
      }
    },
  }
}

const insertAccount = (sql: Sql | TransactionSql | ReservedSql, accountId: AccountId) =>
  sql`insert into sync_accounts (user_id) values (${accountId}) on conflict do nothing`

const selectAccount = (tx: TransactionSql, accountId: AccountId) => tx<AccountRow[]>`
  select seq::float8 as "seq", epoch, conflict_policy as "conflictPolicy",
    coalesce((select max(seq) from media_assets where user_id = ${accountId}), 0)::float8 as "mediaSeq",
    floor(extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs",
    project_count as "projects", project_bytes::float8 as "projectBytes",
    kept_count as "keptProjects", kept_bytes::float8 as "keptBytes"
  from sync_accounts where user_id = ${accountId}`

const selectLocked = (tx: TransactionSql, accountId: AccountId) =>
  tx<AccountRow[]>`${selectAccount(tx, accountId)} for update`

/**
 * The account's row, locked, and its queries. The rows named by `ahead` are queried behind the lock, on the same
 * connection: Postgres runs the query when it has the lock, without a round trip.
 */
async function lockAccount(
  { tx, accountId, cache }: Omit<AccountContext, 'row'>,
  prefetch: Prefetch | undefined,
): Promise<{ row: AccountRow; view: AccountView }> {
  // A query goes out when it is awaited: the lock must be the first.
  const locking = selectLocked(tx, accountId).execute()
  const fetching =
    prefetch &&
    Promise.all([
      selectLastN(tx, accountId, prefetch.clientId),
      selectProjects(tx, accountId, prefetch.projectIds),
    ])
  const [[row], fetched] = await Promise.all([locking, fetching])
  if (row === undefined) {
    await insertAccount(tx, accountId)
    const [made] = await selectLocked(tx, accountId)
    if (made === undefined) throw new Error('The account has no row to lock.')
    return { row: made, view: createAccountView({ tx, accountId, row: made, cache }) }
  }
  const view = createAccountView({ tx, accountId, row, cache })
  return { row, view: prefetch && fetched ? answerAhead(view, prefetch, fetched) : view }
}

/** Nothing is written before it is read: the rules read, check and then write. */
function answerAhead(
  view: AccountView,
  prefetch: Prefetch,
  [lastN, projects]: [number | undefined, readonly RepositoryProject[]],
): AccountView {
  const known = new Set(prefetch.projectIds)
  let isFresh = true
  return {
    ...view,
    findLastN: (clientId) =>
      clientId === prefetch.clientId ? Promise.resolve(lastN) : view.findLastN(clientId),
    findProjects(ids) {
      if (!isFresh || !ids.every((id) => known.has(id))) return view.findProjects(ids)
      isFresh = false
      const asked = new Set(ids)
      return Promise.resolve(projects.filter(({ id }) => asked.has(id)))
    },
  }
}
