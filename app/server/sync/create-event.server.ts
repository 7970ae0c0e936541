import type { RemoteItem, SyncEvent } from '#app/sync/protocol/projects.ts'
import { createShortItems, createWrittenItems } from './remote-items.server.ts'
import type { AccountView, Committed } from './sync-repository.server.ts'

/** Longer events are pulled: a stream must not be delayed by one project. */
export const INLINE_MAX_BYTES = 8_192
/** More projects than this at once are a page of their own. */
const INLINE_MAX_PROJECTS = 8

export type Wakeup = {
  event: SyncEvent
  /** When one client wrote all of it, that client: it has it already. */
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
  if (from > seq || projects.length > INLINE_MAX_PROJECTS) return { event: hint, by: client }
  const range = { cursor: from, maxBytes: INLINE_MAX_BYTES }
  const items = await createShortItems(account, projects, range)
  return { event: items ? addItems(hint, items) : hint, by: client }
}

/** The same for a write just made, without a query. `undefined`: the write does not contain all of it. */
export function createWakeupOf({ writes, from, seq, epoch, mediaSeq }: Committed): Wakeup | undefined {
  const items = createWrittenItems(writes)
  if (items === undefined || items.length > INLINE_MAX_PROJECTS) return undefined
  const clients = new Set(writes.map(({ project }) => project.by?.clientId))
  const [client] = clients.size === 1 ? clients : []
  return { event: addItems({ epoch, from, seq, mediaSeq }, items), by: client }
}

function addItems(hint: SyncEvent, items: readonly RemoteItem[]): SyncEvent {
  const event = { ...hint, changes: [...items] }
  return toEventText(event).length <= INLINE_MAX_BYTES ? event : hint
}

const texts = new WeakMap<SyncEvent, string>()

/** As JSON: written once, however many devices it is sent to. */
export function toEventText(event: SyncEvent): string {
  const text = texts.get(event) ?? JSON.stringify(event)
  texts.set(event, text)
  return text
}
