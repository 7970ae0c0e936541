import { findCanvasSize, getCanvasPx, listSlots } from '#app/document/catalogue/canvas-sizes.ts'
import { findDevice } from '#app/document/catalogue/devices.ts'
import { isHeadline } from '#app/document/catalogue/headlines.ts'
import type { CanvasSizeId, Locale, MediaId } from '#app/document/model/ids.ts'
import { listOrdered } from '#app/document/model/ordered.ts'
import type { Element, Project, Screen, TextElement } from '#app/document/model/schema.ts'
import { plainText } from '#app/document/model/text-markup.ts'
import { findLocalised } from '#app/render/find-localised.ts'
import { findUncovered } from '#app/render/find-uncovered.ts'
import { findFontFamily } from '#app/render/fonts.ts'
import { planPanorama } from '#app/render/plan-panorama.ts'
import { getFallbackLocale } from '#app/render/project-locales.ts'
import { measureTextContrast, requiredContrast } from '#app/render/text-contrast.ts'
import { describeScreen, type ExportTarget, getScreen, listScreens } from './export-target.ts'
import { listTargetMedia } from './missing-media.ts'
import { planLocaleFolders } from './plan-file-names.ts'
import { planStoreLocale } from './store-locales.ts'

/** `error`: the store would reject it, or the file cannot be made. `warning`: check before you upload. */
export type PreflightItem = {
  level: 'error' | 'warning'
  screenName?: string
  message: string
  /** A picture is missing: the screen fails, unless placeholders are allowed. */
  isGap?: true
}

type Input = {
  targets: readonly ExportTarget[]
  /** From `findMissingMedia`. */
  missingMedia: ReadonlySet<MediaId>
  findName: (mediaId: MediaId) => string | undefined
  /** As seen, in pixels; `undefined` where unknown. */
  findSize?: ((mediaId: MediaId) => { width: number; height: number } | undefined) | undefined
  /** Where fonts can be measured: detects fitted text that is too long for its box. */
  overflows?: (text: TextElement, locale: Locale) => boolean
}

/** Problems to check before the files go to a store, by the rule table of `storeRulesAsOf`. Errors first. */
export function planPreflight(project: Project, input: Input): PreflightItem[] {
  const { targets } = input
  const sizes = [...new Set(targets.map((target) => target.canvasSizeId))]
  const items = [
    ...sizes.flatMap((canvasSizeId) => checkSize(project, canvasSizeId)),
    ...checkSlots(project, sizes),
    ...checkLocales(targets),
    ...checkScreens(project, input),
  ]
  return [
    ...items.filter(({ level }) => level === 'error'),
    ...items.filter(({ level }) => level === 'warning'),
  ]
}

