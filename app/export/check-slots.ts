import { findCanvasSize, listSlots } from '#app/document/catalogue/canvas-sizes.ts'
import type { CanvasSizeId, Locale } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { type ExportTarget, listScreens } from './export-target.ts'
import { planLocaleFolders } from './plan-file-names.ts'
import type { PreflightItem } from './preflight-item.ts'
import { planStoreLocale } from './store-locales.ts'

export function checkSize(project: Project, canvasSizeId: CanvasSizeId): PreflightItem[] {
  const size = findCanvasSize(canvasSizeId)
  if (!size) {
    const message = `The size “${canvasSizeId}” comes from a newer version of AppFrames and cannot be exported here. Reload to update.`
    return [{ kind: 'unknown-size', level: 'error', message, at: { canvasSizeId } }]
  }
  const items: PreflightItem[] = []
  const store = size.store === 'app-store' ? 'The App Store' : 'Google Play'
  const count = listScreens(project, canvasSizeId).length
  if (count > size.maxCount && listSlots(canvasSizeId).length === 0) {
    const message = `${store} takes at most ${size.maxCount === 1 ? 'one picture' : `${size.maxCount} pictures`} for ${size.name}; there are ${count}.`
    items.push({ kind: 'too-many', level: 'error', message, at: { canvasSizeId } })
  }
  if (count < size.minCount) {
    const message = `${store} wants at least ${size.minCount} pictures for ${size.name}; there ${count === 1 ? 'is one' : `are ${count}`}.`
    items.push({ kind: 'too-few', level: 'warning', message, at: { canvasSizeId } })
  }
  return items
}

/** Slots that several sizes fill are counted together, over every size of the project. */
export function checkSlots(project: Project, sizes: readonly CanvasSizeId[]): PreflightItem[] {
  const slots = new Set(sizes.flatMap((canvasSizeId) => listSlots(canvasSizeId)))
  return [...slots].flatMap((slot): PreflightItem[] => {
    const counted = slot.canvasSizeIds.flatMap((id) => {
      const count = listScreens(project, id).length
      return count === 0 ? [] : [{ id, name: findCanvasSize(id)?.name ?? id, count }]
    })
    const total = counted.reduce((sum, { count }) => sum + count, 0)
    if (total <= slot.maxCount) return []
    const most = slot.maxCount === 1 ? 'one picture' : `${slot.maxCount} pictures`
    const parts = counted.map(({ name, count }) => `${count} of ${name}`).join(' and ')
    const message = `The App Store takes at most ${most} for ${slot.name}; there are ${parts}.`
    return [{ kind: 'slot-full', level: 'error', message, ...placeOf(counted[0]?.id) }]
  })
}

type WantedSet = {
  /** Pictures of one of these are exported … */
  present: RegExp
  /** … so the store wants one of these. */
  anyOf: readonly [string, ...string[]]
  reason: string
}

/** Sets that a store requires beside others (store rules as of `storeRulesAsOf`). */
const requiredSets: readonly WantedSet[] = [
  {
    present: /^iphone-(?!duo)/,
    anyOf: ['iphone-69', 'iphone-65'],
    reason: 'The App Store requires pictures for iPhone 6.9" or 6.5" where there are any for iPhone.',
  },
  {
    present: /^ipad-/,
    anyOf: ['ipad-13'],
    reason: 'The App Store requires pictures for iPad 13" where there are any for iPad.',
  },
  {
    present: /^play-(tablet|chromebook|wear|tv$|xr)/,
    anyOf: ['play-phone'],
    reason: 'Google Play requires phone screenshots beside those of other devices.',
  },
  {
    present: /^play-tv$/,
    anyOf: ['play-tv-banner'],
    reason: 'Google Play requires a TV banner beside TV screenshots.',
  },
]

/**
 * Sets that a listing is better with, or must have and may have from elsewhere: the graphics of Play are often made once, by another
 * tool, and stay in the listing when screenshots are replaced.
 */
