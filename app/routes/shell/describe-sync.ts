import type { SyncStatus } from '#app/sync/status.ts'
import { getDateFormat, getNumberFormat } from '#app/ui/formatters.ts'

export type SyncDescription = {
  label: string
  /** What it means for the work. */
  meaning: string
}

export function countChanges(count: number, locale?: string): string {
  return `${formatCount(count, locale)} ${count === 1 ? 'change' : 'changes'}`
}

const formatCount = (count: number, locale?: string) => getNumberFormat(locale).format(count)

function formatClock(atMs: number, { nowMs, locale, timeZone }: SyncSituation): string {
  const zone = timeZone === undefined ? {} : { timeZone }
  const format = (options: Intl.DateTimeFormatOptions) =>
    getDateFormat(locale, { ...options, ...zone }).format(atMs)
  const isRecent = Math.abs(nowMs - atMs) < 12 * 3_600_000
  return isRecent
    ? format({ hour: 'numeric', minute: '2-digit' })
    : format({ day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' })
}

export type SyncSituation = {
  signedIn: boolean
  /** The work lives in memory until the tab closes, as in private windows [F20]. */
  sessionOnly?: boolean | undefined
  nowMs: number
  locale?: string | undefined
  timeZone?: string | undefined
}

const sessionOnlyDescription: SyncDescription = {
  label: 'This session only',
  meaning:
    'This browser stores nothing for AppFrames, as private windows do. Your work is gone when you close this tab: export what you want to keep, or sign in to keep it in your account.',
}

/** The chip's words. Assumes the reader's locale and clock, so it is for the browser, not for server rendering. */
export function describeSync(status: SyncStatus, situation: SyncSituation): SyncDescription {
  const { signedIn, locale } = situation
  switch (status.kind) {
    case 'saved-locally':
      if (situation.sessionOnly === true) return sessionOnlyDescription
      return {
        label: 'Saved on this device',
        meaning: signedIn
          ? 'Your work is on this device and goes to your account in a moment.'
          : 'Your projects are on this device only. Sign in to have them on your other devices too.',
      }
    case 'saving':
      return { label: 'Saving', meaning: 'Writing your last edit to this device.' }
    case 'syncing':
      return {
        label:
          status.pendingCount > 0
            ? `Syncing ${countChanges(status.pendingCount, locale)}`
            : 'Looking for changes',
        meaning:
          'Your work is saved on this device and is on its way to your account. You can go on working.',
      }
    case 'synced':
      return {
        label: `Synced ${formatClock(status.atMs, situation)}`,
        meaning: 'Everything is saved on this device and in your account.',
      }
    case 'offline':
      return {
        label:
          status.pendingCount > 0
            ? `Offline: ${countChanges(status.pendingCount, locale)} will sync later`
            : 'Offline',
        meaning:
          status.pendingCount > 0
            ? 'Your work is saved on this device. It goes to your account when you are back online.'
            : 'You can go on working. Everything is saved on this device.',
      }
    case 'conflict':
      return {
        label: 'Also changed elsewhere: review',
        meaning:
          status.count === 1
            ? 'Another device changed the same as this one. Both versions are kept: choose which should stay.'
            : `Another device changed the same as this one in ${formatCount(status.count, locale)} places. Both versions are kept: choose which should stay.`,
      }
    case 'unsaved':
      return { label: 'Not saved', meaning: status.message }
    case 'error':
      return { label: 'Not synced', meaning: status.message }
  }
}
