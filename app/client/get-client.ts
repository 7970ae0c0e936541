import { type Client, openClient } from './client.ts'
import { resolveIdentity, type ServerIdentity } from './identity.ts'
import { appNotices } from './notices.ts'

let current: { userId: string | undefined; client: Promise<Client> } | undefined

/**
 * The one client of this tab. `server` is what a server-rendered page said about who is signed in; a tab that is open for
 * somebody else is loaded anew and never shows both.
 */
export function getClient(server?: ServerIdentity): Promise<Client> {
  if (current !== undefined && server === undefined) return current.client
  const account = resolveIdentity(server, { storage: localStorage, cookies: document })
  if (current === undefined) {
    current = { userId: account?.userId, client: openClient(account, appNotices) }
  } else if (current.userId !== account?.userId) {
    location.replace('/')
  }
  return current.client
}
