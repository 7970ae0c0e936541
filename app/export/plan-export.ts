import { findCanvasSize, getCanvasPx, sortCanvasSizeIds } from '#app/document/catalogue/canvas-sizes.ts'
import type { CanvasSizeId, Locale, ScreenId } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { listLocales } from '#app/render/project-locales.ts'
import { describeScreen, type ExportTarget, getScreen, listScreens, planTargets } from './export-target.ts'

export type Scope = 'screen' | 'size' | 'everything'

/** The options of the panel for a project as it is open in the editor. Sizes without screens do not count. */
export type ExportChoices = {
  canvasSizeIds: readonly CanvasSizeId[]
  locales: readonly Locale[]
  current: { canvasSizeId: CanvasSizeId; screenId: ScreenId; locale: Locale } | undefined
}

export function planChoices(project: Project): ExportChoices {
  const ids = sortCanvasSizeIds(Object.keys(project.screensByCanvasSize))
  const canvasSizeIds = ids.filter((id) => listScreens(project, id).length > 0)
  const locales = listLocales(project)
  const open = project.view?.canvasSizeId
  const canvasSizeId = open !== undefined && canvasSizeIds.includes(open) ? open : canvasSizeIds[0]
  if (canvasSizeId === undefined) return { canvasSizeIds, locales, current: undefined }
  const screens = listScreens(project, canvasSizeId)
  const screenId = screens.find(({ id }) => id === project.view?.screenId)?.id ?? screens[0]?.id
  const locale = locales.find((known) => known === project.view?.locale) ?? locales[0]
  const current =
    screenId === undefined || locale === undefined ? undefined : { canvasSizeId, screenId, locale }
  return { canvasSizeIds, locales, current }
}

export function planScopeTargets(
  project: Project,
  { current, canvasSizeIds }: ExportChoices,
  { scope, locales }: { scope: Scope; locales: readonly Locale[] },
): ExportTarget[] {
  if (!current) return []
  switch (scope) {
    case 'screen':
      return planTargets(project, {
        canvasSizeIds: [current.canvasSizeId],
        screenIds: [current.screenId],
        locales,
      })
    case 'size':
      return planTargets(project, { canvasSizeIds: [current.canvasSizeId], locales })
    case 'everything':
      return planTargets(project, { canvasSizeIds, locales })
  }
}

export function describeSize(canvasSizeId: CanvasSizeId): string {
  return findCanvasSize(canvasSizeId)?.name ?? canvasSizeId
}

/** `Screen 2 “Week” · 1320 × 2868` */
export function describeCurrent(project: Project, target: ExportTarget): string {
  const name = describeScreen(project, target)
  if (!findCanvasSize(target.canvasSizeId)) return name
  const { widthPx, heightPx } = getCanvasPx(target.canvasSizeId, getScreen(project, target).orientation)
  return `${name} · ${widthPx} × ${heightPx}`
}

export function countPictures(count: number): string {
  return count === 1 ? '1 picture' : `${count} pictures`
}

export function countScreens(count: number): string {
  return count === 1 ? '1 screen' : `${count} screens`
}

/** `About 8 seconds left`; nothing before the first picture is drawn. Those that were found say nothing of the time. */
export function describeTimeLeft(
  { done, found = 0, total }: { done: number; found?: number; total: number },
  elapsedMs: number,
): string {
  const drawn = done - found
  if (drawn <= 0 || done >= total) return ''
  const seconds = Math.max(1, Math.round(((elapsedMs / drawn) * (total - done)) / 1000))
  if (seconds >= 90) return `About ${Math.round(seconds / 60)} minutes left`
  return seconds === 1 ? 'About 1 second left' : `About ${seconds} seconds left`
}
