import { deleteIdentity } from '#app/storage/delete-identity.ts'
import { clearIdentityKeys } from '../platform/identity-keys.ts'
import { openTabChannel } from '../platform/tab-channel.ts'
import type { ProjectEvents } from '../project-events.ts'
import { getIdentityPlaces } from './browser-identity.ts'
import { type Account, forgetIdentity, readIdentity } from './identity.ts'
import { type SignOutResult, signOutOfServer } from './sign-out.ts'

export type DeviceAccountOptions = {
  account: Account | undefined
  databaseName: string
  events: ProjectEvents
  sessions: { flushAll(): Promise<void> }
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
  const { account, databaseName, events, sessions, onFault } = options

  async function leave(): Promise<void> {
    await sessions.flushAll()
    location.replace('/')
  }

  const channel = openTabChannel({
    identity: databaseName,
    onProjectChanged: (projectId, tail) => events.emit({ kind: 'written-elsewhere', projectId, tail }),
    onOtherIdentity: () => void leave(),
  })
  events.on({
    committed: ({ projectId, tail }) => channel.broadcastProjectChanged(projectId, tail),
    written: ({ projectId }) => channel.broadcastProjectChanged(projectId),
  })
  leaveWhenOther(account, leave, onFault)

  return {
    leave,
    broadcastIdentity: channel.broadcastIdentityChanged,
    async signOut() {
      await sessions.flushAll()
      const result = await signOutOfServer()
      if (result.kind !== 'signed-out') return result
      await forgetIdentity(getIdentityPlaces())
      channel.broadcastSignedOut()
      return result
    },
    async removeFromDevice() {
      await sessions.flushAll()
      options.close()
      // First: other tabs would take a vanished database of a signed-in identity for cleared data [F21].
      await forgetIdentity(getIdentityPlaces())
      await deleteIdentity(databaseName)
      clearIdentityKeys(localStorage, databaseName)
      channel.broadcastSignedOut()
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
