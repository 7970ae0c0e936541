import { findCanvasSize } from '#app/document/catalogue/canvas-sizes.ts'
import type { Locale } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { checkBareCaptures } from './check-bare-captures.ts'
import { checkCaption } from './check-captions.ts'
import { checkCuts, checkDevices, checkLenses, checkPictures, checkSharpness } from './check-captures.ts'
import { checkFileSizes } from './check-file-sizes.ts'
import { checkLayout } from './check-layout.ts'
import { checkLocales, checkRequiredSets, checkSize, checkSlots } from './check-slots.ts'
import { describeScreen, type ExportTarget, getScreen, listTexts } from './export-target.ts'
import type { PreflightInput, PreflightItem } from './preflight-item.ts'

/** A check that is under way: what it has found, and how many of the pictures it has looked at. */
export type PreflightProgress = { list: () => PreflightItem[]; done: number; total: number }

/**
 * Problems to check before the files go to a store, by the rule table of `storeRulesAsOf`. Errors first, advice last. Exact pixels
 * and opacity are properties of the files: the export makes and checks them (`export-screens.ts`). File sizes are those of the last export.
 */
export function planPreflight(project: Project, input: PreflightInput): PreflightItem[] {
  const steps = stepPreflight(project, input)
  let step = steps.next()
  while (!step.done) step = steps.next()
  return step.value
}

/** The same in steps of a few milliseconds, for a page that must answer in between. */
export function* stepPreflight(
  project: Project,
  input: PreflightInput,
): Generator<PreflightProgress, PreflightItem[]> {
  const { targets } = input
  const sizes = [...new Set(targets.map((target) => target.canvasSizeId))]
  const general = [
    ...sizes.flatMap((canvasSizeId) => checkSize(project, canvasSizeId)),
    ...checkSlots(project, sizes),
    ...checkRequiredSets(project, sizes),
    ...checkLocales(targets),
    ...checkFileSizes(project, input),
  ]
  const found: FoundItems = new Map()
  const list = () => sortItems([...general, ...listFound(project, found, targets)])
  const total = targets.length
  yield { list, done: 0, total }
  for (const [done, target] of targets.entries()) {
    for (const items of stepScreen(project, { ...input, target })) {
      for (const item of items) keepItem(found, item, target)
      yield { list, done, total }
    }
  }
  return list()
}

function sortItems(items: readonly PreflightItem[]): PreflightItem[] {
  return (['error', 'warning', 'advice'] as const).flatMap((wanted) =>
    items.filter(({ level }) => level === wanted),
  )
}

type ScreenInput = PreflightInput & { target: ExportTarget }

/** Texts one by one: each is laid out, and what lies behind it may be drawn. */
function* stepScreen(project: Project, input: ScreenInput): Generator<PreflightItem[]> {
  const { target } = input
  yield [
    ...checkPictures(project, input),
    ...checkLenses(project, target),
    ...checkCuts(project, input),
    ...checkSharpness(project, input),
    ...checkDevices(project, target),
    ...checkBareCaptures(project, target),
  ]
  for (const text of listTexts(getScreen(project, target))) yield checkCaption(project, input, text)
  yield checkLayout(project, target, input)
}

type FoundItems = Map<string, { item: PreflightItem; target: ExportTarget; locales: Locale[] }>

/** A problem of a screen in every language is reported once. */
function keepItem(found: FoundItems, item: PreflightItem, target: ExportTarget): void {
  const key = JSON.stringify([target.canvasSizeId, target.screenId, item.message])
  const known = found.get(key)
  if (!known) found.set(key, { item, target, locales: [target.locale] })
  else if (!known.locales.includes(target.locale)) known.locales.push(target.locale)
}

function listFound(project: Project, found: FoundItems, targets: readonly ExportTarget[]): PreflightItem[] {
  const allLocales = new Set(targets.map(({ locale }) => locale))
  return [...found.values()].map(({ item, target, locales }) => {
    const screenName = describeSizedScreen(project, target, targets)
    const isEverywhere = locales.length === allLocales.size
    return {
      ...item,
      at: item.at ?? target,
      locales: [...locales],
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
