import type { ElementId } from '#app/document/model/ids.ts'
import { isEmptyScreen } from '#app/document/model/is-empty-screen.ts'
import type { Project, Screen } from '#app/document/model/schema.ts'
import type { IntakeRow, Place } from '#app/intake/plan/intake-row.ts'
import type { EditorUi } from '../state/selection-state.ts'

type Arrival = {
  /** The project when the places were chosen. */
  before: Project
  /** The view when the import has ended. */
  now: EditorUi
}

/**
 * The places of captures in the project as it is when their import ends. An undo or another tab may have removed a size,
 * language, screen or device meanwhile; it is not brought back. Nor does a capture replace one that a device got meanwhile, as
 * from an import that was dropped on it a moment earlier.
 */
export function planPlaces<Row extends IntakeRow>(
  project: Project,
  rows: readonly Row[],
  { before, now }: Arrival,
): readonly Row[] {
  return rows.map((row) => {
    const isSizeGone = isGone(before.screensByCanvasSize, project.screensByCanvasSize, row.canvasSizeId)
    const isLocaleGone = isGone(before.locales ?? {}, project.locales ?? {}, row.locale)
    const place: Place = isSizeGone || !isFree(project, before, row) ? { kind: 'new' } : row.place
    return {
      ...row,
      canvasSizeId: isSizeGone ? now.canvasSizeId : row.canvasSizeId,
      locale: isLocaleGone ? now.locale : row.locale,
      place: row.place.kind === 'out' ? row.place : place,
    }
  })
}

const isGone = (before: object, after: object, key: string): boolean =>
  Object.hasOwn(before, key) && !Object.hasOwn(after, key)

/** False where the screen is gone, and where its device shows something else by now. */
function isFree(project: Project, before: Project, { canvasSizeId, place }: IntakeRow): boolean {
  if (place.kind !== 'screen') return true
  const { screenId, elementId } = place
  const screen = project.screensByCanvasSize[canvasSizeId]?.[screenId]
  const old = before.screensByCanvasSize[canvasSizeId]?.[screenId]
  if (screen === undefined || (old !== undefined && isEmptyScreen(old) && !isEmptyScreen(screen)))
    return false
  if (elementId === undefined) return true
  return readMedia(old, elementId) === readMedia(screen, elementId)
}

/** The captures of a device or picture; `undefined`: it is not there. */
function readMedia(screen: Screen | undefined, elementId: ElementId): string | undefined {
  const element = screen?.elements[elementId]
  return element?.type === 'frame' || element?.type === 'image'
    ? JSON.stringify(element.mediaByLocale)
    : undefined
}
