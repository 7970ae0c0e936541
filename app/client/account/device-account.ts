import { deleteIdentity } from '#app/storage/delete-identity.ts'
import { clearIdentityKeys } from '../platform/identity-keys.ts'
import { openProjectChannel } from '../platform/project-channel.ts'
import type { TabChannel } from '../platform/tab-channel.ts'
import type { ProjectEvents } from '../project-events.ts'
import { type Account, forgetIdentity, getIdentityPlaces, readIdentity } from './identity.ts'

export type SignOutResult =
  | { kind: 'signed-out' }
  /** Nothing has changed: the session is on the server, which could not be reached. */
  | { kind: 'unreachable' }

/** Ends this browser's session on the server, whose response also sets the mark of a sign-out (decision 0009). */
async function signOutOfServer(): Promise<SignOutResult> {
  try {
    const body = new URLSearchParams()
    const response = await fetch('/sign-out', { method: 'POST', body, redirect: 'manual' })
    // Only our server sends a browser on from here; the page of a captive portal is no sign-out.
    return { kind: response.type === 'opaqueredirect' ? 'signed-out' : 'unreachable' }
  } catch {
    return { kind: 'unreachable' }
  }
}

export type DeviceAccountOptions = {
  account: Account | undefined
  databaseName: string
  tabs: TabChannel
  events: ProjectEvents
  sessions: { flushAll(): Promise<void> }
  sync: { pause(): void; resume(): void }
  /** Closes everything that writes to this identity's stores. */
  close: () => void
  onFault: (error: unknown) => void
}

/** The identity this tab is open for, among all tabs of the browser. */
export interface DeviceAccount {
  signOut(): Promise<SignOutResult>
  /** Removes this account from this device: database, files, identity. */
  removeFromDevice(): Promise<void>
  /** Reloads the page for the identity signed in now: nothing of this one may stay on the screen [F33]. */
  leave(): Promise<void>
  /** Tabs of another identity reload. */
  broadcastIdentity(): void
}

export function createDeviceAccount(options: DeviceAccountOptions): DeviceAccount {
  const { account, databaseName, tabs, events, sessions, sync, onFault } = options

  async function leave(): Promise<void> {
    await sessions.flushAll()
    location.replace('/')
  }

  tabs.on('identity-changed', () => void leave())
  const broadcastChanged = openProjectChannel(tabs, (projectId, tail) =>
    events.emit({ kind: 'written-elsewhere', projectId, tail }),
  )
  events.on({
    committed: ({ projectId, tail }) => broadcastChanged(projectId, tail),
    written: ({ projectId }) => broadcastChanged(projectId, undefined),
  })
  leaveWhenOther(account, leave, onFault)

  return {
    leave,
    broadcastIdentity: () => tabs.broadcastIdentity(databaseName),
    async signOut() {
      await sessions.flushAll()
      sync.pause()
      const result = await signOutOfServer()
      if (result.kind !== 'signed-out') {
        sync.resume()
        return result
      }
      await forgetIdentity(getIdentityPlaces())
      tabs.broadcastIdentity('')
      return result
    },
    async removeFromDevice() {
      await sessions.flushAll()
      options.close()
      // First: other tabs would take a vanished database of a signed-in identity for cleared data [F21].
      await forgetIdentity(getIdentityPlaces())
      await deleteIdentity(databaseName)
      clearIdentityKeys(localStorage, databaseName)
      tabs.broadcastIdentity('')
    },
  }
}

/** A tab that missed the message of a sign-in while frozen reads the identity when it becomes visible. */
function leaveWhenOther(
  account: Account | undefined,
  leave: () => Promise<void>,
  onFault: (error: unknown) => void,
): void {
  async function check(): Promise<void> {
    const known = await readIdentity(getIdentityPlaces())
    // The identity is unknown after the browser's data was cleared: that is no sign-out [F21].
    if (known !== undefined && known.account?.userId !== account?.userId) await leave()
  }
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') check().catch(onFault)
  })
  // "Back" may restore a whole page when another identity is signed in.
  addEventListener('pageshow', (event) => {
    if (event.persisted) check().catch(onFault)
  })
}
