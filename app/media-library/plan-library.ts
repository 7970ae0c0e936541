import { formatBytes } from '#app/document/model/format-bytes.ts'
import type { MediaBadge, MediaItem } from './media-library.ts'

export type MediaTypeFilter = 'all' | 'pictures' | 'videos' | 'fonts' | 'only-cloud' | 'failed'
export type MediaDateFilter = 'any' | 'day' | 'week' | 'month'
export type MediaFilter = { query: string; type: MediaTypeFilter; date: MediaDateFilter }

export const noFilter: MediaFilter = { query: '', type: 'all', date: 'any' }

const dayMs = 86_400_000
const spans: Readonly<Record<Exclude<MediaDateFilter, 'any'>, number>> = {
  day: dayMs,
  week: 7 * dayMs,
  month: 30 * dayMs,
}

export function filterMedia(
  items: readonly MediaItem[],
  { query, type, date }: MediaFilter,
  nowMs: number,
): readonly MediaItem[] {
  const terms = query.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  const sinceMs = date === 'any' ? Number.NEGATIVE_INFINITY : nowMs - spans[date]
  return items.filter((item) => {
    const text =
      `${item.fileName} ${item.width}×${item.height} ${item.width}x${item.height}`.toLocaleLowerCase()
    return item.addedAtMs >= sinceMs && terms.every((word) => text.includes(word)) && hasType(item, type)
  })
}

function hasType(item: MediaItem, type: MediaTypeFilter): boolean {
  switch (type) {
    case 'all':
      return true
    case 'pictures':
      return item.fileType === 'image'
    case 'videos':
      return item.fileType === 'video'
    case 'fonts':
      return item.fileType === 'font'
    case 'only-cloud':
      return item.isRemote
    case 'failed':
      return item.badge.kind === 'failed'
  }
}

export function isFiltered({ query, type, date }: MediaFilter): boolean {
  return query.trim() !== '' || type !== 'all' || date !== 'any'
}

export function describeBadge(badge: MediaBadge): string {
  switch (badge.kind) {
    case 'only-here':
      return 'Only here'
    case 'waiting':
      return 'Waiting'
    case 'uploading':
      return `Uploading ${Math.floor(badge.share * 100)} %`
    case 'synced':
      return 'Synced'
    case 'failed':
      return 'Failed – retry'
  }
}

/** The badge in a sentence, for tooltips and the viewer. */
export function explainBadge(item: Pick<MediaItem, 'badge' | 'isRemote'>): string {
  switch (item.badge.kind) {
    case 'only-here':
      return 'On this device and nowhere else. Sign in to keep it in your account as well.'
    case 'waiting':
      return 'On this device. It goes to your account as soon as there is a connection.'
    case 'uploading':
      return 'On this device, and on its way to your account.'
    case 'synced':
      return item.isRemote
        ? 'In your account. The original comes to this device when it is needed.'
        : 'In your account and on this device.'
    case 'failed':
      return item.badge.message
  }
}

export function countFiles(count: number): string {
  return count === 1 ? '1 file' : `${count} files`
}

/** `PNG · 1206 × 2622 · 1.2 MB` */
export function describeFile(item: MediaItem): string {
  const format = (item.mimeType.split('/')[1] ?? item.mimeType).toUpperCase()
  return `${format} · ${describeSize(item)}`
}

/** `1206 × 2622 · 1.2 MB`, of a font its bytes alone, where the name beside it contains the format already. */
export function describeSize({ fileType, width, height, sizeBytes }: MediaItem): string {
  if (fileType === 'font') return formatBytes(sizeBytes)
  return `${width} × ${height} · ${formatBytes(sizeBytes)}`
}

/** The next focus in a grid that wraps after `columns`. */
export function planFocus(
  key: string,
  { at, count, columns }: { at: number; count: number; columns: number },
): number | undefined {
  const last = count - 1
  switch (key) {
    case 'ArrowRight':
      return Math.min(last, at + 1)
    case 'ArrowLeft':
      return Math.max(0, at - 1)
    case 'ArrowDown':
      return at + columns <= last ? at + columns : at
    case 'ArrowUp':
      return at - columns >= 0 ? at - columns : at
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}
