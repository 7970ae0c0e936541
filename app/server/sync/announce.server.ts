import type { Sql } from 'postgres'
import { logFailure } from '../logs.server.ts'
import { getRuntime } from '../runtime.server.ts'

/** The channel on which the processes tell each other whose account was written to. The payload is the account's id. */
export const CHANGES_CHANNEL = 'appframes_changes'
const COALESCE_MS = 20

const waiting = new Map<Sql, Set<string>>()
const pausing = new Set<Sql>()

/**
 * Wakes every device of the account, at whichever process its stream ends. Call it after the commit: inside the transaction
 * a NOTIFY costs a third of the throughput. The first goes out at once, those within the next 20 ms together. It is a
 * hint: one that is lost is made up for by polling.
 */
export function announce(accountId: string): void {
  const { sql } = getRuntime().database
  const accountIds = waiting.get(sql) ?? new Set()
  waiting.set(sql, accountIds.add(accountId))
  if (!pausing.has(sql)) notifyWaiting(sql)
}

function notifyWaiting(sql: Sql): void {
  const accountIds = [...(waiting.get(sql) ?? [])]
  waiting.delete(sql)
  if (accountIds.length === 0) return
  pausing.add(sql)
  const timer = setTimeout(() => {
    pausing.delete(sql)
    notifyWaiting(sql)
  }, COALESCE_MS)
  timer.unref()
  sql`select pg_notify(${CHANGES_CHANNEL}, id) from unnest(${accountIds}::text[]) as id`.catch(
    (error: unknown) => {
      // A server that stops has closed its pool.
      if (!isEnded(error))
        logFailure('Devices could not be told of a change; they will find it by polling.', error)
    },
  )
}

const isEnded = (error: unknown) =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('CONNECTION_')
