import type { SyncStatus } from '#app/sync/status.ts'

/** One card. Labels are ready to show: "iPhone 6.9″", "English". */
export type ProjectCardItem = {
  id: string
  name: string
  updatedAtMs: number
  /** Absent: unknown yet, the project is only listed by the server. */
  screenCount?: number | undefined
  sizeLabels: readonly string[]
  languageLabels: readonly string[]
  status: CardStatus
  /** Shown instead of sizes and languages: the project does not open as it should. */
  loadError?: string
  /** A picture of the first three screens side by side (object URL or path). Absent: outlines of screens. */
  thumbnailUrl?: string | undefined
}

/** The status of this project; `words` is shown unchanged: "Saved on this device", "Synced", "Not synced: …". */
export type CardStatus = {
  kind: SyncStatus['kind']
  words: string
  /** A link to the remedy. */
  href?: string
}

export const sortOrders = ['edited', 'name'] as const
export type SortOrder = (typeof sortOrders)[number]

export function parseSortOrder(value: unknown): SortOrder {
  return sortOrders.find((order) => order === value) ?? 'edited'
}

/** Case and accents do not matter: "cafe" finds "Café". */
function normalise(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase()
}

/** Every word of the query must occur in the name, a size or a language. */
export function filterProjects<Item extends ProjectCardItem>(
  items: readonly Item[],
  query: string,
): readonly Item[] {
  const words = normalise(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return items
  return items.filter((item) => {
    const text = normalise([item.name, ...item.sizeLabels, ...item.languageLabels].join(' '))
    return words.every((word) => text.includes(word))
  })
}

/** Equal keys fall back to the id, so that the order is the same on every device and render. */
export function sortProjects<Item extends ProjectCardItem>(
  items: readonly Item[],
  order: SortOrder,
  locale?: string,
): readonly Item[] {
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
  const compare =
    order === 'name'
      ? (a: Item, b: Item) => collator.compare(a.name, b.name)
      : (a: Item, b: Item) => b.updatedAtMs - a.updatedAtMs
  return items.toSorted((a, b) => compare(a, b) || (a.id < b.id ? -1 : 1))
}

/** "iPhone 6.9″, iPad 13″ +2": the card has room for two. */
export function summarizeLabels(labels: readonly string[], shown = 2): string {
  const rest = labels.length - shown
  return rest > 0 ? `${labels.slice(0, shown).join(', ')} +${rest}` : labels.join(', ')
}
