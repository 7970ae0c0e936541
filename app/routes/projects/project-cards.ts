import type { LibraryItem } from '#app/client/projects/library-items.ts'
import { findCanvasSize } from '#app/document/catalogue/canvas-sizes.ts'
import { nameLocale } from '#app/document/model/name-locale.ts'
import type { ListedProject } from '#app/sync/protocol/projects.ts'
import { describeSync } from '../shell/describe-sync.ts'
import type { ProjectCardItem } from './project-list.ts'

/** `sessionOnly`: nothing reaches the disk in this browser [F20]. */
type CardSituation = { signedIn: boolean; sessionOnly: boolean; nowMs: number }

/** A project of this device as the list shows it. */
export function toProjectCard(item: LibraryItem, situation: CardSituation): ProjectCardItem {
  const { row, status, thumbnailUrl, loadError } = item
  return {
    id: row.id,
    name: row.name,
    updatedAtMs: row.updatedAtMs,
    screenCount: row.screenCount,
    sizeLabels: row.canvasSizeIds.map((id) => findCanvasSize(id)?.name ?? id),
    languageLabels: nameLocales(row.locales),
    status:
      loadError === undefined
        ? {
            kind: status.kind,
            words: describeStatus(item, situation),
            ...(status.kind === 'conflict' ? { href: `/projects/${row.id}?panel=review` } : {}),
          }
        : { kind: 'error', words: loadError },
    ...(loadError === undefined ? {} : { loadError }),
    thumbnailUrl,
  }
}

/** The same objects for unchanged cards, so that only changed ones render again. */
export function reuseCards(
  before: readonly ProjectCardItem[],
  now: readonly ProjectCardItem[],
): readonly ProjectCardItem[] {
  const known = new Map(before.map((card) => [card.id, card]))
  return now.map((card) => {
    const old = known.get(card.id)
    if (old === undefined || old === card) return card
    return JSON.stringify(old) === JSON.stringify(card) ? old : card
  })
}

/** A project listed by the server: all that is known of it until it is on this device. */
export function toServerCard(project: Pick<ListedProject, 'id' | 'name' | 'updatedAt'>): ProjectCardItem {
  return {
    id: project.id,
    name: project.name,
    updatedAtMs: Date.parse(project.updatedAt),
    sizeLabels: [],
    languageLabels: [],
    status: { kind: 'synced', words: 'In your account' },
  }
}

function describeStatus({ row, status }: LibraryItem, situation: CardSituation): string {
  if (status.kind === 'error') return `Not synced: ${row.syncError ?? status.message}`
  return describeSync(status, situation).label
}

/** "English, German"; the region only where one language comes twice: "American English, British English". */
function nameLocales(locales: readonly string[]): string[] {
  const languages = locales.map((locale) => locale.split('-')[0] ?? locale)
  return locales.map((locale, index) => {
    const language = languages[index] ?? locale
    return nameLocale(languages.filter((other) => other === language).length > 1 ? locale : language)
  })
}
