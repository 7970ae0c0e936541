import { describe, expect, test } from 'vitest'
import { createFrame } from '../edits/create-element.ts'
import { canvasSizeTable, storeRulesAsOf } from './canvas-size-table.ts'
import { findCanvasSize, getCanvasPx, listCanvasSizes, listOrientations } from './canvas-sizes.ts'
import { findDevice, listDevices, listScreenPx, planDevice } from './devices.ts'
import { planFrameLayout, type RoundedRect } from './frame-layout.ts'
import { palettes } from './palettes.ts'

describe('the size table', () => {
  test('no screenshot of Google Play is more than twice as long as wide, which the store rejects', () => {
    const shots = canvasSizeTable.filter(
      ({ store, family }) => store === 'google-play' && family !== 'graphic',
    )
    for (const { portrait, landscape, alsoAccepted, id } of shots) {
      for (const { widthPx, heightPx } of [portrait, landscape, ...alsoAccepted].filter(
        (px) => px !== undefined,
      )) {
        expect(Math.max(widthPx, heightPx), id).toBeLessThanOrEqual(2 * Math.min(widthPx, heightPx))
      }
    }
  })

  test('names each size and file prefix once, is dated, and starts with the four main sizes', () => {
    const sizes = listCanvasSizes()
    expect(new Set(sizes.map((size) => size.id)).size).toBe(sizes.length)
    expect(new Set(sizes.map((size) => size.exportPrefix)).size).toBe(sizes.length)
    expect(sizes.slice(0, 4).map((size) => size.id)).toEqual([
      'iphone-69',
      'iphone-63',
      'ipad-13',
      'play-phone',
    ])
    expect(storeRulesAsOf).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  })

  test.each(canvasSizeTable.map((size) => [size.id, size] as const))(
    '%s follows the rules of its store',
    (_, size) => {
      const { portrait, landscape } = size
      expect(portrait ?? landscape).toBeDefined()
      if (portrait !== undefined) expect(portrait.heightPx).toBeGreaterThanOrEqual(portrait.widthPx)
      if (landscape !== undefined) expect(landscape.widthPx).toBeGreaterThan(landscape.heightPx)
      expect(size.minCount).toBeLessThanOrEqual(size.maxCount)
      if (size.store === 'app-store') expect(size.maxCount).toBeLessThanOrEqual(10)
      if (size.store !== 'google-play' || size.family === 'graphic') return
      for (const { widthPx, heightPx } of [portrait, landscape].filter((px) => px !== undefined)) {
        expect(Math.max(widthPx, heightPx) / Math.min(widthPx, heightPx)).toBeLessThanOrEqual(2)
        expect(Math.min(widthPx, heightPx)).toBeGreaterThanOrEqual(320)
        expect(Math.max(widthPx, heightPx)).toBeLessThanOrEqual(3840)
      }
    },
  )

  /** Width × height of every picture that the App Store takes, as its page lists them. */
  const listed: Readonly<Record<string, string>> = {
    'iphone-69': '1320x2868 2868x1320 1290x2796 2796x1290 1260x2736 2736x1260',
    'iphone-65': '1284x2778 2778x1284 1242x2688 2688x1242',
    'iphone-63': '1206x2622 2622x1206 1179x2556 2556x1179',
    'iphone-61': '1170x2532 2532x1170 1125x2436 2436x1125 1080x2340 2340x1080',
    'iphone-55': '1242x2208 2208x1242',
    'iphone-47': '750x1334 1334x750',
    'iphone-40': '640x1096 640x1136 1136x600 1136x640',
    'iphone-35': '640x920 640x960 960x600 960x640',
    'iphone-duo-outer': '1398x2034 2034x1398',
    'iphone-duo-inner': '2007x2853 2853x2007',
    'ipad-13': '2064x2752 2752x2064 2048x2732 2732x2048',
    'ipad-129': '2048x2732 2732x2048',
    'ipad-11': '1668x2420 2420x1668 1668x2388 2388x1668 1640x2360 2360x1640 1488x2266 2266x1488',
    'ipad-105': '1668x2224 2224x1668',
    'ipad-97': '1536x2048 1536x2008 768x1024 768x1004 2048x1536 2048x1496 1024x768 1024x748',
    mac: '1280x800 1440x900 2560x1600 2880x1800',
    'apple-tv': '1920x1080 3840x2160',
    'vision-pro': '3840x2160',
    'watch-ultra-3': '422x514',
    'watch-ultra': '410x502',
    'watch-s10': '416x496',
    'watch-s7': '396x484',
    'watch-s4': '368x448',
    'watch-s3': '312x390',
  }

  test.each(Object.entries(listed))('%s takes exactly the pixels that the store lists', (id, sizes) => {
    const size = findCanvasSize(id)
    const taken = [size?.portrait, size?.landscape, ...(size?.alsoAccepted ?? [])].flatMap((px) =>
      px === undefined ? [] : [`${px.widthPx}x${px.heightPx}`],
    )
    expect(taken.sort()).toEqual(sizes.split(' ').sort())
  })

  test('a landscape-only size returns landscape whichever orientation is requested, and an unknown one throws', () => {
    expect(getCanvasPx('mac', 'portrait')).toEqual({ widthPx: 2880, heightPx: 1800 })
    expect(listOrientations('mac')).toEqual(['landscape'])
    expect(findCanvasSize('toString')).toBeUndefined()
    expect(() => getCanvasPx('iphone-99', 'portrait')).toThrow('iphone-99')
  })
})

