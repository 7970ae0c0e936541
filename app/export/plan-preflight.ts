import { findCanvasSize } from '#app/document/catalogue/canvas-sizes.ts'
import type { Locale } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { checkBareCaptures } from './check-bare-captures.ts'
import { checkCaptions } from './check-captions.ts'
import { checkCuts, checkDevices, checkLenses, checkPictures, checkSharpness } from './check-captures.ts'
import { checkFileSizes } from './check-file-sizes.ts'
import { checkLayout } from './check-layout.ts'
import { checkLocales, checkRequiredSets, checkSize, checkSlots } from './check-slots.ts'
import { describeScreen, type ExportTarget } from './export-target.ts'
import type { PreflightInput, PreflightItem } from './preflight-item.ts'

/**
 * Problems to check before the files go to a store, by the rule table of `storeRulesAsOf`. Errors first, advice last. Exact pixels
 * and opacity are properties of the files: the export makes and checks them (`export-screens.ts`). File sizes are those of the last export.
 */
export function planPreflight(project: Project, input: PreflightInput): PreflightItem[] {
  const { targets } = input
  const sizes = [...new Set(targets.map((target) => target.canvasSizeId))]
  const items = [
    ...sizes.flatMap((canvasSizeId) => checkSize(project, canvasSizeId)),
    ...checkSlots(project, sizes),
    ...checkRequiredSets(project, sizes),
    ...checkLocales(targets),
    ...checkFileSizes(project, input),
    ...checkScreens(project, input),
  ]
  return (['error', 'warning', 'advice'] as const).flatMap((wanted) =>
    items.filter(({ level }) => level === wanted),
  )
}

/** A problem of a screen in every language is reported once. */
function checkScreens(project: Project, input: PreflightInput): PreflightItem[] {
  const { targets } = input
  const allLocales = new Set(targets.map(({ locale }) => locale))
  const found = new Map<string, { item: PreflightItem; target: ExportTarget; locales: Locale[] }>()
  for (const target of targets) {
    const items = [
      ...checkPictures(project, { target, ...input }),
      ...checkLenses(project, target),
      ...checkCuts(project, { target, ...input }),
      ...checkSharpness(project, { target, ...input }),
      ...checkDevices(project, target),
      ...checkBareCaptures(project, target),
      ...checkCaptions(project, target, input),
      ...checkLayout(project, target, input),
    ]
    for (const item of items) {
      const key = JSON.stringify([target.canvasSizeId, target.screenId, item.message])
      const known = found.get(key)
      if (!known) found.set(key, { item, target, locales: [target.locale] })
      else if (!known.locales.includes(target.locale)) known.locales.push(target.locale)
    }
  }
  return [...found.values()].map(({ item, target, locales }) => {
    const screenName = describeSizedScreen(project, target, targets)
    const isEverywhere = locales.length === allLocales.size
    return {
      ...item,
      at: item.at ?? target,
      locales,
      screenName: isEverywhere ? screenName : `${screenName} · ${locales.join(', ')}`,
    }
  })
}

/** Names size and language only where there are several. */
export function describeTarget(
  project: Project,
  target: ExportTarget,
  targets: readonly ExportTarget[],
): string {
  const hasLocales = targets.some(({ locale }) => locale !== target.locale)
  const name = describeSizedScreen(project, target, targets)
  return hasLocales ? `${name} · ${target.locale}` : name
}

function describeSizedScreen(
  project: Project,
  target: ExportTarget,
  targets: readonly ExportTarget[],
): string {
  const name = describeScreen(project, target)
  const hasSizes = targets.some(({ canvasSizeId }) => canvasSizeId !== target.canvasSizeId)
  return hasSizes ? `${name} · ${findCanvasSize(target.canvasSizeId)?.name ?? target.canvasSizeId}` : name
}
