import type { CanvasSize, CanvasStore } from '#app/document/catalogue/canvas-size-table.ts'
import { findCanvasSize, findStore } from '#app/document/catalogue/canvas-sizes.ts'
import type { CanvasSizeId, Locale } from '#app/document/model/ids.ts'
import type { Project } from '#app/document/model/schema.ts'
import { type ExportTarget, getScreen, listScreens } from './export-target.ts'
import {
  displayTypes,
  type FileLayoutId,
  listDisplayTypes,
  publisherFolders,
  singleDisplayTypes,
  supplyFolders,
  supplyGraphics,
} from './file-layouts.ts'
import { fillPattern, usualPattern } from './file-pattern.ts'
import { planStoreLocale } from './store-locales.ts'

/** fastlane deliver finds the slot by pixels and aborts at pixels it does not know. */
const unknownToDeliver = /^(iphone-duo|apple-(header|search|universal|event))/

export type NameOptions = {
  layout?: FileLayoutId
  /** Of the layout `plain`, as `findPatternFault` accepts it. */
  pattern?: string | undefined
  /** Without the dot. */
  extensionOf?: (target: ExportTarget) => 'png' | 'jpg'
}

/** A target whose picture has several places, in one of them. */
type PlacedTarget = ExportTarget & { displayType?: string }

/** As many times as the layout has places for the picture. */
function listPlaces(target: ExportTarget, layout: FileLayoutId): readonly PlacedTarget[] {
  const types = layout === 'display-type' ? listDisplayTypes(target.canvasSizeId) : []
  return types.length > 1 ? types.map((displayType) => ({ ...target, displayType })) : [target]
}

/** A file for each place that the layout has for a target's picture. */
export function planPlaces(
  project: Project,
  targets: readonly ExportTarget[],
  { layout = 'fastlane', pattern = usualPattern, extensionOf = () => 'png' }: NameOptions = {},
): { target: ExportTarget; path: string }[] {
  const locales = [...new Set(targets.map(({ locale }) => locale))]
  const folders = {
    'app-store': planLocaleFolders('app-store', locales),
    'google-play': planLocaleFolders('google-play', locales),
  }
  const places = targets.flatMap((target) => {
    const store = findStore(target.canvasSizeId)
    const folder = (store && folders[store].get(target.locale)) ?? { name: target.locale, isManual: true }
    const naming = { layout, pattern, folder, extension: extensionOf(target) }
    // By hand it is uploaded once, however many places it has.
    const paths = new Set(listPlaces(target, layout).map((place) => planFileName(project, place, naming)))
    return [...paths].map((path) => ({ target, path }))
  })
  const paths = separatePaths(places.map(({ path }) => path))
  return places.map(({ target }, index) => ({ target, path: paths[index] ?? '' }))
}

/** The paths in the ZIP, in the targets' order; without a layout in the directories of fastlane (deliver and supply). */
export const planFileNames = (...input: Parameters<typeof planPlaces>): string[] =>
  planPlaces(...input).map(({ path }) => path)

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

type Naming = { layout: FileLayoutId; pattern: string; folder: LocaleFolder; extension: string }

function planFileName(project: Project, target: PlacedTarget, naming: Naming): string {
  const { layout, extension } = naming
  const size = findCanvasSize(target.canvasSizeId)
  const locale = sanitizeFileName(naming.folder.name) || 'default'
  const number = padNumber(findNumber(project, target))
  const name = sanitizeFileName(getScreen(project, target).name).toLowerCase()
  const prefix = size?.exportPrefix ?? (sanitizeFileName(target.canvasSizeId) || 'screen')
  const join = (parts: readonly string[], sign: string) => parts.filter((part) => part !== '').join(sign)
  if (layout === 'plain') {
    const fields = {
      locale: sanitizeFileName(target.locale) || 'default',
      size: prefix,
      number,
      name,
      store: size?.store ?? 'own',
    }
    return `${fillPattern(naming.pattern, fields)}.${extension}`
  }
  const manual = `manual-upload/${locale}/${join([prefix, number, name], '-')}.${extension}`
  if (naming.folder.isManual || size === undefined) return manual
  const place: Place = { size, locale, number, extension, manual }
  switch (layout) {
    case 'gpp':
      return planPublisherPath(place)
    case 'display-type': {
      const type = target.displayType ?? displayTypes[size.id]
      if (type === undefined) return manual
      const rank = countEarlierInGroup(project, size.id, type) + findNumber(project, target)
      if (rank > 1 && singleDisplayTypes.has(type)) return manual
      return `${locale}/${type}/${join([padNumber(rank), name], '_')}.${extension}`
    }
    default:
      return size.store === 'google-play'
        ? planSupplyPath(place)
        : planDeliverPath(place, join([prefix, number, name], '-'))
  }
}

type Place = { size: CanvasSize; locale: string; number: string; extension: string; manual: string }

function planDeliverPath({ size, locale, extension, manual }: Place, stem: string): string {
  if (unknownToDeliver.test(size.id)) return manual
  if (size.id !== 'apple-tv') return `fastlane/screenshots/${locale}/${stem}.${extension}`
  // Of two slots of 3840 × 2160 deliver takes Vision Pro's where a path says so, a screen's name included.
  const ownStem = stem.replaceAll(/vision/gi, 'vis-ion')
  return `fastlane/screenshots/appleTV/${locale}/${ownStem}.${extension}`
}

function planSupplyPath({ size, locale, number, extension, manual }: Place): string {
  const images = `fastlane/metadata/android/${locale}/images`
  const graphic = supplyGraphics[size.id]
  // The slot takes one picture; further ones get a number, so that none replaces another.
  if (graphic) return number === '01' ? `${images}/${graphic}.${extension}` : manual
  const folder = supplyFolders[size.id]
  return folder ? `${images}/${folder}/${number}.${extension}` : manual
}

function planPublisherPath({ size, locale, number, extension, manual }: Place): string {
  const folder = publisherFolders[size.id]
  if (folder === undefined || (supplyGraphics[size.id] !== undefined && number !== '01')) return manual
  return `src/main/play/listings/${locale}/graphics/${folder}/${number}.${extension}`
}

function findNumber(project: Project, { canvasSizeId, screenId }: ExportTarget): number {
  return listScreens(project, canvasSizeId).findIndex(({ id }) => id === screenId) + 1
}

const padNumber = (number: number) => String(number).padStart(2, '0')

/** Sizes that are one group for the store, as both displays of the Duo, are numbered through. */
function countEarlierInGroup(project: Project, canvasSizeId: string, type: string): number {
  const ids = Object.keys(displayTypes).filter((id) => listDisplayTypes(id).includes(type))
  // Pictures of the group's own size come before one that fills it as well.
  const inOrder = ids.toSorted((a, b) => Number(displayTypes[b] === type) - Number(displayTypes[a] === type))
  return inOrder
    .slice(0, inOrder.indexOf(canvasSizeId))
    .reduce((count, id) => count + listScreens(project, id as CanvasSizeId).length, 0)
}

/** Letters and digits of any script, the rest as hyphens: safe in every file system, archive and shell. */
export function sanitizeFileName(text: string): string {
  return Array.from(text.normalize('NFC').replace(/[^\p{L}\p{N}\p{M}]+/gu, '-'))
    .slice(0, 60)
    .join('')
    .replace(/^-+|-+$/g, '')
}
