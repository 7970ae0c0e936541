import { getDateFormat, getRelativeTimeFormat } from './formatters.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const WEEK_MS = 7 * DAY_MS

/** "5 minutes ago", "yesterday"; after four weeks the date itself. A moment in the future (clocks differ) is "just now". */
export function formatRelativeTime(atMs: number, nowMs: number, locale?: string): string {
  const agoMs = nowMs - atMs
  if (agoMs < 45_000) return 'just now'
  const format = getRelativeTimeFormat(locale, { numeric: 'auto' })
  if (agoMs < HOUR_MS)
    return format.format(-Math.min(59, Math.max(1, Math.round(agoMs / MINUTE_MS))), 'minute')
  if (agoMs < DAY_MS) return format.format(-Math.min(23, Math.round(agoMs / HOUR_MS)), 'hour')
  if (agoMs < WEEK_MS) return format.format(-Math.round(agoMs / DAY_MS), 'day')
  if (agoMs < 4 * WEEK_MS) return format.format(-Math.round(agoMs / WEEK_MS), 'week')
  return getDateFormat(locale, { dateStyle: 'medium' }).format(atMs)
}

/** The same text on the server and in the first client render, whatever their time zones. */
export function formatPlainDate(atMs: number): string {
  return getDateFormat('en', { dateStyle: 'medium', timeZone: 'UTC' }).format(atMs)
}
