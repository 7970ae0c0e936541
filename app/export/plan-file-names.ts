import type { CanvasSize, CanvasStore } from '#app/document/catalogue/canvas-size-table.ts'
import { findCanvasSize } from '#app/document/catalogue/canvas-sizes.ts'
import type { Locale } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { type ExportTarget, getScreen, listScreens } from './export-target.ts'
import { planStoreLocale } from './store-locales.ts'

/** Folders of fastlane supply; what has none must be uploaded by hand. */
const playFolders: Readonly<Record<string, string>> = {
  'play-phone': 'phoneScreenshots',
  'play-tablet-7': 'sevenInchScreenshots',
  'play-tablet-10': 'tenInchScreenshots',
  'play-tv': 'tvScreenshots',
  'play-wear': 'wearScreenshots',
}
const playGraphics: Readonly<Record<string, string>> = {
  'play-feature-graphic': 'featureGraphic',
  'play-icon': 'icon',
  'play-tv-banner': 'tvBanner',
}

/** fastlane deliver finds the slot by pixels and stops at pixels it does not know. */
const unknownToDeliver = /^(iphone-duo|apple-(header|search|universal|event))/

/** Where each target goes in the ZIP, in the folders of fastlane (deliver and supply), in the targets' order. */
export function planFileNames(project: Project, targets: readonly ExportTarget[]): string[] {
  const locales = [...new Set(targets.map(({ locale }) => locale))]
  const folders = {
    'app-store': planLocaleFolders('app-store', locales),
    'google-play': planLocaleFolders('google-play', locales),
  }
  return targets.map((target) => {
    const store = findCanvasSize(target.canvasSizeId)?.store ?? 'app-store'
    return planFileName(project, target, folders[store].get(target.locale) ?? target.locale)
  })
}

/** One folder a language. Of two that a store folds into one, the exact one has it and the other keeps its own tag. */
function planLocaleFolders(store: CanvasStore, locales: readonly Locale[]): ReadonlyMap<Locale, string> {
  const folders = new Map<Locale, string>()
  const taken = new Set<string>(locales.filter((locale) => planStoreLocale(store, locale).code === locale))
  for (const locale of locales) {
    const { code } = planStoreLocale(store, locale)
    folders.set(locale, code === locale || !taken.has(code) ? code : locale)
    taken.add(code)
  }
  return folders
}

function planFileName(project: Project, target: ExportTarget, localeCode: string): string {
  const size = findCanvasSize(target.canvasSizeId)
  const locale = sanitizeFileName(localeCode) || 'default'
  const number = String(findNumber(project, target)).padStart(2, '0')
  const words = sanitizeFileName(getScreen(project, target).name).toLowerCase()
  const prefix = size?.exportPrefix ?? (sanitizeFileName(target.canvasSizeId) || 'screen')
  const fileName = `${[prefix, number, words].filter((part) => part !== '').join('-')}.png`
  if (size?.store === 'google-play') return planPlayPath(size, { locale, number, fileName })
  if (!size || unknownToDeliver.test(size.id)) return `manual-upload/${locale}/${fileName}`
  const special = size.id === 'apple-tv' ? 'appleTV/' : ''
  return `fastlane/screenshots/${special}${locale}/${fileName}`
}

function planPlayPath(
  size: CanvasSize,
  { locale, number, fileName }: { locale: string; number: string; fileName: string },
): string {
  const images = `fastlane/metadata/android/${locale}/images`
  const graphic = playGraphics[size.id]
  // The slot takes one picture; further ones keep a number, so that none replaces another.
  if (graphic) return number === '01' ? `${images}/${graphic}.png` : `manual-upload/${locale}/${fileName}`
  const folder = playFolders[size.id]
  return folder ? `${images}/${folder}/${number}.png` : `manual-upload/${locale}/${fileName}`
}

function findNumber(project: Project, { canvasSizeId, screenId }: ExportTarget): number {
  return listScreens(project, canvasSizeId).findIndex(({ id }) => id === screenId) + 1
}

/** Letters and digits of any script, the rest as hyphens: safe in every file system, archive and shell. */
export function sanitizeFileName(text: string): string {
  return Array.from(text.normalize('NFC').replace(/[^\p{L}\p{N}\p{M}]+/gu, '-'))
    .slice(0, 60)
    .join('')
    .replace(/^-+|-+$/g, '')
}
