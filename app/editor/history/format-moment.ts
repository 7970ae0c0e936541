const dayMs = 24 * 3_600_000

/** The same text for two moments of one day of this clock. */
export function dayKeyOf(atMs: number): string {
  return new Intl.DateTimeFormat('en-CA', { dateStyle: 'short' }).format(atMs)
}

/** “Today”, “Yesterday”, “Monday, 4 May”; another year is named. */
export function nameDay(atMs: number, nowMs: number, locale?: string): string {
  const key = dayKeyOf(atMs)
  if (key === dayKeyOf(nowMs)) return 'Today'
  if (key === dayKeyOf(nowMs - dayMs)) return 'Yesterday'
  const isThisYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear()
  return new Intl.DateTimeFormat(locale, {
    ...(isThisYear ? { weekday: 'long' } : { year: 'numeric' }),
    day: 'numeric',
    month: 'long',
  }).format(atMs)
}

export function formatClock(atMs: number, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(atMs)
}