test('every size is within the 16.7 million pixels of a canvas on iOS', () => {
  for (const size of listCanvasSizes())
    for (const orientation of listOrientations(size.id)) {
      const { widthPx, heightPx } = getCanvasPx(size.id, orientation)
      expect(widthPx * heightPx, size.id).toBeLessThanOrEqual(16_777_216)
    }
})

describe('the device for a capture', () => {
  const listed = listDevices().flatMap((device) => listScreenPx(device).map((px) => ({ device, ...px })))

  test.each(listed)(
    'a capture of $widthPx×$heightPx finds a device of its pixels',
    ({ device, widthPx, heightPx }) => {
      const upright = planDevice({ widthPx, heightPx }, device.store)
      const lying = planDevice({ widthPx: heightPx, heightPx: widthPx }, device.store)
      expect(lying).toMatchObject({ kind: 'exact', landscape: true })
      if (device.landscapeOnly !== true) expect(upright).toMatchObject({ kind: 'exact', landscape: false })
    },
  )

  test.each([
    [1206, 2622, 'iphone-63'],
    [1320, 2868, 'iphone-69'],
    [2064, 2752, 'ipad-13'],
    [1080, 2400, 'android-phone'],
    [1242, 2208, 'iphone-55'],
    [2007, 2853, 'iphone-duo-inner'],
  ])('%i×%i is %s', (widthPx, heightPx, id) => {
    expect(planDevice({ widthPx, heightPx })).toMatchObject({ kind: 'exact', device: { id } })
  })

  test('decides shared panels by the store', () => {
    const mini = { widthPx: 1080, heightPx: 2340 }
    expect(planDevice(mini, 'app-store')).toMatchObject({ kind: 'exact', device: { id: 'iphone-61' } })
    expect(planDevice(mini, 'google-play')).toMatchObject({ kind: 'exact', device: { id: 'android-phone' } })
    const lying = { widthPx: 2560, heightPx: 1600 }
    expect(planDevice(lying, 'app-store')).toMatchObject({ device: { id: 'mac' } })
    expect(planDevice(lying, 'google-play')).toMatchObject({ device: { id: 'android-tablet' } })
  })

  test('is close within two percent of the shape, else none', () => {
    expect(planDevice({ widthPx: 660, heightPx: 1434 })).toMatchObject({ kind: 'close' })
    expect(planDevice({ widthPx: 1000, heightPx: 1000 })).toEqual({ kind: 'none', landscape: false })
  })
})

