import type { CanvasSizeId, ElementId, Locale, ScreenId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Project, Screen } from '#app/document/model/schema.ts'
import type { IntakeRow, Place } from './intake-row.ts'

export type RowChange =
  | { locale: Locale }
  | { canvasSizeId: CanvasSizeId }
  | { screen: ScreenId | 'new' | 'out' }

/** A plan with one row as the user wants it. In another size it becomes a new screen. */
export function changeRow(
  rows: readonly IntakeRow[],
  index: number,
  change: RowChange,
): readonly IntakeRow[] {
  return rows.map((row) => {
    if (row.index !== index) return row
    if ('locale' in change) return { ...row, locale: change.locale }
    if ('canvasSizeId' in change)
      return { ...row, canvasSizeId: change.canvasSizeId, place: { kind: 'new' } satisfies Place }
    return { ...row, place: toPlace(change.screen) }
  })
}

function toPlace(screen: ScreenId | 'new' | 'out'): Place {
  if (screen === 'new') return { kind: 'new' }
  if (screen === 'out') return { kind: 'out', reason: 'you left it out' }
  return { kind: 'screen', screenId: screen, isReplaced: false }
}

/** What replaces a capture becomes a new screen. */
export const keepCaptures = (project: Project, rows: readonly IntakeRow[]): readonly IntakeRow[] =>
  rows.map((row) => (isReplacing(project, row) ? { ...row, place: { kind: 'new' } satisfies Place } : row))

/** True where a capture in the row's language is there now and would be gone. */
export function isReplacing(project: Project, { canvasSizeId, locale, place }: IntakeRow): boolean {
  if (place.kind !== 'screen') return false
  const screen = project.screensByCanvasSize[canvasSizeId]?.[place.screenId]
  if (screen === undefined) return false
  return holdersOf(screen, place.elementId).some(({ mediaByLocale }) => mediaByLocale[locale] !== undefined)
}

function holdersOf(screen: Screen, elementId: ElementId | undefined) {
  return listOrdered<ElementId, Element>(screen.elements).flatMap(({ id, item }) =>
    (item.type === 'frame' || item.type === 'image') && (elementId === undefined || elementId === id)
      ? [item]
      : [],
  )
}
