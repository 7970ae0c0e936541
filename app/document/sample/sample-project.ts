import { getCanvasHeight } from '../catalogue/canvas-sizes.ts'
import { findDevice } from '../catalogue/devices.ts'
import { frameAspect } from '../catalogue/frame-layout.ts'
import { planCaptionSize } from '../catalogue/screen-layout.ts'
import { createFrame, createShape, createText } from '../edits/create-element.ts'
import type { CanvasSizeId, ElementId, Locale, MintId, ProjectId, ScreenId } from '../model/ids.ts'
import { orderBetween } from '../model/order-key.ts'
import type { Background, Element, Project, Screen } from '../model/schema.ts'
import { PLAIN_SCHEMA_VERSION } from '../model/schema-version.ts'
import { sampleMedia, sampleMediaByName } from './sample-media.ts'

const english = 'en-US' as Locale
const german = 'de-DE' as Locale

type Bilingual = readonly [english: string, german: string]

type SampleScreen = {
  name: string
  background: Background
  colour: string
  headline: Bilingual
  line: Bilingual
  capture: keyof typeof sampleMediaByName
  deviceColour: string
  /** Centre of a soft disc behind the device and its diameter; `y` as a fraction of the canvas height. */
  disc: { x: number; y: number; diameter: number; fill: string }
  captionBelow?: true
  rotation?: number
}

const gradient = (angle: number, from: string, to: string): Background => ({
  type: 'linear',
  angle,
  stops: [
    { offset: 0, colour: from },
    { offset: 1, colour: to },
  ],
})

const screens: readonly SampleScreen[] = [
  {
    name: 'Today',
    background: gradient(165, '#f7ede0', '#ffd0b5'),
    colour: '#3a1d12',
    headline: ['Know the tide\nat a glance', 'Die Gezeiten\nauf einen Blick'],
    line: ['Live heights for every cove', 'Wasserstände für jede Bucht'],
    capture: 'today',
    deviceColour: 'graphite',
    disc: { x: 0.84, y: 0.38, diameter: 0.9, fill: '#ff8a6659' },
  },
  {
    name: 'Week',
    background: gradient(165, '#0a4a5c', '#0f7f8c'),
    colour: '#ffffff',
    headline: ['Plan your week\nby the sea', 'Plane deine\nWoche am Meer'],
    line: ['Seven days of tides and weather', 'Sieben Tage Gezeiten und Wetter'],
    capture: 'week',
    deviceColour: 'silver',
    disc: { x: 0.12, y: 0.5, diameter: 1.1, fill: '#2cc4b83d' },
  },
  {
    name: 'Spots',
    background: gradient(170, '#ff9670', '#ff7361'),
    colour: '#3d0d06',
    headline: ['Keep every\nfavourite spot', 'Alle deine\nLieblingsorte'],
    line: ['Ready, even without a signal', 'Auch ganz ohne Empfang'],
    capture: 'spots',
    deviceColour: 'graphite',
    disc: { x: 0.5, y: 0.7, diameter: 1.25, fill: '#ffd0b566' },
    captionBelow: true,
  },
  {
    name: 'Finds',
    background: gradient(170, '#dff5ef', '#a9e2d6'),
    colour: '#06352f',
    headline: ['Collect what\nyou find', 'Sammle, was\ndu findest'],
    line: ['A log of forty shore animals', 'Ein Tagebuch mit vierzig Tieren'],
    capture: 'finds',
    deviceColour: 'graphite',
    disc: { x: 0.9, y: 0.62, diameter: 1, fill: '#ffffff80' },
    rotation: -4,
  },
  {
    name: 'Plan',
    background: gradient(165, '#0b1c2e', '#123d52'),
    colour: '#ffffff',
    headline: ['Go at just\nthe right time', 'Genau zur\nrichtigen Zeit'],
    line: ['A reminder before low tide', 'Erinnerung vor dem Niedrigwasser'],
    capture: 'plan',
    deviceColour: 'silver',
    disc: { x: 0.2, y: 0.36, diameter: 0.8, fill: '#ff8a6640' },
  },
]

const sizes: readonly { canvasSizeId: CanvasSizeId; deviceId: string }[] = [
  { canvasSizeId: 'iphone-69' as CanvasSizeId, deviceId: 'iphone-69' },
  { canvasSizeId: 'play-phone' as CanvasSizeId, deviceId: 'android-phone' },
]