const advisedSets: readonly WantedSet[] = [
  {
    present: /^iphone-69$/,
    anyOf: ['iphone-63'],
    reason:
      'Apple’s list of October 2026 names iPhone 6.3" as required; others still say 6.9". With both, every version of the rule is met.',
  },
  {
    present: /^play-(?!feature-graphic)/,
    anyOf: ['play-feature-graphic'],
    reason: 'Google Play publishes no listing without a feature graphic.',
  },
  {
    present: /^play-(?!icon)/,
    anyOf: ['play-icon'],
    reason: 'Google Play shows an icon of 512 × 512 pixels with the listing.',
  },
]

/** Over every size of the project that has screens, also where only some are exported. */
export function checkRequiredSets(project: Project, sizes: readonly CanvasSizeId[]): PreflightItem[] {
  return [
    ...listMissingSets(project, sizes, requiredSets).map(
      (item): PreflightItem => ({ ...item, kind: 'missing-set', level: 'warning' }),
    ),
    ...listMissingSets(project, sizes, advisedSets).map(
      (item): PreflightItem => ({ ...item, kind: 'advised-set', level: 'advice' }),
    ),
  ]
}

function listMissingSets(
  project: Project,
  sizes: readonly CanvasSizeId[],
  sets: readonly WantedSet[],
): Pick<PreflightItem, 'message' | 'at' | 'fix'>[] {
  const isPresent = (id: string) => listScreens(project, id as CanvasSizeId).length > 0
  return sets.flatMap(({ present, anyOf, reason }) => {
    const copyFrom = sizes.find((id) => present.test(id))
    if (copyFrom === undefined || anyOf.some(isPresent)) return []
    const canvasSizeId = anyOf[0] as CanvasSizeId
    const found = { message: reason, at: { canvasSizeId: copyFrom } }
    // A size that is there without a screen is not added again.
    if (Object.hasOwn(project.screensByCanvasSize, canvasSizeId)) return [{ ...found, at: { canvasSizeId } }]
    const label = `Add ${findCanvasSize(canvasSizeId)?.name ?? canvasSizeId}`
    return [{ ...found, fix: { kind: 'add-size' as const, label, canvasSizeId, copyFrom } }]
  })
}

/** Checks the languages against the list of each store: a language that it lacks, or two that it treats as one. */
export function checkLocales(targets: readonly ExportTarget[]): PreflightItem[] {
  const items: PreflightItem[] = []
  for (const store of ['app-store', 'google-play'] as const) {
    const ofStore = targets.filter(({ canvasSizeId }) => findCanvasSize(canvasSizeId)?.store === store)
    const locales = [...new Set(ofStore.map(({ locale }) => locale))]
    const folders = planLocaleFolders(store, locales)
    const name = store === 'app-store' ? 'App Store Connect' : 'Google Play'
    for (const locale of locales) {
      if (folders.get(locale)?.isManual !== true) continue
      const { code, known } = planStoreLocale(store, locale)
      const owner = locales.find(
        (other) => folders.get(other)?.isManual === false && folders.get(other)?.name === code,
      )
      const reason = known
        ? `${name} has one language for “${owner ?? code}” and “${locale}”`
        : `${name} has no language “${locale}”`
      items.push({
        kind: known ? 'same-language' : 'unknown-language',
        level: 'warning',
        ...placeOf(ofStore.find((target) => target.locale === locale)?.canvasSizeId, locale),
        message: `${reason}. The files of “${locale}” are in the folder manual-upload; upload them by hand.`,
      })
    }
  }
  return items
}

function placeOf(canvasSizeId: CanvasSizeId | undefined, locale?: Locale): Pick<PreflightItem, 'at'> {
  if (canvasSizeId === undefined) return {}
  return { at: { canvasSizeId, ...(locale === undefined ? {} : { locale }) } }
}
