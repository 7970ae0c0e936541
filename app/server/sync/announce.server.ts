import type { Sql } from 'postgres'
import { type AccountId, toAccountId } from '#db/account-id.ts'
import { logFailure } from '../observability/logs.server.ts'

/** The channel on which the processes announce the accounts that were written to. */
export const CHANGES_CHANNEL = 'appframes_changes'
const COALESCE_MS = 20

/** By account, the number of its newest write, where that is known. */
const waiting = new Map<Sql, Map<string, number | undefined>>()
const pausing = new Set<Sql>()

/**
 * Wakes every device of the account, whichever process has its stream. Call it after the commit: inside the transaction
 * a NOTIFY costs a third of the throughput. The first is sent at once, those within the next 20 ms together. It is a
 * hint: polling makes up for a lost one.
 */
export function announce(
  { database: { sql } }: { database: { sql: Sql } },
  accountId: string,
  seq?: number,
): void {
  const accounts = waiting.get(sql) ?? new Map<string, number | undefined>()
  const newest = accounts.has(accountId) ? findLarger(accounts.get(accountId), seq) : seq
  waiting.set(sql, accounts.set(accountId, newest))
  if (!pausing.has(sql)) notifyWaiting(sql)
}

/** Of two commits the earlier one may be announced later. One whose number is unknown may be the newest. */
const findLarger = (a: number | undefined, b: number | undefined) =>
  a === undefined || b === undefined ? undefined : Math.max(a, b)

function notifyWaiting(sql: Sql): void {
  const payloads = [...(waiting.get(sql) ?? [])].map(([accountId, seq]) => `${seq ?? ''} ${accountId}`)
  waiting.delete(sql)
  if (payloads.length === 0) return
  pausing.add(sql)
  const timer = setTimeout(() => {
    pausing.delete(sql)
    notifyWaiting(sql)
  }, COALESCE_MS)
  timer.unref()
  sql`select pg_notify(${CHANGES_CHANNEL}, payload) from unnest(${payloads}::text[]) as payload`.catch(
    (error: unknown) => {
      // A server that stops has closed its pool.
      if (!isEnded(error))
        logFailure('Devices could not be told of a change; they will find it by polling.', error)
    },
  )
}

/** `seq` is undefined where the writer did not know it. */
export function parseAnnouncement(payload: string): { accountId: AccountId; seq: number | undefined } {
  const space = payload.indexOf(' ')
  const seq = payload.slice(0, space)
  return { accountId: toAccountId(payload.slice(space + 1)), seq: seq === '' ? undefined : Number(seq) }
}

const isEnded = (error: unknown) =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('CONNECTION_')
