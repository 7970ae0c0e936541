import type { Observable } from '#app/observable/observable.ts'
import type { SyncStatus } from '#app/sync/status.ts'
import type { Notice, Notices } from '../platform/notices.ts'

const signedOutNotice: Notice = {
  id: 'sync-signed-out',
  tone: 'warning',
  text: 'You are signed out, so syncing is paused. Everything is saved on this device and goes to your account when you sign in.',
  action: { kind: 'sign-in' },
}

const outdatedNotice: Notice = {
  id: 'sync-outdated',
  tone: 'warning',
  text: 'This version of AppFrames is too old to sync. Your work is saved on this device: reload the page to get the newest version.',
  action: { kind: 'reload' },
}

const fullNotice: Notice = {
  id: 'sync-account-full',
  tone: 'warning',
  text: 'Your account is full: what no longer fits is saved on this device only. Delete projects that you do not need; the rest then goes to your account by itself.',
  action: { kind: 'account' },
}

/** Failures that need the user; `undefined` for those that pass by themselves. */
export function planSyncNotice(status: SyncStatus): Notice | undefined {
  if (status.kind !== 'error') return undefined
  if (status.reason === 'signed-out') return signedOutNotice
  if (status.reason === 'full') return fullNotice
  return status.reason === 'outdated' ? outdatedNotice : undefined
}

/** Each is shown once and removed when it is over [F32] [F35]; a dismissed one is not shown again meanwhile. */
export function showSyncNotices(status: Observable<SyncStatus>, notices: Notices): () => void {
  let shown: Notice | undefined
  function follow(): void {
    const now = status.get()
    // A round on its way knows nothing new yet.
    if (now.kind === 'syncing') return
    const next = planSyncNotice(now)
    if (next === shown) return
    if (shown !== undefined) notices.dismiss(shown.id)
    shown = next
    if (next !== undefined) notices.show(next)
  }
  follow()
  return status.subscribe(follow)
}
