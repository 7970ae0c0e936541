import type { CanvasSizeId } from '../model/ids.ts'

/** One thing that moved in the table of slots; `date` is the day of the table that has it first. */
export type SlotChange = {
  readonly date: string
  readonly canvasSizeIds: readonly CanvasSizeId[]
  readonly text: string
}

const change = (date: string, ids: readonly string[], text: string): SlotChange => ({
  date,
  canvasSizeIds: ids.map((id) => id as CanvasSizeId),
  text,
})

/** Newest first; a new date of `storeRulesAsOf` comes with what moved since the one before. */
const slotChanges: readonly SlotChange[] = [
  change(
    '2026-11-30',
    ['iphone-duo-outer', 'iphone-duo-inner'],
    'Both displays of the iPhone Duo are one group of ten pictures together; six and six is refused.',
  ),
  change(
    '2026-11-30',
    ['apple-header', 'apple-universal'],
    'A product page header is one PNG for each language, 3840 × 1646 or 5244 × 2950.',
  ),
  change(
    '2026-11-30',
    ['apple-search-result', 'apple-universal'],
    'A search result is one picture for each language, 3:2 or 5244 × 2950.',
  ),
  change(
    '2026-11-30',
    ['iphone-69', 'iphone-63'],
    'Apple’s required list names iPhone 6.3" beside 6.9"; with both, every version of the rule is met.',
  ),
]

/** What moved after a day (`2026-11-22`) for these sizes. */
export function listSlotChanges(since: string, canvasSizeIds: readonly string[]): readonly SlotChange[] {
  return slotChanges.filter(
    ({ date, canvasSizeIds: touched }) => date > since && touched.some((id) => canvasSizeIds.includes(id)),
  )
}
