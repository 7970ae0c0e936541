import type { CanvasSizeId, ElementId, Locale, ScreenId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Project, Screen, TextElement } from '#app/document/model/schema.ts'
import { resolveScreen } from '#app/document/resolve/resolve-screen.ts'

/** One file to export. */
export type ExportTarget = { canvasSizeId: CanvasSizeId; screenId: ScreenId; locale: Locale }

type Choice = {
  canvasSizeIds: readonly CanvasSizeId[]
  /** Absent: every screen of the sizes. */
  screenIds?: readonly ScreenId[]
  locales: readonly Locale[]
}

/** Language by language, size by size, in the order of the screens. */
export function planTargets(project: Project, choice: Choice): ExportTarget[] {
  const { canvasSizeIds, screenIds, locales } = choice
  return locales.flatMap((locale) =>
    canvasSizeIds.flatMap((canvasSizeId) =>
      listScreens(project, canvasSizeId)
        .filter(({ id }) => screenIds === undefined || screenIds.includes(id))
        .map(({ id }) => ({ canvasSizeId, screenId: id, locale })),
    ),
  )
}

export function listScreens(project: Project, canvasSizeId: CanvasSizeId) {
  return listOrdered<ScreenId, Screen>(project.screensByCanvasSize[canvasSizeId])
}

/** As it is drawn. */
export function getScreen(project: Project, { canvasSizeId, screenId }: ExportTarget): Screen {
  const screen = resolveScreen(project, canvasSizeId, screenId)
  if (!screen) throw new Error(`Screen ${screenId} is not in the project.`)
  return screen
}

/** The screen's name for the user: `Screen 2 “Stats”`; a name that only repeats the number is left out. */
export function describeScreen(project: Project, { canvasSizeId, screenId }: ExportTarget): string {
  const screens = listScreens(project, canvasSizeId)
  const index = screens.findIndex(({ id }) => id === screenId)
  const name = screens[index]?.item.name.trim() ?? ''
  const number = `Screen ${index + 1}`
  return name === '' || name === number ? number : `${number} “${name}”`
}

/** Visible texts, from back to front. */
export function listTexts(screen: Screen): { id: ElementId; item: TextElement }[] {
  return listOrdered<ElementId, Element>(screen.elements).flatMap(({ id, item }) =>
    item.type === 'text' && item.visible ? [{ id, item }] : [],
  )
}
