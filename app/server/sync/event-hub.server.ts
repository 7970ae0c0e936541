import type { Sql } from 'postgres'
import type { SyncEvent } from '#app/sync/protocol/projects.ts'
import type { AccountId } from '#db/account-id.ts'
import { logFailure } from '../observability/logs.server.ts'
import { getRuntime } from '../runtime.server.ts'
import { CHANGES_CHANNEL, parseAnnouncement } from './announce.server.ts'
import { createWakeup, createWakeupOf, type Wakeup } from './create-event.server.ts'
import { getRepository, watchRepository } from './get-repository.server.ts'
import type { Committed, SyncRepository } from './sync-repository.server.ts'

/** One device that listens. */
export type Listener = {
  accountId: AccountId
  clientId: string | undefined
  /** Where it stands: what is later has not been said yet. */
  cursor: number
  send(event: SyncEvent): void
}

export type EventHub = {
  /** Resolves when nothing that is announced from now on is missed; what was before is said at once. */
  add(listener: Listener): Promise<() => void>
}

const hubs = new WeakMap<object, EventHub>()

/** The listeners of this process, woken by every process over LISTEN. One for each pool. */
export function getEventHub(): EventHub {
  const { sql } = getRuntime().database
  const known = hubs.get(sql)
  if (known) return known
  const hub = createEventHub(sql, getRepository())
  hubs.set(sql, hub)
  return hub
}

function createEventHub(sql: Sql, repository: SyncRepository): EventHub {
  const listeners = new Map<AccountId, Set<Listener>>()
  const running = new Set<AccountId>()
  const again = new Set<AccountId>()
  let listening: Promise<unknown> | undefined

  function listen(): Promise<unknown> {
    listening ??= sql
      .listen(CHANGES_CHANNEL, onMessage, wakeAll)
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

  /** What is announced by this very process was told before; by another, somebody has to look. */
  function onMessage(payload: string): void {
    const { accountId, seq } = parseAnnouncement(payload)
    const isTold = [...(listeners.get(accountId) ?? [])].every(({ cursor }) => cursor === seq)
    if (!isTold) wake(accountId)
  }

  /** Devices that had everything before this write are told it at once; for others, somebody has to look. */
  function broadcastCommitted(committed: Committed): void {
    const waiting = listeners.get(committed.accountId)
    if (waiting === undefined) return
    const wakeup = createWakeupOf(committed)
    let isLookNeeded = false
    for (const listener of waiting) {
      if (wakeup !== undefined && listener.cursor === committed.from) say(listener, wakeup)
      else isLookNeeded = true
    }
    if (isLookNeeded) wake(committed.accountId)
  }

  function say(listener: Listener, { event, by }: Wakeup): void {
    listener.cursor = event.seq
    // A device that is told its own edits would only be woken for nothing.
    if (by === undefined || by !== listener.clientId) listener.send(event)
  }

  /** One look at a time for each account; what comes during a look is looked for after it. */
  function wake(accountId: AccountId): void {
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

  async function tell(accountId: AccountId): Promise<void> {
    const waiting = [...(listeners.get(accountId) ?? [])]
    const cursors = new Set(waiting.map(({ cursor }) => cursor))
    const wakeups = await repository.look(accountId, async (account) => {
      const found = new Map<number, Wakeup | undefined>()
      for (const cursor of cursors) found.set(cursor, await createWakeup(account, cursor))
      return found
    })
    for (const listener of waiting) {
      const wakeup = wakeups.get(listener.cursor)
      if (wakeup !== undefined) say(listener, wakeup)
    }
  }

  watchRepository(repository, broadcastCommitted)
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
  }
}
