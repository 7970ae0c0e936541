import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planFrameLayout } from '#app/document/catalogue/frame-layout.ts'
import {
  createFrame,
  createImage,
  createShape,
  createText,
  shapeNames,
} from '#app/document/edits/create-element.ts'
import type { ElementId, Locale, MediaId, ScreenId } from '#app/document/model/ids.ts'
import {
  type Background,
  type Element,
  type FrameElement,
  type Screen,
  screenSchema,
} from '#app/document/model/schema.ts'
import {
  createNodeAssets,
  createNodeContext,
  createNodePicture,
  readPixel,
} from '#tests/factories/create-node-canvas.ts'
import { runsOf } from '#tests/setup/runs-of.ts'
import { drawScreen, drawScreenExcept } from './draw-screen.ts'

const english = 'en-US' as Locale
const media = { [english]: 'home' as MediaId } as Record<Locale, MediaId>
const white: Background = { type: 'colour', colour: '#ffffff' }
const size = { widthPx: 400, heightPx: 860 }

const createScreen = (elements: readonly Element[], background: Background = white): Screen => ({
  id: 'screen' as ScreenId,
  order: 'a0',
  name: 'Screen',
  orientation: 'portrait',
  background,
  elements: Object.fromEntries(
    elements.map((element, index) => [`e${index}` as ElementId, element]),
  ) as Screen['elements'],
})

const place = { order: 'a0', x: 0.1, y: 0.2, width: 0.8 }
const createPhone = (more: Partial<FrameElement> = {}): FrameElement => ({
  ...createFrame({ ...place, deviceId: 'iphone-69', landscape: false, mediaByLocale: media }),
  ...more,
})

/** Red, green over blue, yellow. */
const quarters = createNodePicture(200, 434, (x, y) => {
  if (y < 217) return x < 100 ? [255, 0, 0] : [0, 255, 0]
  return x < 100 ? [0, 0, 255] : [255, 255, 0]
})

function draw(screen: Screen, assets = createNodeAssets(size, { home: quarters })) {
  const context = createNodeContext(assets.widthPx, assets.heightPx)
  drawScreen(context, screen, assets)
  return context
}

/** A point of the frame's screen, 0–1 across and down, in pixels of the target. */
function pointInFrame(frame: FrameElement, across: number, down: number): [x: number, y: number] {
  const { screen } = planFrameLayout(frame)
  return [
    (frame.x + screen.x + screen.width * across) * size.widthPx,
    (frame.y + screen.y + screen.height * down) * size.widthPx,
  ]
}

describe('a framed capture', () => {
  it('fills the screen of the device and nothing outside it', () => {
    const frame = createPhone()
    const context = draw(createScreen([frame]))
    expect(readPixel(context, ...pointInFrame(frame, 0.2, 0.3))).toEqual([255, 0, 0, 255])
    expect(readPixel(context, ...pointInFrame(frame, 0.8, 0.3))).toEqual([0, 255, 0, 255])
    expect(readPixel(context, ...pointInFrame(frame, 0.2, 0.8))).toEqual([0, 0, 255, 255])
    expect(readPixel(context, ...pointInFrame(frame, 0.8, 0.8))).toEqual([255, 255, 0, 255])
    // The glass beside it is nearly black, and above the device there is background.
    expect(Math.max(...readPixel(context, ...pointInFrame(frame, -0.015, 0.5)).slice(0, 3))).toBeLessThan(40)
    expect(readPixel(context, 200, 20)).toEqual([255, 255, 255, 255])
  })

  it('turns with its frame', () => {
    const frame = createPhone({ rotation: 180 })
    const context = draw(createScreen([frame]))
    expect(readPixel(context, ...pointInFrame(frame, 0.2, 0.3))).toEqual([255, 255, 0, 255])
    expect(readPixel(context, ...pointInFrame(frame, 0.8, 0.8))).toEqual([255, 0, 0, 255])
  })

  it('keeps its quarters apart when it is tilted, and leaves no hairlines between the cells of the mesh', () => {
    const frame = createPhone({ tilt: { x: 30, y: -12 } })
    const context = draw(createScreen([frame]))
    const [x, y] = pointInFrame(frame, 0.5, 0.5)
    const seen = new Set<string>()
    for (let dy = -250; dy <= 250; dy += 3) {
      for (let dx = -75; dx <= 75; dx += 3) {
        const pixel = readPixel(context, x + dx, y + dy)
        const isPure = pixel.every((value) => value === 0 || value === 255)
        if (isPure) seen.add(pixel.join())
        else expect(Math.abs(dx) < 12 || Math.abs(dy) < 24, `${pixel} at ${dx},${dy}`).toBe(true)
      }
    }
    expect([...seen].sort()).toEqual(['0,0,255,255', '0,255,0,255', '255,0,0,255', '255,255,0,255'])
  })

  it('is drawn pixel for pixel where it is not scaled', () => {
    const noise = createNodePicture(size.widthPx, size.heightPx, (x, y) => {
      const hash = Math.imul(x * 374_761_393 + y * 668_265_263, 1_274_126_177)
      return [hash & 255, (hash >> 8) & 255, (hash >> 16) & 255]
    })
    const frame: FrameElement = {
      ...createPhone(),
      x: 0,
      y: 0,
      width: 1,
      height: size.heightPx / size.widthPx,
      device: { deviceId: 'unknown', colour: '', bezel: 'none', corner: 0, cutOut: false, landscape: false },
    }
    const drawn = draw(createScreen([frame]), createNodeAssets(size, { home: noise }))
    const plain = createNodeContext(size.widthPx, size.heightPx)
    plain.drawImage(noise, 0, 0)
    const all = [0, 0, size.widthPx, size.heightPx] as const
    expect(
      Buffer.from(drawn.getImageData(...all).data).equals(Buffer.from(plain.getImageData(...all).data)),
    ).toBe(true)
  })

  it('pans and zooms inside the screen', () => {
    const frame = createPhone({ zoom: 2, pan: { x: 0.5, y: 0 } })
    const context = draw(createScreen([frame]))
    expect(readPixel(context, ...pointInFrame(frame, 0.9, 0.3))).toEqual([255, 0, 0, 255])
    expect(readPixel(context, ...pointInFrame(frame, 0.1, 0.8))).toEqual([0, 0, 255, 255])
  })

  it('becomes a neutral placeholder where its file is missing', () => {
    const frame = createPhone()
    const context = draw(createScreen([frame]), createNodeAssets(size))
    expect(readPixel(context, ...pointInFrame(frame, 0.2, 0.2))).toEqual([0xe9, 0xea, 0xee, 255])
  })
})