describe('a frame', () => {
  const inside = (inner: RoundedRect, outer: RoundedRect) =>
    inner.x >= outer.x - 1e-9 &&
    inner.y >= outer.y - 1e-9 &&
    inner.x + inner.width <= outer.x + outer.width + 1e-9 &&
    inner.y + inner.height <= outer.y + outer.height + 1e-9

  test.each(listDevices().map((device) => [device.id, device] as const))(
    'of %s has its parts in place',
    (id, device) => {
      for (const landscape of [false, true]) {
        for (const bezel of ['device', 'thin', 'none'] as const) {
          const frame = createFrame({ order: 'a0', x: 0, y: 0, width: 0.8, deviceId: id, landscape, bezel })
          const layout = planFrameLayout(frame)
          const box: RoundedRect = {
            x: 0,
            y: 0,
            width: frame.width,
            height: frame.height,
            radii: [0, 0, 0, 0],
          }
          const outer = layout.body ?? layout.screen
          // Stand or straps belong to the box; without them the body fills it.
          expect(inside(outer, box)).toBe(true)
          if (layout.parts.length === 0) expect(outer.width).toBeGreaterThan(frame.width * 0.999)
          for (const part of layout.parts) expect(inside(part, box)).toBe(true)
          expect(inside(layout.screen, outer)).toBe(true)
          for (const cutOut of layout.cutOuts) expect(inside(cutOut, layout.screen)).toBe(true)
          const { widthPx, heightPx } = device.screenPx
          const aspect = landscape ? heightPx / widthPx : widthPx / heightPx
          expect(layout.screen.width / layout.screen.height).toBeCloseTo(aspect, 6)
          if (layout.homeButton !== undefined) expect(inside(layout.homeButton, layout.screen)).toBe(false)
        }
      }
    },
  )

  test('accepts a custom colour, hides its buttons and camera, and moves its camera aside', () => {
    const phone = createFrame({
      order: 'a0',
      x: 0,
      y: 0,
      width: 0.8,
      deviceId: 'android-phone',
      landscape: false,
    })
    const plan = (device: Partial<typeof phone.device>) =>
      planFrameLayout({ ...phone, device: { ...phone.device, ...device } })
    expect(plan({ colour: '#ff8800' }).colour).toMatchObject({ body: '#ff8800', edge: '#b86200' })
    expect(plan({}).buttons.length).toBeGreaterThan(0)
    expect(plan({ buttons: false }).buttons).toEqual([])
    expect(plan({}).cutOuts).toHaveLength(1)
    expect(plan({ cutOut: false }).cutOuts).toEqual([])
    const middles = (['left', 'centre', 'right'] as const).map((cutOutSide) => {
      const [hole] = plan({ cutOutSide }).cutOuts
      return hole === undefined ? Number.NaN : hole.x + hole.width / 2
    })
    expect(middles[0]).toBeLessThan(0.15)
    expect(middles[1]).toBeCloseTo(0.4)
    expect((middles[0] ?? 0) + (middles[2] ?? 0)).toBeCloseTo(0.8)
  })

  test('of a laptop, a display and a television has a stand below it', () => {
    for (const deviceId of ['laptop', 'desktop', 'tv']) {
      const frame = createFrame({ order: 'a0', x: 0, y: 0, width: 0.8, deviceId, landscape: true })
      const { body, parts } = planFrameLayout(frame)
      expect(parts.length).toBeGreaterThan(0)
      const bottom = Math.max(...parts.map((part) => part.y + part.height))
      expect(bottom).toBeGreaterThan((body?.y ?? 0) + (body?.height ?? 0))
      expect(body?.y).toBeCloseTo(0)
    }
  })

  test('of an unknown device fills its box with a plain rounded screen', () => {
    const made = createFrame({
      order: 'a0',
      x: 0,
      y: 0,
      width: 0.5,
      deviceId: 'of-a-newer-build',
      landscape: false,
      plainScreenPx: { widthPx: 100, heightPx: 100 },
    })
    const { screen, body, cutOuts } = planFrameLayout(made)
    expect(screen.width / screen.height).toBeCloseTo(1, 6)
    expect(body?.width).toBeCloseTo(0.5, 6)
    expect([cutOuts, findDevice('of-a-newer-build')]).toEqual([[], undefined])
  })
})

describe('the palettes', () => {
  test.each(palettes.map((palette) => [palette.name, palette] as const))(
    '%s is opaque and its text is legible',
    (_, palette) => {
      const { background, textColour } = palette
      if (background.type !== 'linear') throw new Error('Only linear palettes are measured here.')
      for (const { colour } of background.stops) {
        expect(colour).toHaveLength(7)
        expect(measureContrast(colour, textColour)).toBeGreaterThanOrEqual(4.5)
      }
    },
  )
})

/** WCAG 2.2, contrast ratio. */
function measureContrast(a: string, b: string): number {
  const [light, dark] = [measureLuminance(a), measureLuminance(b)].sort((x, y) => y - x)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

function measureLuminance(colour: string): number {
  const channel = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}
