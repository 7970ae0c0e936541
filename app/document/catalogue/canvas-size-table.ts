import type { CanvasSizeId } from '../model/ids.ts'

export type SizePx = { readonly widthPx: number; readonly heightPx: number }

export type CanvasFamily =
  | 'iphone'
  | 'ipad'
  | 'mac'
  | 'tv'
  | 'vision'
  | 'watch'
  | 'android-phone'
  | 'android-tablet'
  | 'chromebook'
  | 'graphic'

export type CanvasStore = 'app-store' | 'google-play'

/** One slot of a store's listing. A missing orientation is one the store rejects. */
export type CanvasSize = {
  readonly id: CanvasSizeId
  /** The usual name: iPhone 6.9". */
  readonly name: string
  /** `own`: of no store, in pixels that the user chose. */
  readonly store: CanvasStore | 'own'
  /** The store's name for the place these pictures are uploaded to. */
  readonly slot: string
  readonly family: CanvasFamily
  /** Canvas and export size in device pixels. */
  readonly portrait?: SizePx
  readonly landscape?: SizePx
  /** Further sizes that the slot accepts, in each orientation that it has them. */
  readonly alsoAccepted: readonly SizePx[]
  /** Prefix of each exported file's name; fastlane and people sort by it. */
  readonly exportPrefix: string
  readonly minCount: number
  readonly maxCount: number
  /** The strictest file size any source names, so that every version of the rule is met. */
  readonly maxBytes: number
  /** A PNG of 32 bits, so with an alpha channel; the others have 24 and none. */
  readonly hasAlpha?: true
  /** The capture alone: the store refuses a device around it and text on it. */
  readonly isBare?: true
  readonly note?: string
}

/** The day the numbers below were gathered. Show it with them: stores change their rules without notice. */
export const storeRulesAsOf = '2026-11-30'
/** Shown beside the day. */
export const storeRuleSources =
  'fastlane’s table of July 2026, Apple’s articles of October 2026, Play Console Help 9866151 and 1078870'

const px = (widthPx: number, heightPx: number): SizePx => ({ widthPx, heightPx })
const both = (widthPx: number, heightPx: number) => ({
  portrait: px(widthPx, heightPx),
  landscape: px(heightPx, widthPx),
})

/** Each upright and lying. */
const turned = (...upright: readonly SizePx[]): readonly SizePx[] =>
  upright.flatMap(({ widthPx, heightPx }) => Object.values(both(widthPx, heightPx)))

type Row = Omit<CanvasSize, 'id' | 'store' | 'alsoAccepted' | 'minCount' | 'maxCount' | 'maxBytes'> &
  Partial<Pick<CanvasSize, 'alsoAccepted' | 'minCount' | 'maxCount' | 'maxBytes'>> & { id: string }

/** App Store Connect: 1–10 pictures a class and language; 8 MB is the lowest limit any source gives. */
const apple = ({ id, ...row }: Row): CanvasSize => ({
  alsoAccepted: [],
  minCount: 1,
  maxCount: 10,
  maxBytes: 8_000_000,
  ...row,
  id: id as CanvasSizeId,
  store: 'app-store',
})

/** Apple's creative assets: one a language; their limit is Apple's own, some hundred MB. */
const creative = (row: Row): CanvasSize => apple({ maxCount: 1, maxBytes: 500_000_000, ...row })

/** Google Play: 2–8 pictures, 8 MB, JPEG or 24-bit PNG. */
const play = ({ id, ...row }: Row): CanvasSize => ({
  alsoAccepted: [],
  minCount: 2,
  maxCount: 8,
  maxBytes: 8_000_000,
  ...row,
  id: id as CanvasSizeId,
  store: 'google-play',
})

/**
 * The stores' screenshot slots in one dated rule table. Pixels of the App Store: fastlane
 * `deliver/lib/deliver/app_screenshot.rb` (21 Jul 2026), the Duo's from several sources of autumn 2026. Google Play:
 * support.google.com/googleplay/android-developer/answer/9866151 and 1078870. The first four are the most common.
 */
