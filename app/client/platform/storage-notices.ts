import type { StorageKind } from '#app/sync/ports/project-store.ts'
import type { Notice } from './notices.ts'

export const blockedNotice: Notice = {
  id: 'storage-blocked',
  tone: 'warning',
  text: 'Another tab with an older version of AppFrames keeps the storage busy. Nothing is lost: close or reload the other AppFrames tabs, and this one goes on by itself.',
}

export const outdatedNotice: Notice = {
  id: 'storage-outdated',
  tone: 'danger',
  text: 'A newer version of AppFrames was opened in another tab. What you change here can no longer be saved: reload this page to get the newer version.',
}

export const lostNotice: Notice = {
  id: 'storage-lost',
  tone: 'warning',
  text: 'The stored data of this site was removed while AppFrames was open. What is open in a tab is saved again; everything else is only where you synced it.',
}

export const accountWorkNotice: Notice = {
  id: 'account-work',
  tone: 'info',
  text: 'Nobody is signed in in this browser, but the work of an account is on this device. It is safe: sign in to open it.',
  action: { kind: 'sign-in' },
}

export const readOnlyNotice: Notice = {
  id: 'storage-newer',
  tone: 'danger',
  text: 'A newer version of AppFrames has been used on this device. Your projects can be looked at and exported here, not changed: reload the page to get the newer version.',
}

export function planStorageNotice(kind: StorageKind): Notice | undefined {
  if (kind !== 'session') return undefined
  return {
    id: 'storage-session',
    tone: 'warning',
    text: 'This browser keeps pictures and projects for this session only, as private windows do. Export what you want to keep before you close it.',
  }
}

export type BackupState = {
  /** `navigator.vendor`: WebKit alone names Apple, also where another make wraps it. */
  vendor: string
  /** The browser has promised to keep what this site stores. */
  isPersisted: boolean
  /** On the home screen or in the Dock: WebKit keeps what such an app stores. */
  isInstalled: boolean
  /** Projects that are in no account and changed since they were last saved as a file. */
  projectCount: number
  /** When the oldest of them was created. */
  oldestMs: number
  remindedAtMs: number | undefined
  nowMs: number
}

const DAY_MS = 24 * 3_600_000
const REMIND_AGAIN_MS = 7 * DAY_MS
/** So many projects are a loss that one is told of in any browser. */
const MANY_PROJECTS = 3

/**
 * WebKit deletes what a site stores when it was not visited for seven days of use; elsewhere a device can be lost. Said once a week
 * where that would be a loss.
 */
export function planBackupNotice(state: BackupState): Notice | undefined {
  const { vendor, isPersisted, isInstalled, projectCount, oldestMs, remindedAtMs, nowMs } = state
  if (projectCount === 0 || (remindedAtMs !== undefined && nowMs - remindedAtMs < REMIND_AGAIN_MS))
    return undefined
  if (vendor.startsWith('Apple') && !isPersisted && !isInstalled)
    return {
      id: 'storage-eviction',
      tone: 'warning',
      text: 'Safari may delete what a site stores after seven days without a visit, and these projects are on this device alone. Sign in to keep them in an account, add AppFrames to the Home Screen or the Dock, or save a copy.',
      action: { kind: 'save-copy' },
    }
  if (projectCount < MANY_PROJECTS || nowMs - oldestMs < DAY_MS) return undefined
  return {
    id: 'storage-backup',
    tone: 'info',
    text: `${projectCount} projects are on this device alone. Sign in to keep them in an account, or save a copy of all of them as a file.`,
    action: { kind: 'save-copy' },
  }
}
