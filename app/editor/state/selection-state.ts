import { sortCanvasSizeIds } from '#app/document/catalogue/canvas-sizes.ts'
import type { CanvasSizeId, ElementId, Locale, ScreenId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Project } from '#app/document/model/schema.ts'
import { emptyTrail, type ViewTrail } from './view-trail.ts'

export type PanelName =
  | 'layers'
  | 'devices'
  | 'text'
  | 'background'
  | 'media'
  | 'templates'
  | 'share'
  | 'history'
  | 'conflicts'

/** Selected elements of a screen other than the current one. */
export type ScreenSelection = { readonly screenId: ScreenId; readonly elementIds: readonly ElementId[] }

/** The selection and view of this window. The document's `view` stores a part of it for the next visit. */
export type EditorUi = {
  readonly canvasSizeId: CanvasSizeId
  /** `undefined`: the size has no screen yet. */
  readonly screenId: ScreenId | undefined
  readonly selectedIds: readonly ElementId[]
  /** What is selected besides, on other screens of the size; no screen twice, none without elements. */
  readonly alsoSelected: readonly ScreenSelection[]
  /** Screens chosen in the list besides the current one. */
  readonly chosenScreenIds: readonly ScreenId[]
  /** The text being typed on the stage. */
  readonly editingId: ElementId | undefined
  readonly locale: Locale
  /** 1 = the row of screens fits the stage. */
  readonly zoom: number
  /** Gap between the screens, in CSS pixels: stores differ; it never affects the export. */
  readonly gapPx: number
}

/** The same array every time, so that a comparison finds it unchanged. */
const nothing: readonly never[] = []
const defaultCanvasSizeId = 'iphone-69' as CanvasSizeId
const defaultLocale = 'en-US' as Locale

export function createEditorUi(project: Project): EditorUi {
  const { view } = project
  const sizes = sortCanvasSizeIds(Object.keys(project.screensByCanvasSize))
  const canvasSizeId =
    view?.canvasSizeId !== undefined && sizes.includes(view.canvasSizeId)
      ? view.canvasSizeId
      : (sizes[0] ?? defaultCanvasSizeId)
  const locales = listOrdered(project.locales)
  const known = locales.some(({ id }) => id === view?.locale)
  return reconcileSelection(project, {
    canvasSizeId,
    screenId: view?.screenId,
    selectedIds: view?.elementId === undefined ? [] : [view.elementId],
    alsoSelected: nothing,
    chosenScreenIds: nothing,
    editingId: undefined,
    locale: known && view?.locale !== undefined ? view.locale : (locales[0]?.id ?? defaultLocale),
    zoom: view?.zoom ?? 1,
    gapPx: 24,
  })
}

/**
 * An undo, a pull or another tab may remove what the view refers to: size, language, screen, selection. Then the view
 * returns to the one before it (`trail`), else to the nearest thing left, and typing in a removed text ends.
 */
export function reconcileSelection(
  project: Project,
  ui: EditorUi,
  { previous, trail = emptyTrail }: { previous?: Project; trail?: ViewTrail } = {},
): EditorUi {
  const place = reconcilePlace(project, ui, trail)
  const locale = reconcileLocale(project, ui.locale, trail)
  const { canvasSizeId } = place
  const screens = project.screensByCanvasSize[canvasSizeId]
  const screenId =
    place.screenId !== undefined && screens?.[place.screenId] !== undefined
      ? place.screenId
      : nearestScreen(project, { canvasSizeId, screenId: ui.screenId }, previous)
  const elements = screenId === undefined ? undefined : screens?.[screenId]?.elements
  const same = screenId === ui.screenId && canvasSizeId === ui.canvasSizeId
  const selected = same ? ui.selectedIds.filter((id) => elements?.[id] !== undefined) : []
  const selectedIds = same && selected.length === ui.selectedIds.length ? ui.selectedIds : selected
  const isTyping = ui.editingId !== undefined && same && elements?.[ui.editingId] !== undefined
  const editingId = isTyping && locale === ui.locale ? ui.editingId : undefined
  const alsoSelected = same ? keepPresent(ui.alsoSelected, screens) : nothing
  const chosen = ui.chosenScreenIds.filter((id) => screens?.[id] !== undefined)
  const chosenScreenIds =
    same && chosen.length === ui.chosenScreenIds.length ? ui.chosenScreenIds : same ? chosen : nothing
  const next = {
    ...ui,
    canvasSizeId,
    screenId,
    locale,
    selectedIds,
    alsoSelected,
    chosenScreenIds,
    editingId,
  }
  const isSame = (Object.keys(next) as (keyof EditorUi)[]).every((key) => next[key] === ui[key])
  return isSame ? ui : next
}

function keepPresent(
  selections: readonly ScreenSelection[],
  screens: Project['screensByCanvasSize'][CanvasSizeId] | undefined,
): readonly ScreenSelection[] {
  const kept = selections.flatMap((selection) => {
    const { elements } = screens?.[selection.screenId] ?? {}
    const elementIds = selection.elementIds.filter((id) => elements?.[id] !== undefined)
    if (elementIds.length === selection.elementIds.length) return [selection]
    return elementIds.length === 0 ? [] : [{ ...selection, elementIds }]
  })
  const isSame = kept.length === selections.length && kept.every((each, at) => each === selections[at])
  return isSame ? selections : kept
}

function reconcilePlace(
  project: Project,
  { canvasSizeId, screenId }: EditorUi,
  { places }: ViewTrail,
): ViewTrail['places'][number] {
  const sizes = sortCanvasSizeIds(Object.keys(project.screensByCanvasSize))
  if (sizes.length === 0 || sizes.includes(canvasSizeId)) return { canvasSizeId, screenId }
  const before = places.findLast((place) => sizes.includes(place.canvasSizeId))
  return before ?? { canvasSizeId: sizes[0] ?? canvasSizeId, screenId: undefined }
}

function reconcileLocale(project: Project, locale: Locale, { locales }: ViewTrail): Locale {
  const listed = listOrdered(project.locales).map(({ id }) => id as Locale)
  if (listed.length === 0 || listed.includes(locale)) return locale
  return locales.findLast((other) => listed.includes(other)) ?? listed[0] ?? locale
}

function nearestScreen(
  project: Project,
  ui: Pick<EditorUi, 'canvasSizeId' | 'screenId'>,
  previous: Project | undefined,
): ScreenId | undefined {
  const now = listOrdered(project.screensByCanvasSize[ui.canvasSizeId])
  const before = listOrdered(previous?.screensByCanvasSize[ui.canvasSizeId])
  const at = before.findIndex(({ id }) => id === ui.screenId)
  const index = at === -1 ? 0 : Math.min(at, now.length - 1)
  return now[index]?.id
}