export const canvasSizeTable: readonly CanvasSize[] = [
  apple({
    id: 'iphone-69',
    slot: 'iPhone, Dynamic Island, large',
    name: 'iPhone 6.9"',
    family: 'iphone',
    ...both(1320, 2868),
    alsoAccepted: turned(px(1290, 2796), px(1260, 2736)),
    exportPrefix: 'iphone69',
    note: 'The largest iPhone. Apple scales it down for smaller ones that have no pictures of their own.',
  }),
  apple({
    id: 'iphone-63',
    slot: 'iPhone, Dynamic Island, medium',
    name: 'iPhone 6.3"',
    family: 'iphone',
    ...both(1206, 2622),
    alsoAccepted: turned(px(1179, 2556)),
    exportPrefix: 'iphone63',
    note: 'On Apple\'s required list since October 2026; sources disagree, so upload it beside 6.9".',
  }),
  apple({
    id: 'ipad-13',
    slot: 'iPad 13"',
    name: 'iPad 13"',
    family: 'ipad',
    ...both(2064, 2752),
    alsoAccepted: turned(px(2048, 2732)),
    exportPrefix: 'ipad13',
    note: 'Required when the app runs on iPad.',
  }),
  play({
    id: 'play-phone',
    slot: 'Phone screenshots',
    name: 'Play phone',
    family: 'android-phone',
    ...both(1080, 1920),
    exportPrefix: 'play-phone',
    note: 'Four or more make the app eligible for promotion. 9:16 satisfies every version of the rule.',
  }),
  apple({
    id: 'iphone-65',
    slot: 'iPhone, Face ID, large',
    name: 'iPhone 6.5"',
    family: 'iphone',
    ...both(1284, 2778),
    alsoAccepted: turned(px(1242, 2688)),
    exportPrefix: 'iphone65',
    note: 'Required only when 6.9" is missing.',
  }),
  apple({
    id: 'iphone-61',
    slot: 'iPhone, Face ID, medium',
    name: 'iPhone 6.1"',
    family: 'iphone',
    ...both(1170, 2532),
    alsoAccepted: turned(px(1125, 2436), px(1080, 2340)),
    exportPrefix: 'iphone61',
  }),
  apple({
    id: 'iphone-duo-outer',
    slot: 'iPhone Duo',
    name: 'iPhone Duo, outer display',
    family: 'iphone',
    ...both(1398, 2034),
    exportPrefix: 'iphone-duo-outer',
    note: 'Ten pictures together for both displays of the Duo, in any mix. Required from April 2027.',
  }),
  apple({
    id: 'iphone-duo-inner',
    slot: 'iPhone Duo',
    name: 'iPhone Duo, inner display',
    family: 'iphone',
    ...both(2007, 2853),
    exportPrefix: 'iphone-duo-inner',
    note: "Ten pictures together for both displays of the Duo, in any mix. This is not the panel's own pixel size.",
  }),
  apple({
    id: 'iphone-55',
    slot: 'iPhone, Home button, large',
    name: 'iPhone 5.5"',
    family: 'iphone',
    ...both(1242, 2208),
    exportPrefix: 'iphone55',
  }),
  apple({
    id: 'iphone-47',
    slot: 'iPhone, Home button, medium',
    name: 'iPhone 4.7"',
    family: 'iphone',
    ...both(750, 1334),
    exportPrefix: 'iphone47',
  }),
  apple({
    id: 'iphone-40',
    slot: 'iPhone, Home button, 4"',
    name: 'iPhone 4"',
    family: 'iphone',
    ...both(640, 1136),
    // Without the status bar, which lies on the long side there.
    alsoAccepted: [px(640, 1096), px(1136, 600)],
    exportPrefix: 'iphone40',
  }),
  apple({
    id: 'iphone-35',
    slot: 'iPhone, Home button, 3.5"',
    name: 'iPhone 3.5"',
    family: 'iphone',
    ...both(640, 960),
    alsoAccepted: [px(640, 920), px(960, 600)],
    exportPrefix: 'iphone35',
  }),
  apple({
    id: 'ipad-129',
    slot: 'iPad 12.9", 2nd generation',
    name: 'iPad 12.9" (2nd generation)',
    family: 'ipad',
    ...both(2048, 2732),
    exportPrefix: 'app_ipad_pro_129',
    note: 'Same pixels as 13": fastlane tells them apart by the file name only.',
  }),
  apple({
    id: 'ipad-11',
    slot: 'iPad 11"',
    name: 'iPad 11"',
    family: 'ipad',
    ...both(1668, 2420),
    alsoAccepted: turned(px(1668, 2388), px(1640, 2360), px(1488, 2266)),
    exportPrefix: 'ipad11',
  }),
  apple({
    id: 'ipad-105',
    slot: 'iPad 10.5"',
    name: 'iPad 10.5"',
    family: 'ipad',
    ...both(1668, 2224),
    exportPrefix: 'ipad105',
  }),
  apple({
    id: 'ipad-97',
    slot: 'iPad 9.7"',
    name: 'iPad 9.7"',
    family: 'ipad',
    ...both(1536, 2048),
    alsoAccepted: [px(1536, 2008), px(2048, 1496), ...turned(px(768, 1024)), px(768, 1004), px(1024, 748)],
    exportPrefix: 'ipad97',
  }),
  apple({
    id: 'mac',
    slot: 'Mac',
    name: 'Mac',
    family: 'mac',
    landscape: px(2880, 1800),
    alsoAccepted: [px(2560, 1600), px(1440, 900), px(1280, 800)],
    exportPrefix: 'mac',
  }),
  apple({
    id: 'apple-tv',
    slot: 'Apple TV',
    name: 'Apple TV',
    family: 'tv',
    landscape: px(3840, 2160),
    alsoAccepted: [px(1920, 1080)],
    exportPrefix: 'apple-tv',
  }),
  apple({
    id: 'vision-pro',
    slot: 'Apple Vision Pro',
    name: 'Vision Pro',
    family: 'vision',
    landscape: px(3840, 2160),
    exportPrefix: 'vision-pro',
    note: 'fastlane recognises it by the word "vision" in the file name.',
  }),
  apple({
    id: 'watch-ultra-3',
    slot: 'Apple Watch, Ultra',
    name: 'Apple Watch Ultra 3',
    family: 'watch',
    portrait: px(422, 514),
    exportPrefix: 'watch-ultra3',
    note: 'Use one watch size for all languages.',
  }),
  apple({
    id: 'watch-ultra',
    slot: 'Apple Watch, Ultra',
    name: 'Apple Watch Ultra, Ultra 2',
    family: 'watch',
    portrait: px(410, 502),
    exportPrefix: 'watch-ultra',
  }),
  apple({
    id: 'watch-s10',
    slot: 'Apple Watch, Series 10',
    name: 'Apple Watch Series 10–11',
    family: 'watch',
    portrait: px(416, 496),
    exportPrefix: 'watch-s10',
  }),
  apple({
    id: 'watch-s7',
    slot: 'Apple Watch, Series 7',
    name: 'Apple Watch Series 7–9',
    family: 'watch',
    portrait: px(396, 484),
    exportPrefix: 'watch-s7',
  }),
  apple({
    id: 'watch-s4',
    slot: 'Apple Watch, Series 4',
    name: 'Apple Watch Series 4–6, SE',
    family: 'watch',
    portrait: px(368, 448),
    exportPrefix: 'watch-s4',
  }),
  apple({
    id: 'watch-s3',
    slot: 'Apple Watch, Series 3',
    name: 'Apple Watch Series 3',
    family: 'watch',
    portrait: px(312, 390),
    exportPrefix: 'watch-s3',
  }),
  creative({
    id: 'apple-header',
    slot: 'Product page header',
    name: 'Product page header',
    family: 'graphic',
    landscape: px(3840, 1646),
    alsoAccepted: [px(5244, 2950)],
    exportPrefix: 'apple-header',
    note: 'Optional, one a language. PNG only. No prices, web addresses, awards or logos of other platforms.',
  }),
  creative({
    id: 'apple-search-result',
    slot: 'Search result',
    name: 'Search result picture',
    family: 'graphic',
    landscape: px(3840, 2560),
    alsoAccepted: [px(1920, 1280), px(5244, 2950)],
    exportPrefix: 'apple-search-result',
    note: 'Optional, one a language. 3:2, from 1920×1280 to 3840×2560.',
  }),
  creative({
    id: 'apple-universal',
    slot: 'Product page header and search result',
    name: 'Universal picture',
    family: 'graphic',
    landscape: px(5244, 2950),
    exportPrefix: 'apple-universal',
    note: 'Optional. One file that fills both the product page header and the search result. PNG only.',
  }),
  creative({
    id: 'apple-event-card',
    slot: 'In-app event card',
    name: 'In-app event card',
    family: 'graphic',
    landscape: px(3840, 2160),
    alsoAccepted: [px(1920, 1080)],
    exportPrefix: 'apple-event-card',
  }),
  creative({
    id: 'apple-event-detail',
    slot: 'In-app event details',
    name: 'In-app event detail',
    family: 'graphic',
    portrait: px(2160, 3840),
    alsoAccepted: [px(1080, 1920)],
    exportPrefix: 'apple-event-detail',
  }),
  play({
    id: 'play-tablet-7',
    slot: '7-inch tablet screenshots',
    name: 'Play 7" tablet',
    family: 'android-tablet',
    ...both(1080, 1920),
    minCount: 1,
    exportPrefix: 'play-tablet7',
  }),
  play({
    id: 'play-tablet-10',
    slot: '10-inch tablet screenshots',
    name: 'Play 10" tablet',
    family: 'android-tablet',
    ...both(1440, 2560),
    minCount: 1,
    exportPrefix: 'play-tablet10',
    note: 'Four or more are recommended for large screens.',
  }),
  play({
    id: 'play-chromebook',
    slot: 'Chromebook screenshots',
    name: 'Play Chromebook',
    family: 'chromebook',
    landscape: px(1920, 1080),
    minCount: 4,
    exportPrefix: 'play-chromebook',
    note: 'fastlane has no folder for it: upload by hand.',
  }),
  play({
    id: 'play-xr',
    slot: 'Android XR screenshots',
    name: 'Play Android XR',
    family: 'vision',
    landscape: px(3840, 2160),
    minCount: 4,
    maxBytes: 15_000_000,
    exportPrefix: 'play-xr',
    note: 'From one source only. fastlane has no folder for it: upload by hand.',
  }),
  play({
    id: 'play-tv',
    slot: 'TV screenshots',
    name: 'Play TV',
    family: 'tv',
    landscape: px(1920, 1080),
    minCount: 1,
    exportPrefix: 'play-tv',
  }),
  play({
    id: 'play-tv-banner',
    slot: 'TV banner',
    name: 'Play TV banner',
    family: 'graphic',
    landscape: px(1280, 720),
    minCount: 1,
    maxCount: 1,
    exportPrefix: 'play-tv-banner',
  }),
  play({
    id: 'play-wear',
    slot: 'Wear OS screenshots',
    name: 'Play Wear OS',
    family: 'watch',
    portrait: px(512, 512),
    alsoAccepted: [px(384, 384)],
    minCount: 1,
    isBare: true,
    exportPrefix: 'play-wear',
    note: 'Square, at least 384×384: no device frame, no added text.',
  }),
  play({
    id: 'play-feature-graphic',
    slot: 'Feature graphic',
    name: 'Play feature graphic',
    family: 'graphic',
    landscape: px(1024, 500),
    minCount: 1,
    maxCount: 1,
    maxBytes: 1_000_000,
    exportPrefix: 'play-feature-graphic',
    note: 'Required. Sources name 1 MB and 15 MB: below 1 MB meets both.',
  }),
  play({
    id: 'play-icon',
    slot: 'App icon',
    name: 'Play icon',
    family: 'graphic',
    portrait: px(512, 512),
    minCount: 1,
    maxCount: 1,
    maxBytes: 1_024_000,
    hasAlpha: true,
    exportPrefix: 'play-icon',
    note: 'A PNG of 32 bits, at most 1024 KB.',
  }),
]

/** A place in a store that accepts pictures of several sizes, counted together. */
export type CanvasSlot = {
  readonly name: string
  readonly canvasSizeIds: readonly CanvasSizeId[]
  readonly maxCount: number
}

const slot = (name: string, canvasSizeIds: readonly string[], maxCount: number): CanvasSlot => ({
  name,
  canvasSizeIds: canvasSizeIds.map((id) => id as CanvasSizeId),
  maxCount,
})

/** The displays of the Duo form one group, as do the sizes of the Ultra; the universal picture is not a slot but fills two. */
export const sharedSlots: readonly CanvasSlot[] = [
  slot('iPhone Duo (both displays together)', ['iphone-duo-outer', 'iphone-duo-inner'], 10),
  slot('Apple Watch Ultra (both sizes together)', ['watch-ultra-3', 'watch-ultra'], 10),
  slot('the product page header', ['apple-header', 'apple-universal'], 1),
  slot('the search result', ['apple-search-result', 'apple-universal'], 1),
]
