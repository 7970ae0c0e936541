import {
  getIdentityPlaces,
  type IdentityRecord,
  resolveIdentity,
  type ServerIdentity,
} from './account/identity.ts'
import { type Client, openClient } from './create-client.ts'
import { appNotices } from './platform/notices.ts'

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
  if ((await client.pendingActions.listPending()).length > 0) await catchUp(client)
  return client
}

/** Rarely needed: loaded when it is. */
async function catchUp(client: Client): Promise<void> {
  try {
    const { performPendingActions } = await import('./project-list-actions.ts')
    await performPendingActions(client)
  } catch (error) {
    console.warn('The forms of a closed tab wait for the next start.', error)
  }
}