/** A finished project about an invented app, for the user to change. Store its pictures (`sampleMedia`) beside it. */
export function createSampleProject(options: { id: ProjectId; mint: MintId; name?: string }): Project {
  const { id, mint, name = 'Tidepool (sample)' } = options
  const screensByCanvasSize: Record<CanvasSizeId, Record<ScreenId, Screen>> = {}
  for (const size of sizes) screensByCanvasSize[size.canvasSizeId] = createScreens(size, mint)
  const [first] = sizes
  const firstOrder = orderBetween(undefined, undefined)
  return {
    id,
    name,
    schemaVersion: PLAIN_SCHEMA_VERSION,
    screensByCanvasSize,
    sharedBackgrounds: {},
    locales: {
      [english]: { order: firstOrder },
      [german]: { order: orderBetween(firstOrder, undefined) },
    },
    mediaNames: Object.fromEntries(sampleMedia.map(({ mediaId, fileName }) => [mediaId, fileName])),
    view: { ...(first === undefined ? {} : { canvasSizeId: first.canvasSizeId }), locale: english },
  }
}

type SampleSize = (typeof sizes)[number]

function createScreens(size: SampleSize, mint: MintId): Record<ScreenId, Screen> {
  const created: Record<ScreenId, Screen> = {}
  let order: string | undefined
  for (const sample of screens) {
    order = orderBetween(order, undefined)
    const id = mint() as ScreenId
    created[id] = {
      id,
      order,
      name: sample.name,
      orientation: 'portrait',
      background: sample.background,
      elements: createElements(sample, size, mint),
    }
  }
  return created
}

function createElements(sample: SampleScreen, size: SampleSize, mint: MintId): Record<ElementId, Element> {
  const canvasHeight = getCanvasHeight(size.canvasSizeId, 'portrait')
  const parts = planParts(sample, size.deviceId, canvasHeight)
  const elements: Record<ElementId, Element> = {}
  let order: string | undefined
  for (const part of parts) {
    order = orderBetween(order, undefined)
    elements[mint() as ElementId] = { ...part, order }
  }
  return elements
}

/** From back to front: disc, device, line, headline. */
function planParts(sample: SampleScreen, deviceId: string, canvasHeight: number): readonly Element[] {
  const headlineSize = planCaptionSize(canvasHeight) * 1.06
  const headlineHeight = headlineSize * 1.08 * 2
  const lineSize = headlineSize * 0.44
  const textHeight = headlineHeight + lineSize * 2
  const textTop =
    canvasHeight * (sample.captionBelow ? 0.945 : 0.055) - (sample.captionBelow ? textHeight : 0)

  const aspect = frameAspect(findDevice(deviceId), 'device', { landscape: false })
  const stage = canvasHeight * 0.893 - textHeight
  // The bounding box of a turned device includes its corners.
  const width = Math.min(0.82, stage * aspect) * (sample.rotation === undefined ? 1 : 0.95)
  const height = width / aspect
  const stageTop = sample.captionBelow ? canvasHeight * 0.03 : canvasHeight * 0.97 - stage
  const x = (1 - width) / 2
  const y = stageTop + (stage - height) / 2
  return [
    createDisc(sample, canvasHeight),
    {
      ...createFrame({
        order: 'a0',
        x,
        y,
        width,
        deviceId,
        landscape: false,
        colour: sample.deviceColour,
        mediaByLocale: { [english]: sampleMediaByName[sample.capture].mediaId },
      }),
      rotation: sample.rotation ?? 0,
    },
    createSampleText('Line', sample.line, {
      y: textTop + headlineHeight + lineSize * 0.6,
      height: lineSize * 1.3,
      style: {
        colour: `${sample.colour}d9`,
        size: lineSize,
        weight: 500,
        lineHeight: 1.3,
        letterSpacing: -0.01,
      },
    }),
    createSampleText('Headline', sample.headline, {
      y: textTop,
      height: headlineHeight,
      style: { colour: sample.colour, size: headlineSize, lineHeight: 1.08, letterSpacing: -0.03 },
    }),
  ]
}

function createDisc({ disc }: SampleScreen, canvasHeight: number): Element {
  const { x, y, diameter, fill } = disc
  const shape = createShape({
    order: 'a0',
    name: 'Disc',
    x: x - diameter / 2,
    y: y * canvasHeight - diameter / 2,
    width: diameter,
    height: diameter,
    shape: 'ellipse',
    fill,
  })
  return { ...shape, decoration: true }
}

function createSampleText(
  name: string,
  [inEnglish, inGerman]: Bilingual,
  options: { y: number; height: number; style: Parameters<typeof createText>[0]['style'] },
): Element {
  const { y, height, style } = options
  const contentByLocale = { [english]: inEnglish, [german]: inGerman }
  const text = createText({
    order: 'a0',
    name,
    x: 0.06,
    y,
    width: 0.88,
    contentByLocale,
    ...(style === undefined ? {} : { style }),
  })
  return { ...text, height }
}