/** A problem of a screen in every language is reported once. */
function checkScreens(project: Project, input: Input): PreflightItem[] {
  const { targets } = input
  const allLocales = new Set(targets.map(({ locale }) => locale))
  const found = new Map<string, { item: PreflightItem; target: ExportTarget; locales: Locale[] }>()
  for (const target of targets) {
    const items = [
      ...checkPictures(project, { target, ...input }),
      ...checkCuts(project, { target, ...input }),
      ...checkCaptions(project, target, input),
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
    return { ...item, screenName: isEverywhere ? screenName : `${screenName} · ${locales.join(', ')}` }
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

function checkSize(project: Project, canvasSizeId: CanvasSizeId): PreflightItem[] {
  const size = findCanvasSize(canvasSizeId)
  if (!size) {
    const message = `The size “${canvasSizeId}” comes from a newer version of AppFrames and cannot be exported here. Reload to update.`
    return [{ level: 'error', message }]
  }
  const items: PreflightItem[] = []
  const store = size.store === 'app-store' ? 'The App Store' : 'Google Play'
  const count = listScreens(project, canvasSizeId).length
  if (count > size.maxCount && listSlots(canvasSizeId).length === 0) {
    const message = `${store} takes at most ${size.maxCount === 1 ? 'one picture' : `${size.maxCount} pictures`} for ${size.name}; there are ${count}.`
    items.push({ level: 'error', message })
  }
  if (count < size.minCount) {
    const message = `${store} wants at least ${size.minCount} pictures for ${size.name}; there ${count === 1 ? 'is one' : `are ${count}`}.`
    items.push({ level: 'warning', message })
  }
  for (const orientation of new Set(listScreens(project, canvasSizeId).map(({ item }) => item.orientation))) {
    const { widthPx, heightPx } = getCanvasPx(canvasSizeId, orientation)
    const isGraphic = size.family === 'graphic'
    if (
      size.store === 'google-play' &&
      !isGraphic &&
      Math.max(widthPx, heightPx) > 2 * Math.min(widthPx, heightPx)
    ) {
      const message = `Google Play refuses pictures more than twice as long as wide; ${size.name} is ${widthPx} × ${heightPx}.`
      items.push({ level: 'error', message })
    }
  }
  return items
}

/** Slots that several sizes fill are counted together, over every size of the project. */
function checkSlots(project: Project, sizes: readonly CanvasSizeId[]): PreflightItem[] {
  const slots = new Set(sizes.flatMap((canvasSizeId) => listSlots(canvasSizeId)))
  return [...slots].flatMap((slot): PreflightItem[] => {
    const counted = slot.canvasSizeIds.flatMap((id) => {
      const count = listScreens(project, id).length
      return count === 0 ? [] : [{ name: findCanvasSize(id)?.name ?? id, count }]
    })
    const total = counted.reduce((sum, { count }) => sum + count, 0)
    if (total <= slot.maxCount) return []
    const most = slot.maxCount === 1 ? 'one picture' : `${slot.maxCount} pictures`
    const parts = counted.map(({ name, count }) => `${count} of ${name}`).join(' and ')
    const message = `The App Store takes at most ${most} for ${slot.name}; there are ${parts}.`
    return [{ level: 'error', message }]
  })
}

/** Checks the languages against the list of each store: a language that it lacks, or two that it treats as one. */
function checkLocales(targets: readonly ExportTarget[]): PreflightItem[] {
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
        level: 'warning',
        message: `${reason}. The files of “${locale}” are in the folder manual-upload; upload them by hand.`,
      })
    }
  }
  return items
}

function checkPictures(
  project: Project,
  { target, missingMedia, findName }: Input & { target: ExportTarget },
): PreflightItem[] {
  const missing = listTargetMedia(project, target).filter((mediaId) => missingMedia.has(mediaId))
  const empty = listEmptyFrames(project, target)
  return [
    ...missing.map((mediaId): PreflightItem => {
      return { level: 'error', isGap: true, message: describeMissing(findName(mediaId)) }
    }),
    ...empty.map((): PreflightItem => ({ level: 'error', isGap: true, message: emptyFrameMessage })),
  ]
}

/** The share of a capture that may be cropped before it is reported. */
const cutAtMost = 0.1

/** Devices that crop a good part of their capture, as an iPhone does with one of an iPad. */
function checkCuts(
  project: Project,
  { target, findName, findSize }: Input & { target: ExportTarget },
): PreflightItem[] {
  const locales = { locale: target.locale, fallbackLocale: getFallbackLocale(project) }
  return listVisible(getScreen(project, target)).flatMap((element): PreflightItem[] => {
    if (element.type !== 'frame') return []
    const mediaId = findLocalised(element.mediaByLocale, locales)
    const device = findDevice(element.device.deviceId)
    const size = mediaId === undefined ? undefined : findSize?.(mediaId)
    if (mediaId === undefined || device === undefined || size === undefined) return []
    const { widthPx, heightPx } = device.screenPx
    const isTurned = element.device.landscape !== widthPx > heightPx
    const screenAspect = isTurned ? heightPx / widthPx : widthPx / heightPx
    const aspect = size.width / size.height
    const shown = Math.min(aspect / screenAspect, screenAspect / aspect)
    if (shown >= 1 - cutAtMost) return []
    const name = findName(mediaId)
    const what = name === undefined ? 'a capture' : `the capture ${name}`
    const message = `${device.name} shows only ${Math.round(shown * 100)} % of ${what}, which is of another shape. Choose the device it was taken on, or another capture.`
    return [{ level: 'warning', message }]
  })
}

export const emptyFrameMessage = 'A device has no capture yet.'

