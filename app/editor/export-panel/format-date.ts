/** `30 November 2026`, whatever the time zone. */
export function formatDate(isoDate: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(isoDate))
}
