import type { Sql } from 'postgres'
import type { SyncEvent } from '#app/sync/protocol/projects.ts'
import type { AccountId } from '#db/account-id.ts'
import { logFailure } from '../observability/logs.server.ts'

import { CHANGES_CHANNEL, parseAnnouncement } from './announce.server.ts'
import { createChannelListener } from './channel-listener.server.ts'
import { createWakeup, createWakeupOf, type Wakeup } from './create-event.server.ts'
import type { Committed, SyncRepository } from './sync-repository.server.ts'

/** One listening device. */
export type Listener = {
  accountId: AccountId
  clientId: string | undefined
  /** Its cursor: later events have not been sent yet. */
  cursor: number
  send(event: SyncEvent): void
}

export type EventHub = {
  /** What this process has just written. */
  broadcastCommitted(committed: Committed): void
  /** Resolves when no announcement is missed from now on; earlier changes are sent at once. */
  add(listener: Listener): Promise<() => void>
}

/** The listeners of this process, woken by every process over LISTEN. */
export function createEventHub(sql: Sql, repository: SyncRepository): EventHub {
  const listeners = new Map<AccountId, Set<Listener>>()
  const running = new Set<AccountId>()
  const again = new Set<AccountId>()
  const listen = createChannelListener(sql, { channel: CHANGES_CHANNEL, onMessage, onListening: wakeAll })

  /** Announcements during a lost connection are gone: every account is checked. */
  function wakeAll(): void {
    for (const accountId of listeners.keys()) wake(accountId)
  }

  /** Announcements of this process were sent before; those of another require a query. */
  function onMessage(payload: string): void {
    const { accountId, seq } = parseAnnouncement(payload)
    const isUpToDate = [...(listeners.get(accountId) ?? [])].every(({ cursor }) => cursor === seq)
    if (!isUpToDate) wake(accountId)
  }

  /** Devices that had everything before this write get it at once; others require a query. */
  function broadcastCommitted(committed: Committed): void {
    const waiting = listeners.get(committed.accountId)
    if (waiting === undefined) return
    const wakeup = createWakeupOf(committed)
    let isReadNeeded = false
    for (const listener of waiting) {
      if (wakeup !== undefined && listener.cursor === committed.from) send(listener, wakeup)
      else isReadNeeded = true
    }
    if (isReadNeeded) wake(committed.accountId)
  }

  function send(listener: Listener, { event, by }: Wakeup): void {
    listener.cursor = event.seq
    // A device that received its own edits would only be woken for nothing.
    if (by === undefined || by !== listener.clientId) listener.send(event)
  }

  /** One query at a time for each account; announcements during a query are handled after it. */
  function wake(accountId: AccountId): void {
    if (!listeners.has(accountId)) return
    if (running.has(accountId)) {
      again.add(accountId)
      return
    }
    running.add(accountId)
    notify(accountId)
      .catch((error: unknown) => logFailure('Devices could not be told what changed.', error))
      .finally(() => {
        running.delete(accountId)
        if (again.delete(accountId)) wake(accountId)
      })
  }

  async function notify(accountId: AccountId): Promise<void> {
    const waiting = [...(listeners.get(accountId) ?? [])]
    const cursors = new Set(waiting.map(({ cursor }) => cursor))
    const wakeups = await repository.read(accountId, async (account) => {
      const found = new Map<number, Wakeup | undefined>()
      for (const cursor of cursors) found.set(cursor, await createWakeup(account, cursor))
      return found
    })
    for (const listener of waiting) {
      const wakeup = wakeups.get(listener.cursor)
      if (wakeup !== undefined) send(listener, wakeup)
      // A write of this process was sent to it during the query, which may have seen a later one.
      else if (!wakeups.has(listener.cursor)) again.add(accountId)
    }
  }

  return {
    broadcastCommitted,
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