describe('a screen', () => {
  it('draws elements in their order and leaves out hidden ones and those on the drag layer', () => {
    const square = (fill: string, order: string, more: Partial<Element> = {}): Element =>
      ({ ...createShape({ ...place, order, height: 0.5, shape: 'rectangle', fill }), ...more }) as Element
    const screen = createScreen([
      square('#00ff00', 'a1'),
      square('#ff0000', 'a0'),
      square('#0000ff', 'a2', { visible: false }),
    ])
    expect(readPixel(draw(screen), 200, 180)).toEqual([0, 255, 0, 255])
    const context = createNodeContext(size.widthPx, size.heightPx)
    drawScreenExcept(context, screen, createNodeAssets(size), new Set(['e0' as ElementId]))
    expect(readPixel(context, 200, 180)).toEqual([255, 0, 0, 255])
  })

  it('fades an element as one piece', () => {
    const frame = createPhone({ opacity: 0.5 })
    const context = draw(createScreen([frame]))
    // Half red over white; were the parts faded one by one, the black glass below would darken it.
    const [red, green, blue] = readPixel(context, ...pointInFrame(frame, 0.2, 0.3))
    expect(red).toBe(255)
    expect(Math.abs(green - 127)).toBeLessThanOrEqual(1)
    expect(Math.abs(blue - 127)).toBeLessThanOrEqual(1)
  })

  it('draws transparent backgrounds over white', () => {
    const context = draw(createScreen([], { type: 'colour', colour: '#00000080' }))
    const [red, , , alpha] = readPixel(context, 10, 10)
    expect(Math.abs(red - 127)).toBeLessThanOrEqual(1)
    expect(alpha).toBe(255)
  })

  it('runs a linear gradient the way CSS does', () => {
    const stops = [
      { offset: 0, colour: '#000000' },
      { offset: 1, colour: '#ffffff' },
    ]
    const down = draw(createScreen([], { type: 'linear', angle: 180, stops }))
    expect(readPixel(down, 200, 1)[0]).toBeLessThan(3)
    expect(readPixel(down, 200, 858)[0]).toBeGreaterThan(252)
    const right = draw(createScreen([], { type: 'linear', angle: 90, stops }))
    expect(readPixel(right, 1, 430)[0]).toBeLessThan(3)
    expect(readPixel(right, 398, 430)[0]).toBeGreaterThan(252)
  })

  it('continues a panorama from one screen to the next', () => {
    const background: Background = {
      type: 'linear',
      angle: 90,
      stops: [
        { offset: 0, colour: '#000000' },
        { offset: 1, colour: '#ffffff' },
      ],
    }
    const slice = (index: number) =>
      draw(createScreen([]), { ...createNodeAssets(size), panorama: { background, index, count: 3 } })
    const [first, second, third] = [slice(0), slice(1), slice(2)]
    expect(readPixel(first, 0, 100)[0]).toBeLessThan(3)
    expect(readPixel(second, 0, 100)[0] - readPixel(first, 399, 100)[0]).toBeLessThanOrEqual(1)
    expect(readPixel(third, 0, 100)[0] - readPixel(second, 399, 100)[0]).toBeLessThanOrEqual(1)
    expect(readPixel(third, 399, 100)[0]).toBeGreaterThan(252)
  })

  it('is opaque everywhere and never throws, for any document', { timeout: 60_000 }, () => {
    const small = { widthPx: 44, heightPx: 96 }
    const assets = createNodeAssets(small, { home: quarters })
    fc.assert(
      fc.property(fc.array(anyElement, { maxLength: 4 }), anyBackground, (elements, background) => {
        const screen = screenSchema.parse(createScreen(elements, background))
        const context = draw(screen, assets)
        const { data } = context.getImageData(0, 0, small.widthPx, small.heightPx)
        for (let at = 3; at < data.length; at += 4) expect(data[at]).toBe(255)
      }),
      { numRuns: runsOf(100) },
    )
  })
})

