import { hasAccountWork } from '#app/storage/has-account-work.ts'
import { type LocalStores, openLocalStores } from '#app/storage/open-stores.ts'
import type { Account, IdentityRecord } from './account/identity.ts'
import { hashText } from './platform/hash-text.ts'
import type { Notices } from './platform/notices.ts'
import { accountWorkNotice, blockedNotice, lostNotice, outdatedNotice } from './platform/storage-notices.ts'
import { hasWebLocks, holdLock } from './platform/web-locks.ts'
import { acquireTabId } from './session/tab-id.ts'

export type OpenedStorage = {
  account: Account | undefined
  stores: LocalStores
  tabId: string
  /** Called when the stored data is gone while the app runs; until it is set, a notice is shown. */
  setRestore(restore: () => void): void
}

/** Opens the stores of one identity; while another tab blocks them, a notice is shown and this keeps waiting [F16]. */
export async function openStorage(
  identity: IdentityRecord | undefined,
  notices: Notices,
): Promise<OpenedStorage> {
  const account = identity?.account
  let restore = () => notices.show(lostNotice)
  const tab = acquireTabId({
    session: sessionStorage,
    local: localStorage,
    mintId: () => crypto.randomUUID(),
    hold: hasWebLocks() ? holdLock : undefined,
  })
  const stores = await openLocalStores({
    ...(account === undefined ? {} : { userId: account.userId }),
    hash: hashText,
    onBlocked: () => notices.show(blockedNotice),
    onOutdated: () => notices.show(outdatedNotice),
    onLost: () => restore(),
  })
  notices.dismiss(blockedNotice.id)
  if (account === undefined && identity?.left !== 'signed-out') showAccountWork(notices)
  return {
    account,
    stores,
    tabId: await tab,
    setRestore: (next) => {
      restore = next
    },
  }
}

/** The identity is unknown without a sign-out: an account's projects must not seem lost. */
function showAccountWork(notices: Notices): void {
  hasAccountWork().then(
    (isThere) => isThere && notices.show(accountWorkNotice),
    (error: unknown) => console.warn('Whether an account has work on this device could not be read.', error),
  )
}
