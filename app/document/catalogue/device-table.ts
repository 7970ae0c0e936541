import type { CanvasStore, SizePx } from './canvas-size-table.ts'

export type DeviceFamily =
  | 'iphone'
  | 'ipad'
  | 'mac'
  | 'android-phone'
  | 'android-tablet'
  | 'watch'
  | 'laptop'
  | 'desktop'
  | 'tv'

/**
 * The opening in the screen, centred on its top edge; lengths are fractions of the screen's width. `island` and `hole`
 * float `top` below the edge, a `notch` hangs from it.
 */
export type CutOut =
  | { readonly kind: 'none' }
  | { readonly kind: 'island'; readonly width: number; readonly height: number; readonly top: number }
  | { readonly kind: 'notch'; readonly width: number; readonly height: number; readonly radius: number }
  | { readonly kind: 'hole'; readonly diameter: number; readonly top: number }

/** `from` and `length` are fractions of the body's height, measured from the top. */
export type SideButton = { readonly side: 'left' | 'right'; readonly from: number; readonly length: number }

/**
 * A stand or strap beside the body; fractions of the screen's width, measured from the body's top left. `band` is soft,
 * `metal` takes the body's colour, `shade` is a gap or groove.
 */
export type DevicePart = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly radii: readonly [number, number, number, number]
  readonly tone: 'band' | 'metal' | 'shade'
}

export type DeviceColour = {
  readonly id: string
  readonly name: string
  readonly body: string
  /** The rim, a little lighter or darker than the body. */
  readonly edge: string
}

/**
 * A generic device drawn from numbers, upright. Proportions follow the measured screens of its class; the drawing is
 * ours and copies no maker's design. Lengths are fractions of the screen's width unless they say otherwise.
 */
export type Device = {
  readonly id: string
  readonly name: string
  readonly family: DeviceFamily
  readonly store: CanvasStore
  readonly screenPx: SizePx
  /** Further captures of the same class, portrait. */
  readonly alsoFits: readonly SizePx[]
  /** Displays that are never upright. */
  readonly landscapeOnly?: true
  /** Thickness of the body around the screen. */
  readonly bezel: { readonly side: number; readonly top: number; readonly bottom: number }
  readonly cornerRadius: number
  readonly bodyRadius: number
  readonly cutOut: CutOut
  /** Diameter of the round button below the screen. */
  readonly homeButton?: number
  readonly buttons: readonly SideButton[]
  /** Drawn before the body, in this order; the frame's box holds them too. */
  readonly parts?: readonly DevicePart[]
  readonly colours: readonly [DeviceColour, ...DeviceColour[]]
}

const px = (widthPx: number, heightPx: number): SizePx => ({ widthPx, heightPx })
const even = (thickness: number) => ({ side: thickness, top: thickness, bottom: thickness })

const graphite: DeviceColour = { id: 'graphite', name: 'Graphite', body: '#17181b', edge: '#4a4d55' }
const silver: DeviceColour = { id: 'silver', name: 'Silver', body: '#e3e5e8', edge: '#b4b8bf' }
const sand: DeviceColour = { id: 'sand', name: 'Sand', body: '#d9cbb8', edge: '#ae9d86' }
const mist: DeviceColour = { id: 'mist', name: 'Mist blue', body: '#b9c9dd', edge: '#8b9fb9' }
const phoneColours = [graphite, silver, sand, mist] as const
const tabletColours = [graphite, silver] as const

const islandButtons: readonly SideButton[] = [
  { side: 'left', from: 0.185, length: 0.035 },
  { side: 'left', from: 0.25, length: 0.065 },
  { side: 'left', from: 0.335, length: 0.065 },
  { side: 'right', from: 0.27, length: 0.11 },
]
const androidButtons: readonly SideButton[] = [
  { side: 'right', from: 0.2, length: 0.11 },
  { side: 'right', from: 0.345, length: 0.06 },
]
const homeButtons: readonly SideButton[] = [
  { side: 'left', from: 0.19, length: 0.065 },
  { side: 'left', from: 0.28, length: 0.065 },
  { side: 'right', from: 0.19, length: 0.075 },
]

const watchButtons: readonly SideButton[] = [
  { side: 'right', from: 0.24, length: 0.17 },
  { side: 'right', from: 0.52, length: 0.2 },
]

/** Straps above and below a body of this width and height, a little narrower than it. */
function straps(bodyWidth: number, bodyHeight: number): readonly DevicePart[] {
  const inset = bodyWidth * 0.13
  const width = bodyWidth - 2 * inset
  const length = bodyHeight * 0.4
  const under = bodyHeight * 0.16
  return [
    { x: inset, y: -length, width, height: length + under, radii: [0.06, 0.06, 0, 0], tone: 'band' },
    {
      x: inset,
      y: bodyHeight - under,
      width,
      height: length + under,
      radii: [0, 0, 0.06, 0.06],
      tone: 'band',
    },
  ]
}