const length = fc.oneof(
  fc.constantFrom(-100, -1, 0, 1e-9, 0.5, 100),
  fc.double({ min: -2, max: 2, noNaN: true }),
)
const positive = length.map(Math.abs)
const unit = fc.double({ min: 0, max: 1, noNaN: true })
const angle = fc.double({ min: -3600, max: 3600, noNaN: true })
const colour = fc.constantFrom('#000000', '#12345678', '#ffffff00', '#FF8800')
const shadow = fc.option(fc.record({ x: length, y: length, blur: positive, colour }), { nil: undefined })
const stops = fc.array(fc.record({ offset: unit, colour }), { minLength: 2, maxLength: 4 })
const mediaByLocale = fc.constantFrom(media, {}, { [english]: 'gone' as MediaId })

const anyBackground: fc.Arbitrary<Background> = fc.oneof(
  fc.record({ type: fc.constant('colour' as const), colour }),
  fc.record({ type: fc.constant('linear' as const), angle, stops }),
  fc.record({ type: fc.constant('radial' as const), x: length, y: length, radius: positive, stops }),
  fc.record({
    type: fc.constant('image' as const),
    media: fc.constantFrom('home' as MediaId, 'gone' as MediaId),
    fit: fc.constantFrom('cover' as const, 'contain' as const, 'stretch' as const),
    colour,
    blur: fc.double({ min: 0, max: 0.2, noNaN: true }),
    dim: unit,
  }),
)

const base = fc.record({
  x: length,
  y: length,
  width: positive,
  height: positive,
  rotation: angle,
  opacity: fc.oneof(fc.constant(1), unit),
  shadow,
})

const anyElement: fc.Arbitrary<Element> = fc
  .record({
    base,
    kind: fc.nat(3),
    tilt: fc.record({ x: angle, y: angle }),
    zoom: fc.double({ min: 0.1, max: 20, noNaN: true }),
    pan: fc.record({ x: length, y: length }),
    corner: positive,
    media: mediaByLocale,
    deviceId: fc.constantFrom('iphone-69', 'ipad-13', 'android-phone', 'mac', 'plain', 'no-such-device'),
    bezel: fc.constantFrom('device' as const, 'thin' as const, 'none' as const),
    flag: fc.boolean(),
    text: fc.string({ unit: 'binary', maxLength: 30 }),
    shape: fc.constantFrom(...(Object.keys(shapeNames) as (keyof typeof shapeNames)[])),
    size: fc.constantFrom(0, 1e-6, 0.05, 0.3, 100),
    fit: fc.constantFrom('cover' as const, 'contain' as const, 'stretch' as const),
  })
  .map((input): Element => {
    const { kind, corner, flag } = input
    const common = { ...input.base, ...(input.base.shadow ? {} : { shadow: undefined }) }
    if (kind === 0) {
      const frame = createPhone({
        tilt: flag ? input.tilt : { x: 0, y: 0 },
        zoom: input.zoom,
        pan: input.pan,
      })
      const device = { ...frame.device, deviceId: input.deviceId, bezel: input.bezel, landscape: flag }
      return { ...frame, ...common, device, mediaByLocale: input.media } as Element
    }
    if (kind === 1) {
      const text = createText({
        ...place,
        contentByLocale: { [english]: input.text } as Record<Locale, string>,
      })
      const pill = flag ? { colour: '#112233', paddingX: corner, paddingY: 0.02, radius: corner } : undefined
      const { shadow: textShadow, ...box } = common
      const style = {
        ...text.style,
        size: input.size,
        letterSpacing: flag ? 0.1 : 0,
        shadow: textShadow,
        pill,
      }
      return { ...text, ...box, style } as Element
    }
    if (kind === 2) {
      const image = createImage({ ...place, mediaByLocale: media, picturePx: { widthPx: 2, heightPx: 1 } })
      return { ...image, ...common, mediaByLocale: input.media, fit: input.fit, corner } as Element
    }
    const shape = createShape({
      ...place,
      height: 1,
      shape: input.shape,
      fill: '#33669980',
      corner,
    })
    return { ...shape, ...common, stroke: { colour: '#ff0000', width: corner } } as Element
  })
