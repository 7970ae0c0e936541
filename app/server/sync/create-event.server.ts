import type { SyncEvent } from '#app/sync/protocol.ts'
import { createItemsSince } from './remote-items.server.ts'
import type { AccountView } from './sync-ledger.server.ts'

/** What is longer is pulled: a stream must not be held up by one project. */
export const INLINE_MAX_BYTES = 8_192
/** More projects than this at once are a page of their own. */
const INLINE_MAX_PROJECTS = 8

export type Wakeup = {
  event: SyncEvent
  /** When all of it was written by one client, that client: it knows already. */
  by: string | undefined
}

/** What happened since `from`, told whole when it is small, else as a hint. `undefined`: nothing. */
export async function createWakeup(account: AccountView, from: number): Promise<Wakeup | undefined> {
  const { seq, epoch, mediaSeq } = account
  if (seq === from) return undefined
  const hint: SyncEvent = { epoch, from, seq, mediaSeq }
  // Media rows take numbers, too, so there may be no project at all.
  const projects = await account.listProjectsAfter(from, INLINE_MAX_PROJECTS + 1)
  const clients = new Set(projects.map(({ by }) => by?.clientId))
  const [client] = clients.size === 1 && mediaSeq <= from ? clients : []
  const isLarge = projects.some(
    ({ revision, sizeBytes, deletedAt }) => revision === 1 && !deletedAt && sizeBytes > INLINE_MAX_BYTES,
  )
  if (from > seq || projects.length > INLINE_MAX_PROJECTS || isLarge) return { event: hint, by: client }
  const changes = await createItemsSince(account, projects, from)
  const event = { ...hint, changes: [...changes] }
  return { event: JSON.stringify(event).length <= INLINE_MAX_BYTES ? event : hint, by: client }
}