/** A part below a display that is always landscape, given as it is seen: from the middle and the lower edge. */
function below(
  body: { width: number; height: number },
  part: { halfWidth: number; from: number; height: number; radius: number; tone: DevicePart['tone'] },
  middle = body.height / 2,
): DevicePart {
  const { halfWidth, from, height, radius, tone } = part
  return {
    x: -from - height,
    y: middle - halfWidth,
    width: height,
    height: 2 * halfWidth,
    radii: [radius, radius * 0.1, radius * 0.1, radius],
    tone,
  }
}

const laptopBody = { width: 1.05, height: 3024 / 1964 + 0.05 }
const desktopBody = { width: 1.056, height: 16 / 9 + 0.056 }
const tvBody = { width: 1.028, height: 16 / 9 + 0.028 }

/**
 * Screen pixels: store-sizes (fastlane `app_screenshot.rb`, 21 Jul 2026) and the common Android panels. The order
 * decides which device takes an ambiguous capture when no store is preferred: 1080×2340 is far more often an Android
 * phone than an iPhone mini, so Android comes before the notch iPhones; 2560×1600 in landscape is a Mac before it is a
 * tablet.
 */
export const deviceTable: readonly Device[] = [
  {
    id: 'iphone-69',
    name: 'iPhone 6.9"',
    family: 'iphone',
    store: 'app-store',
    screenPx: px(1320, 2868),
    alsoFits: [px(1290, 2796), px(1260, 2736)],
    bezel: even(0.034),
    cornerRadius: 0.141,
    bodyRadius: 0.175,
    cutOut: { kind: 'island', width: 0.284, height: 0.084, top: 0.032 },
    buttons: islandButtons,
    colours: phoneColours,
  },
  {
    id: 'iphone-63',
    name: 'iPhone 6.3"',
    family: 'iphone',
    store: 'app-store',
    screenPx: px(1206, 2622),
    alsoFits: [px(1179, 2556)],
    bezel: even(0.037),
    cornerRadius: 0.154,
    bodyRadius: 0.191,
    cutOut: { kind: 'island', width: 0.311, height: 0.092, top: 0.035 },
    buttons: islandButtons,
    colours: phoneColours,
  },
  {
    id: 'android-phone',
    name: 'Android phone',
    family: 'android-phone',
    store: 'google-play',
    screenPx: px(1080, 2400),
    alsoFits: [
      px(1080, 2340),
      px(1080, 2424),
      px(1080, 2412),
      px(1080, 2408),
      px(1080, 2376),
      px(1080, 2316),
      px(1080, 2280),
      px(1080, 2220),
      px(1080, 2160),
      px(1440, 3120),
      px(1440, 3088),
      px(1440, 3200),
      px(1440, 2960),
      px(1344, 2992),
      px(1280, 2856),
      px(1008, 2244),
      px(1220, 2712),
      px(1116, 2484),
      px(720, 1600),
      px(720, 1560),
    ],
    bezel: even(0.038),
    cornerRadius: 0.095,
    bodyRadius: 0.13,
    cutOut: { kind: 'hole', diameter: 0.056, top: 0.034 },
    buttons: androidButtons,
    colours: phoneColours,
  },
  {
    id: 'android-phone-16-9',
    name: 'Android phone, 16:9',
    family: 'android-phone',
    store: 'google-play',
    screenPx: px(1080, 1920),
    alsoFits: [px(1440, 2560), px(720, 1280)],
    bezel: { side: 0.04, top: 0.1, bottom: 0.1 },
    cornerRadius: 0.03,
    bodyRadius: 0.1,
    cutOut: { kind: 'none' },
    buttons: androidButtons,
    colours: phoneColours,
  },
  {
    id: 'iphone-65',
    name: 'iPhone 6.5"',
    family: 'iphone',
    store: 'app-store',
    screenPx: px(1284, 2778),
    alsoFits: [px(1242, 2688), px(828, 1792)],
    bezel: even(0.048),
    cornerRadius: 0.125,
    bodyRadius: 0.173,
    cutOut: { kind: 'notch', width: 0.4, height: 0.075, radius: 0.055 },
    buttons: islandButtons,
    colours: phoneColours,
  },
  {
    id: 'iphone-61',
    name: 'iPhone 6.1"',
    family: 'iphone',
    store: 'app-store',
    screenPx: px(1170, 2532),
    alsoFits: [px(1125, 2436), px(1080, 2340)],
    bezel: even(0.05),
    cornerRadius: 0.122,
    bodyRadius: 0.172,
    cutOut: { kind: 'notch', width: 0.43, height: 0.083, radius: 0.06 },
    buttons: islandButtons,
    colours: phoneColours,
  },
  {
    id: 'iphone-55',
    name: 'iPhone 5.5", home button',
    family: 'iphone',
    store: 'app-store',
    screenPx: px(1242, 2208),
    alsoFits: [],
    bezel: { side: 0.07, top: 0.27, bottom: 0.27 },
    cornerRadius: 0.004,
    bodyRadius: 0.155,
    cutOut: { kind: 'none' },
    homeButton: 0.165,
    buttons: homeButtons,
    colours: phoneColours,
  },
  {
    id: 'iphone-47',
    name: 'iPhone 4.7", home button',
    family: 'iphone',
    store: 'app-store',
    screenPx: px(750, 1334),
    alsoFits: [px(640, 1136), px(640, 1096)],
    bezel: { side: 0.075, top: 0.29, bottom: 0.29 },
    cornerRadius: 0.004,
    bodyRadius: 0.165,
    cutOut: { kind: 'none' },
    homeButton: 0.19,
    buttons: homeButtons,
    colours: phoneColours,
  },
  {
    id: 'iphone-35',
    name: 'iPhone 3.5", home button',
    family: 'iphone',
    store: 'app-store',
    screenPx: px(640, 960),
    alsoFits: [px(640, 920)],
    bezel: { side: 0.085, top: 0.4, bottom: 0.4 },
    cornerRadius: 0.004,
    bodyRadius: 0.16,
    cutOut: { kind: 'none' },
    homeButton: 0.22,
    buttons: homeButtons,
    colours: tabletColours,
  },
  {
    id: 'iphone-duo-outer',
    name: 'iPhone Duo, outer display',
    family: 'iphone',
    store: 'app-store',
    screenPx: px(1398, 2034),
    alsoFits: [],
    bezel: even(0.034),
    cornerRadius: 0.11,
    bodyRadius: 0.144,
    cutOut: { kind: 'hole', diameter: 0.05, top: 0.034 },
    buttons: androidButtons,
    colours: phoneColours,
  },
  {
    id: 'iphone-duo-inner',
    name: 'iPhone Duo, inner display',
    family: 'iphone',
    store: 'app-store',
    screenPx: px(2007, 2853),
    alsoFits: [px(1878, 2670)],
    bezel: even(0.03),
    cornerRadius: 0.075,
    bodyRadius: 0.105,
    cutOut: { kind: 'none' },
    buttons: androidButtons,
    colours: phoneColours,
  },
  {
    id: 'ipad-13',
    name: 'iPad 13"',
    family: 'ipad',
    store: 'app-store',
    screenPx: px(2064, 2752),
    alsoFits: [px(2048, 2732)],
    bezel: even(0.042),
    cornerRadius: 0.0175,
    bodyRadius: 0.058,
    cutOut: { kind: 'none' },
    buttons: [],
    colours: tabletColours,
  },
  {
    id: 'ipad-11',
    name: 'iPad 11"',
    family: 'ipad',
    store: 'app-store',
    screenPx: px(1668, 2420),
    alsoFits: [px(1668, 2388), px(1640, 2360), px(1488, 2266)],
    bezel: even(0.052),
    cornerRadius: 0.022,
    bodyRadius: 0.072,
    cutOut: { kind: 'none' },
    buttons: [],
    colours: tabletColours,
  },
  {
    id: 'ipad-97',
    name: 'iPad with home button',
    family: 'ipad',
    store: 'app-store',
    screenPx: px(1536, 2048),
    alsoFits: [px(1536, 2008), px(1668, 2224), px(1620, 2160), px(768, 1024), px(768, 1004)],
    bezel: { side: 0.055, top: 0.13, bottom: 0.13 },
    cornerRadius: 0.002,
    bodyRadius: 0.07,
    cutOut: { kind: 'none' },
    homeButton: 0.075,
    buttons: [],
    colours: tabletColours,
  },
  {
    id: 'mac',
    name: 'Mac display',
    family: 'mac',
    store: 'app-store',
    screenPx: px(1800, 2880),
    alsoFits: [px(1600, 2560), px(900, 1440), px(800, 1280)],
    landscapeOnly: true,
    bezel: even(0.028),
    cornerRadius: 0.012,
    bodyRadius: 0.034,
    cutOut: { kind: 'none' },
    buttons: [],
    colours: tabletColours,
  },
  {
    id: 'android-tablet',
    name: 'Android tablet',
    family: 'android-tablet',
    store: 'google-play',
    screenPx: px(1600, 2560),
    alsoFits: [px(1440, 2560), px(1200, 1920), px(1752, 2800), px(1848, 2960), px(800, 1280)],
    bezel: even(0.05),
    cornerRadius: 0.024,
    bodyRadius: 0.066,
    cutOut: { kind: 'none' },
    buttons: [],
    colours: tabletColours,
  },
  {
    id: 'android-fold-open',
    name: 'Foldable, open',
    family: 'android-tablet',
    store: 'google-play',
    screenPx: px(1856, 2160),
    alsoFits: [px(2076, 2152), px(1812, 2176), px(1768, 2208)],
    bezel: even(0.028),
    cornerRadius: 0.045,
    bodyRadius: 0.068,
    cutOut: { kind: 'none' },
    buttons: androidButtons,
    colours: phoneColours,
  },
  {
    id: 'android-fold-closed',
    name: 'Foldable, closed',
    family: 'android-phone',
    store: 'google-play',
    screenPx: px(968, 2376),
    alsoFits: [px(904, 2316)],
    bezel: { side: 0.05, top: 0.04, bottom: 0.04 },
    cornerRadius: 0.07,
    bodyRadius: 0.1,
    cutOut: { kind: 'hole', diameter: 0.058, top: 0.036 },
    buttons: androidButtons,
    colours: phoneColours,
  },
  {
    id: 'android-tablet-8',
    name: 'Android tablet, small',
    family: 'android-tablet',
    store: 'google-play',
    screenPx: px(1340, 2000),
    alsoFits: [px(800, 1340), px(1080, 1620)],
    bezel: even(0.062),
    cornerRadius: 0.03,
    bodyRadius: 0.085,
    cutOut: { kind: 'none' },
    buttons: [],
    colours: tabletColours,
  },
  {
    id: 'watch',
    name: 'Apple Watch',
    family: 'watch',
    store: 'app-store',
    screenPx: px(416, 496),
    alsoFits: [px(396, 484), px(368, 448), px(312, 390)],
    bezel: { side: 0.075, top: 0.075, bottom: 0.075 },
    cornerRadius: 0.2,
    bodyRadius: 0.3,
    cutOut: { kind: 'none' },
    buttons: watchButtons,
    parts: straps(1.15, 496 / 416 + 0.15),
    colours: phoneColours,
  },
  {
    id: 'watch-ultra',
    name: 'Apple Watch Ultra',
    family: 'watch',
    store: 'app-store',
    screenPx: px(422, 514),
    alsoFits: [px(410, 502)],
    bezel: even(0.1),
    cornerRadius: 0.2,
    bodyRadius: 0.28,
    cutOut: { kind: 'none' },
    buttons: watchButtons,
    parts: straps(1.2, 514 / 422 + 0.2),
    colours: [silver, graphite, sand],
  },
  {
    id: 'laptop',
    name: 'Laptop',
    family: 'laptop',
    store: 'app-store',
    screenPx: px(1964, 3024),
    alsoFits: [px(1664, 2560)],
    landscapeOnly: true,
    bezel: even(0.025),
    cornerRadius: 0.014,
    bodyRadius: 0.04,
    cutOut: { kind: 'none' },
    buttons: [],
    parts: [
      below(laptopBody, { halfWidth: 0.98, from: 0, height: 0.05, radius: 0.045, tone: 'metal' }),
      below(laptopBody, { halfWidth: 0.13, from: 0, height: 0.016, radius: 0.014, tone: 'shade' }),
    ],
    colours: [silver, graphite, sand],
  },
  {
    id: 'desktop',
    name: 'Desktop display',
    family: 'desktop',
    store: 'app-store',
    screenPx: px(2880, 5120),
    alsoFits: [],
    landscapeOnly: true,
    bezel: even(0.028),
    cornerRadius: 0.006,
    bodyRadius: 0.03,
    cutOut: { kind: 'none' },
    buttons: [],
    parts: [
      below(desktopBody, { halfWidth: 0.17, from: -0.01, height: 0.25, radius: 0.004, tone: 'metal' }),
      below(desktopBody, { halfWidth: 0.32, from: 0.225, height: 0.022, radius: 0.01, tone: 'metal' }),
    ],
    colours: [silver, graphite],
  },
  {
    id: 'tv',
    name: 'Television',
    family: 'tv',
    store: 'app-store',
    screenPx: px(1080, 1920),
    alsoFits: [px(2160, 3840)],
    landscapeOnly: true,
    bezel: even(0.014),
    cornerRadius: 0.003,
    bodyRadius: 0.012,
    cutOut: { kind: 'none' },
    buttons: [],
    parts: [
      below(tvBody, { halfWidth: 0.09, from: -0.005, height: 0.05, radius: 0.02, tone: 'metal' }, 0.36),
      below(
        tvBody,
        { halfWidth: 0.09, from: -0.005, height: 0.05, radius: 0.02, tone: 'metal' },
        tvBody.height - 0.36,
      ),
    ],
    colours: [graphite, silver],
  },
]
