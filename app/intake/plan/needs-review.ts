import type { IntakeOptions, IntakeRow } from './intake-row.ts'

/**
 * True for a plan that is shown before it is applied: several languages or sizes, doubles, or screens that have captures. What
 * is dropped on one device has its place, and captures of one language and size go straight in; but a whole set beside as
 * many captures, `comparedCount`, of which none matched, is probably a new take of them.
 */
export function needsReview(
  rows: readonly IntakeRow[],
  { canvasSizeId, locale, target }: IntakeOptions,
  comparedCount = 0,
): boolean {
  if (rows.some(({ place }) => place.kind === 'out' && !place.isUnusable)) return true
  const taken = rows.filter(({ place }) => place.kind !== 'out')
  const isTargeted = (row: IntakeRow) =>
    target !== undefined && row.place.kind === 'screen' && row.place.screenId === target.screenId
  if (taken.every(isTargeted)) return false
  const freshCount = taken.filter(({ place }) => place.kind === 'new').length
  if (comparedCount > 1 && freshCount >= comparedCount) return true
  return (
    taken.some((row) => row.canvasSizeId !== canvasSizeId) ||
    taken.some((row) => row.locale !== locale) ||
    taken.some((row) => row.place.kind === 'screen' && row.place.isReplaced)
  )
}
