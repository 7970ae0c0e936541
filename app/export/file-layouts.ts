import type { CanvasStore } from '#app/document/catalogue/canvas-size-table.ts'
import { findCanvasSize } from '#app/document/catalogue/canvas-sizes.ts'
import type { ExportTarget } from './export-target.ts'

/** The folders of an upload tool. */
export type FileLayout = {
  readonly id: FileLayoutId
  readonly name: string
  /** An example of a path, for people. */
  readonly example: string
  /** The store whose sizes it takes; absent: every size. */
  readonly store?: CanvasStore
}

/** `fastlane` is deliver and supply together. */
export type FileLayoutId = 'fastlane' | 'deliver' | 'supply' | 'gpp' | 'display-type' | 'plain'

export const fileLayouts: readonly FileLayout[] = [
  { id: 'fastlane', name: 'fastlane, both stores', example: 'the folders of deliver and supply' },
  {
    id: 'deliver',
    name: 'fastlane deliver',
    example: 'fastlane/screenshots/en-US/iphone69-01-week.png',
    store: 'app-store',
  },
  {
    id: 'supply',
    name: 'fastlane supply',
    example: 'fastlane/metadata/android/en-US/images/phoneScreenshots/01.png',
    store: 'google-play',
  },
  {
    id: 'gpp',
    name: 'Gradle Play Publisher',
    example: 'src/main/play/listings/en-US/graphics/phone-screenshots/01.png',
    store: 'google-play',
  },
  {
    id: 'display-type',
    name: 'App Store Connect’s display types',
    example: 'en-US/APP_IPHONE_67/01_week.png',
    store: 'app-store',
  },
  { id: 'plain', name: 'Plain, by a pattern', example: 'en-US/iphone69/01-week.png' },
]

export const findFileLayout = (id: string): FileLayout | undefined =>
  fileLayouts.find((layout) => layout.id === id)

/** A layout of one store takes that store's sizes. */
export function takesTarget(layout: FileLayoutId, { canvasSizeId }: ExportTarget): boolean {
  const store = findFileLayout(layout)?.store
  return store === undefined || findCanvasSize(canvasSizeId)?.store === store
}

/**
 * App Store Connect's names of the display groups. They are older than the devices: 67 is 6.9", 61 is 6.3", 58 is 6.1". Both
 * displays of the Duo are one group.
 */
export const displayTypes: Readonly<Record<string, string>> = {
  'iphone-69': 'APP_IPHONE_67',
  'iphone-65': 'APP_IPHONE_65',
  'iphone-63': 'APP_IPHONE_61',
  'iphone-61': 'APP_IPHONE_58',
  'iphone-55': 'APP_IPHONE_55',
  'iphone-47': 'APP_IPHONE_47',
  'iphone-40': 'APP_IPHONE_40',
  'iphone-35': 'APP_IPHONE_35',
  'iphone-duo-outer': 'APP_IPHONE_DUO',
  'iphone-duo-inner': 'APP_IPHONE_DUO',
  'ipad-13': 'APP_IPAD_PRO_3GEN_129',
  'ipad-129': 'APP_IPAD_PRO_129',
  'ipad-11': 'APP_IPAD_PRO_3GEN_11',
  'ipad-105': 'APP_IPAD_105',
  'ipad-97': 'APP_IPAD_97',
  mac: 'APP_DESKTOP',
  'apple-tv': 'APP_APPLE_TV',
  'vision-pro': 'APP_APPLE_VISION_PRO',
  'watch-ultra-3': 'APP_WATCH_ULTRA',
  'watch-ultra': 'APP_WATCH_ULTRA',
  'watch-s10': 'APP_WATCH_SERIES_10',
  'watch-s7': 'APP_WATCH_SERIES_7',
  'watch-s4': 'APP_WATCH_SERIES_4',
  'watch-s3': 'APP_WATCH_SERIES_3',
  'apple-header': 'PRODUCT_PAGE_HEADER',
  'apple-universal': 'PRODUCT_PAGE_HEADER',
  'apple-search-result': 'APP_STORE_SEARCH_RESULTS',
}

/** Groups of one picture a language; an upload tool aborts at a second one. */
export const singleDisplayTypes: ReadonlySet<string> = new Set([
  'PRODUCT_PAGE_HEADER',
  'APP_STORE_SEARCH_RESULTS',
])

/** Every group that a size's pictures are placed in: the universal one is a header and a search result. */
export function listDisplayTypes(canvasSizeId: string): readonly string[] {
  const type = displayTypes[canvasSizeId]
  if (type === undefined) return []
  return canvasSizeId === 'apple-universal' ? [type, 'APP_STORE_SEARCH_RESULTS'] : [type]
}

/** Folders of fastlane supply, under `metadata/android/<locale>/images`; files of other sizes are uploaded by hand. */
export const supplyFolders: Readonly<Record<string, string>> = {
  'play-phone': 'phoneScreenshots',
  'play-tablet-7': 'sevenInchScreenshots',
  'play-tablet-10': 'tenInchScreenshots',
  'play-tv': 'tvScreenshots',
  'play-wear': 'wearScreenshots',
}

/** Pictures of which supply takes one, by the names of their files beside those folders. */
export const supplyGraphics: Readonly<Record<string, string>> = {
  'play-feature-graphic': 'featureGraphic',
  'play-icon': 'icon',
  'play-tv-banner': 'tvBanner',
}

/** Folders of Gradle Play Publisher, under `src/main/play/listings/<locale>/graphics`. */
export const publisherFolders: Readonly<Record<string, string>> = {
  'play-phone': 'phone-screenshots',
  'play-tablet-7': 'tablet-screenshots',
  'play-tablet-10': 'large-tablet-screenshots',
  'play-tv': 'tv-screenshots',
  'play-wear': 'wear-screenshots',
  'play-feature-graphic': 'feature-graphic',
  'play-icon': 'icon',
  'play-tv-banner': 'tv-banner',
}
