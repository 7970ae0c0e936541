import { sortCanvasSizeIds } from '#app/document/catalogue/canvas-sizes.ts'
import type { CanvasSizeId, ElementId, Locale, ScreenId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Project } from '#app/document/model/schema.ts'

export type PanelName =
  | 'layers'
  | 'devices'
  | 'text'
  | 'background'
  | 'media'
  | 'templates'
  | 'history'
  | 'conflicts'

/** What this window shows and has selected. The document's `view` keeps a part of it for the next visit. */
export type EditorUi = {
  readonly canvasSizeId: CanvasSizeId
  /** `undefined`: the size has no screen yet. */
  readonly screenId: ScreenId | undefined
  readonly selectedIds: readonly ElementId[]
  /** The text whose words are being typed on the stage. */
  readonly editingId: ElementId | undefined
  readonly locale: Locale
  /** 1 = the row of screens fits the stage. */
  readonly zoom: number
  /** Between the screens, in CSS pixels: stores differ, so it is a matter of looking and never of the export. */
  readonly gapPx: number
}

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
  return settleEditorUi(project, {
    canvasSizeId,
    screenId: view?.screenId,
    selectedIds: view?.elementId === undefined ? [] : [view.elementId],
    editingId: undefined,
    locale: known && view?.locale !== undefined ? view.locale : (locales[0]?.id ?? defaultLocale),
    zoom: view?.zoom ?? 1,
    gapPx: 24,
  })
}

/** Undo, or an edit from elsewhere, may take away what was current or selected: then the nearest thing left is. */
export function settleEditorUi(project: Project, ui: EditorUi, previous?: Project): EditorUi {
  const screens = project.screensByCanvasSize[ui.canvasSizeId]
  const screenId =
    ui.screenId !== undefined && screens?.[ui.screenId] !== undefined
      ? ui.screenId
      : nearestScreen(project, ui, previous)
  const elements = screenId === undefined ? undefined : screens?.[screenId]?.elements
  const same = screenId === ui.screenId
  const selected = same ? ui.selectedIds.filter((id) => elements?.[id] !== undefined) : []
  const selectedIds = same && selected.length === ui.selectedIds.length ? ui.selectedIds : selected
  const editingId =
    ui.editingId !== undefined && same && elements?.[ui.editingId] !== undefined ? ui.editingId : undefined
  if (same && selectedIds === ui.selectedIds && editingId === ui.editingId) return ui
  return { ...ui, screenId, selectedIds, editingId }
}

function nearestScreen(project: Project, ui: EditorUi, previous: Project | undefined): ScreenId | undefined {
  const now = listOrdered(project.screensByCanvasSize[ui.canvasSizeId])
  const before = listOrdered(previous?.screensByCanvasSize[ui.canvasSizeId])
  const at = before.findIndex(({ id }) => id === ui.screenId)
  const index = at === -1 ? 0 : Math.min(at, now.length - 1)
  return now[index]?.id
}
