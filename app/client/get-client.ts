import { type Account, resolveIdentity, type ServerIdentity } from './account/identity.ts'
import { type Client, openClient } from './create-client.ts'
import { appNotices } from './platform/notices.ts'
import { performLeftForms } from './project-list-actions.ts'

let current: { userId: string | undefined; client: Promise<Client> } | undefined

/**
 * The one client of this tab. `server` is what a server-rendered page said about who is signed in; a tab that is open for
 * somebody else is loaded anew and never shows both.
 */
export function getClient(server?: ServerIdentity): Promise<Client> {
  if (current !== undefined && server === undefined) return current.client
  const account = resolveIdentity(server, { storage: localStorage, cookies: document })
  if (current === undefined) {
    current = { userId: account?.userId, client: openAndCatchUp(account) }
  } else if (current.userId !== account?.userId) {
    location.replace('/')
  }
  return current.client
}

async function openAndCatchUp(account: Account | undefined): Promise<Client> {
  const client = await openClient(account, appNotices)
  await performLeftForms(client)
  return client
}
