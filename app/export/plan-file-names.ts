import type { CanvasSize, CanvasStore } from '#app/document/catalogue/canvas-size-table.ts'
import { findCanvasSize } from '#app/document/catalogue/canvas-sizes.ts'
import type { Locale } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { type ExportTarget, getScreen, listScreens } from './export-target.ts'
import { planStoreLocale } from './store-locales.ts'

/** Directories of fastlane supply; other files must be uploaded by hand. */
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

/** fastlane deliver finds the slot by pixels and aborts at pixels it does not know. */
const unknownToDeliver = /^(iphone-duo|apple-(header|search|universal|event))/

/** The path of each target in the ZIP, in the directories of fastlane (deliver and supply), in the targets' order. */
export function planFileNames(project: Project, targets: readonly ExportTarget[]): string[] {
  const locales = [...new Set(targets.map(({ locale }) => locale))]
  const folders = {
    'app-store': planLocaleFolders('app-store', locales),
    'google-play': planLocaleFolders('google-play', locales),
  }
  const paths = targets.map((target) => {
    const store = findCanvasSize(target.canvasSizeId)?.store ?? 'app-store'
    const folder = folders[store].get(target.locale) ?? { name: target.locale, isManual: true }
    return planFileName(project, target, folder)
  })
  return separatePaths(paths)
}

/** `isManual`: the store's tool rejects the whole delivery for a directory of this name. */
export type LocaleFolder = { name: string; isManual: boolean }

/**
 * One directory a language. Of two that a store treats as one, the exact one gets it; the other, like one the store
 * does not have at all, is uploaded by hand.
 */
export function planLocaleFolders(
  store: CanvasStore,
  locales: readonly Locale[],
): ReadonlyMap<Locale, LocaleFolder> {
  const folders = new Map<Locale, LocaleFolder>()
  const exact = new Set<string>(locales.filter((locale) => planStoreLocale(store, locale).code === locale))
  const taken = new Set<string>()
  for (const locale of locales) {
    const { code, known } = planStoreLocale(store, locale)
    const isFree = !taken.has(code) && (code === locale || !exact.has(code))
    const isManual = !known || !isFree
    folders.set(locale, { name: isManual ? locale : code, isManual })
    if (!isManual) taken.add(code)
  }
  return folders
}

/**
 * The last check, over the whole list: no two paths are equal on a file system that ignores case or normalises Unicode.
 */
function separatePaths(paths: readonly string[]): string[] {
  const taken = new Set<string>()
  return paths.map((path) => {
    let free = path
    for (let count = 2; taken.has(normalisePath(free)); count += 1)
      free = path.replace(/(\.[^./]+)$/, `-${count}$1`)
    taken.add(normalisePath(free))
    return free
  })
}

const normalisePath = (path: string) => path.normalize('NFKC').toLowerCase()

function planFileName(project: Project, target: ExportTarget, folder: LocaleFolder): string {
  const size = findCanvasSize(target.canvasSizeId)
  const locale = sanitizeFileName(folder.name) || 'default'
  const number = String(findNumber(project, target)).padStart(2, '0')
  const name = sanitizeFileName(getScreen(project, target).name).toLowerCase()
  const prefix = size?.exportPrefix ?? (sanitizeFileName(target.canvasSizeId) || 'screen')
  const fileName = `${[prefix, number, name].filter((part) => part !== '').join('-')}.png`
  if (folder.isManual) return `manual-upload/${locale}/${fileName}`
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
  // The slot takes one picture; further ones get a number, so that none replaces another.
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
