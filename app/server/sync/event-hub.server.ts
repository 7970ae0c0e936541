import type { Sql } from 'postgres'
import type { SyncEvent } from '#app/sync/protocol.ts'
import { logFailure } from '../logs.server.ts'
import { getRuntime } from '../runtime.server.ts'
import { CHANGES_CHANNEL } from './announce.server.ts'
import { createWakeup } from './create-event.server.ts'
import { getLedger } from './get-ledger.server.ts'
import type { SyncLedger } from './sync-ledger.server.ts'

/** One device that listens. */
export type Listener = {
  accountId: string
  clientId: string | undefined
  /** Where it stands: what is later has not been said yet. */
  cursor: number
  send(event: SyncEvent): void
}

export type EventHub = {
  /** Resolves when nothing that is announced from now on is missed; what was before is said at once. */
  add(listener: Listener): Promise<() => void>
  countOf(accountId: string): number
}

const hubs = new WeakMap<object, EventHub>()

/** The listeners of this process, woken by every process over LISTEN. One for each pool. */
export function getEventHub(): EventHub {
  const { sql } = getRuntime().database
  const known = hubs.get(sql)
  if (known) return known
  const hub = createEventHub(sql, getLedger())
  hubs.set(sql, hub)
  return hub
}

function createEventHub(sql: Sql, ledger: SyncLedger): EventHub {
  const listeners = new Map<string, Set<Listener>>()
  const running = new Set<string>()
  const again = new Set<string>()
  let listening: Promise<unknown> | undefined

  function listen(): Promise<unknown> {
    listening ??= sql
      .listen(CHANGES_CHANNEL, wake, wakeAll)
      // The next listener tries again.
      .catch((error: unknown) => {
        listening = undefined
        throw error
      })
    return listening
  }

  /** Whatever was said while the connection was cut is lost: everybody looks. */
  function wakeAll(): void {
    for (const accountId of listeners.keys()) wake(accountId)
  }

  /** One look at a time for each account; what comes during a look is looked for after it. */
  function wake(accountId: string): void {
    if (!listeners.has(accountId)) return
    if (running.has(accountId)) {
      again.add(accountId)
      return
    }
    running.add(accountId)
    tell(accountId)
      .catch((error: unknown) => logFailure('Devices could not be told what changed.', error))
      .finally(() => {
        running.delete(accountId)
        if (again.delete(accountId)) wake(accountId)
      })
  }

  async function tell(accountId: string): Promise<void> {
    const waiting = [...(listeners.get(accountId) ?? [])]
    const cursors = new Set(waiting.map(({ cursor }) => cursor))
    const wakeups = await ledger.look(accountId, async (account) => {
      const found = new Map<number, Awaited<ReturnType<typeof createWakeup>>>()
      for (const cursor of cursors) found.set(cursor, await createWakeup(account, cursor))
      return found
    })
    for (const listener of waiting) {
      const wakeup = wakeups.get(listener.cursor)
      if (wakeup === undefined) continue
      listener.cursor = wakeup.event.seq
      // A device that is told its own edits would only be woken for nothing.
      if (wakeup.by === undefined || wakeup.by !== listener.clientId) listener.send(wakeup.event)
    }
  }

  return {
    async add(listener) {
      await listen()
      const { accountId } = listener
      const ofAccount = listeners.get(accountId) ?? new Set()
      listeners.set(accountId, ofAccount.add(listener))
      wake(accountId)
      return () => {
        ofAccount.delete(listener)
        if (ofAccount.size === 0 && listeners.get(accountId) === ofAccount) listeners.delete(accountId)
      }
    },
    countOf: (accountId) => listeners.get(accountId)?.size ?? 0,
  }
}
