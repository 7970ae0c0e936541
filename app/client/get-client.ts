import {
  getIdentityPlaces,
  type IdentityRecord,
  resolveIdentity,
  type ServerIdentity,
} from './account/identity.ts'
import { type Client, openClient } from './create-client.ts'
import { appNotices } from './platform/notices.ts'
import type { PendingClient } from './project-list-actions.ts'

let current: Promise<Client> | undefined

/**
 * The one client of this tab. `server` is the account named by a server-rendered page; a tab that is open for another
 * identity reloads and never shows both.
 */
export function getClient(server?: ServerIdentity): Promise<Client> {
  if (current !== undefined && server === undefined) return current
  const resolved = resolveIdentity(server, getIdentityPlaces())
  if (current === undefined) current = resolved.then(openAndCatchUp)
  else void leaveIfOther(current, resolved)
  return current
}

async function leaveIfOther(
  opened: Promise<Client>,
  resolved: Promise<IdentityRecord | undefined>,
): Promise<void> {
  const [client, identity] = await Promise.all([opened, resolved])
  if (client.account?.userId !== identity?.account?.userId) location.replace('/')
}

async function openAndCatchUp(identity: IdentityRecord | undefined): Promise<Client> {
  const client = await openClient(identity, appNotices)
  await catchUp(client)
  return client
}

/** Performs the forms of a closed tab, with code that is rarely needed. Never throws: what fails waits for the next start. */
export async function catchUp(client: PendingClient): Promise<void> {
  try {
    if ((await client.pendingActions.listPending()).length === 0) return
    const { performPendingActions } = await import('./project-list-actions.ts')
    await performPendingActions(client)
  } catch (error) {
    console.warn('The forms of a closed tab wait for the next start.', error)
  }
}