export function describeMissing(fileName: string | undefined): string {
  return fileName === undefined
    ? 'A capture is not on this device and cannot be fetched now. Go online, open the project where it was added, or replace it.'
    : `The capture ${fileName} is not on this device and cannot be fetched now. Go online, open the project where it was added, or replace it.`
}

/** Visible devices and pictures without a file in this language or in the fallback. */
export function listEmptyFrames(project: Project, target: ExportTarget): Element[] {
  const locales = { locale: target.locale, fallbackLocale: getFallbackLocale(project) }
  return listVisible(getScreen(project, target)).filter(
    (element) =>
      (element.type === 'frame' || element.type === 'image') &&
      findLocalised(element.mediaByLocale, locales) === undefined,
  )
}

function checkCaptions(project: Project, target: ExportTarget, { overflows }: Input): PreflightItem[] {
  const locales = { locale: target.locale, fallbackLocale: getFallbackLocale(project) }
  return listVisible(getScreen(project, target)).flatMap((element): PreflightItem[] => {
    if (element.type !== 'text') return []
    const content = findLocalised(element.contentByLocale, locales) ?? ''
    const text = plainText(content).trim()
    const messages: string[] = []
    if (text === '') messages.push('A caption is empty.')
    else if (isHeadline(text)) messages.push(`The caption “${text}” is still our placeholder.`)
    else if (isBorrowed(element.contentByLocale, locales)) {
      messages.push(`“${shorten(text)}” is not translated; the ${locales.fallbackLocale} text is shown.`)
    }
    messages.push(
      ...checkFont(text, element.style.family),
      ...checkContrast(project, target, { text: element, content }),
    )
    if (overflows?.(element, target.locale)) {
      messages.push(
        `“${shorten(text)}” does not fit its box at its smallest size. Enlarge the box, or say it shorter.`,
      )
    }
    return messages.map((message) => ({ level: 'warning', message }))
  })
}

function checkFont(text: string, family: string): string[] {
  const messages: string[] = []
  if (!findFontFamily(family)) {
    messages.push(`The font ${family} is not part of AppFrames; Inter is used instead.`)
  }
  const { borrowed, missing } = findUncovered(text, family)
  if (borrowed.length > 0) {
    messages.push(
      `${family} has no ${quoteSigns(borrowed)}; Inter draws it. Choose a font that has the script.`,
    )
  }
  if (missing.length > 0) {
    messages.push(
      `No font of AppFrames has ${quoteSigns(missing)}: every device draws its own, or an empty box. Compare the picture, or use other signs.`,
    )
  }
  return messages
}

const mostSigns = 12

/** `“潮の満”`, `“ABC…” and 5 more` */
function quoteSigns(signs: readonly string[]): string {
  const more = signs.length - mostSigns
  const shown = `“${signs.slice(0, mostSigns).join('')}”`
  return more > 0 ? `${shown} and ${more} more` : shown
}

function checkContrast(
  project: Project,
  target: ExportTarget,
  { text, content }: { text: TextElement; content: string },
): string[] {
  if (plainText(content).trim() === '' || !findCanvasSize(target.canvasSizeId)) return []
  const screen = getScreen(project, target)
  const { widthPx, heightPx } = getCanvasPx(target.canvasSizeId, screen.orientation)
  const contrast = measureTextContrast(text, {
    screen,
    content,
    canvasHeight: heightPx / widthPx,
    panorama: planPanorama(project, target.canvasSizeId, target.screenId),
  })
  const required = requiredContrast(text)
  if (contrast === undefined || contrast >= required) return []
  const found = (Math.floor(contrast * 10) / 10).toFixed(1)
  return [
    `“${shorten(plainText(content).trim())}” is hard to read on its background: contrast ${found}:1, ${required}:1 is needed. Change the colour of one of them.`,
  ]
}

function isBorrowed(
  contentByLocale: Readonly<Record<string, string>>,
  { locale, fallbackLocale }: { locale: Locale; fallbackLocale: Locale },
): boolean {
  return locale !== fallbackLocale && contentByLocale[locale] === undefined
}

function listVisible(screen: Screen): Element[] {
  return listOrdered<string, Element>(screen.elements)
    .map(({ item }) => item)
    .filter((element) => element.visible)
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length > 40 ? `${line.slice(0, 39)}…` : line
}
