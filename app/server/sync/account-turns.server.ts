import type { Sql } from 'postgres'
import { BusyError } from '../http/busy-error.server.ts'

/** One running and one waiting for the account's row: more would only take connections from others. */
export const MAX_AT_ONCE = 2
/** A request behind that many others is rejected with Retry-After. */
export const MAX_WAITING = 128
const RETRY_AFTER_SECONDS = 2

type Turns = { running: number; waiting: (() => void)[] }

/** Of each pool, which stands for a process. */
const turnsOf = new WeakMap<Sql, Map<string, Turns>>()

/**
 * Runs a transaction of an account when it is its turn: one account, however many requests it sends, uses two
 * connections of the pool, and the others find the rest free.
 *
 * @throws BusyError when too many wait.
 */
export async function takeTurn<T>(sql: Sql, accountId: string, work: () => Promise<T>): Promise<T> {
  const accounts = turnsOf.get(sql) ?? new Map<string, Turns>()
  turnsOf.set(sql, accounts)
  const turns = accounts.get(accountId) ?? { running: 0, waiting: [] }
  accounts.set(accountId, turns)
  if (turns.running < MAX_AT_ONCE) turns.running += 1
  else if (turns.waiting.length >= MAX_WAITING) throw new BusyError(RETRY_AFTER_SECONDS)
  // A finished one starts the next: `running` is unchanged.
  else await new Promise<void>((resolve) => turns.waiting.push(resolve))
  try {
    return await work()
  } finally {
    const next = turns.waiting.shift()
    if (next) next()
    else turns.running -= 1
    if (turns.running === 0) accounts.delete(accountId)
  }
}
