import type { UnsyncedCount } from '#app/ui/account.ts'
import { getNumberFormat } from '#app/ui/formatters.ts'
import { countChanges } from './describe-sync.ts'

/** “1 change and 2 media files”; what there is none of is left out. */
export function describeUnsynced({ changes, mediaFiles }: UnsyncedCount, locale?: string): string {
  const parts = [
    ...(changes > 0 ? [countChanges(changes, locale)] : []),
    ...(mediaFiles > 0
      ? [`${getNumberFormat(locale).format(mediaFiles)} media ${mediaFiles === 1 ? 'file' : 'files'}`]
      : []),
  ]
  return parts.join(' and ')
}
