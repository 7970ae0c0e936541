import { createFrame, createImage, createShape, createText } from '#app/document/edits/create-element.ts'
import type { Drawing } from '#app/document/model/drawing-schema.ts'
import type { CanvasSizeId, Locale, ProjectId } from '#app/document/model/ids.ts'
import type { Background, Element, Project, ShapeElement, TextStyle } from '#app/document/model/schema.ts'
import { sampleMedia } from '#app/document/sample/sample-media.ts'
import { EMOJI_FAMILY, fontFamilies } from '#app/render/fonts.ts'

const english = 'en-US' as Locale
const [first, second] = sampleMedia
/** The first element of the screen `signs`. */
const signsFrameId = 'e-8-0'
const capture = { [english]: first?.mediaId ?? '' } as never
const shadow = { x: 0.01, y: 0.02, blur: 0.03, colour: '#00000066' }
const gradientStops = [
  { offset: 0, colour: '#f7ede0' },
  { offset: 1, colour: '#ffb08a' },
]
const gradient: Background = { type: 'linear', angle: 160, stops: gradientStops }

const place = (order: number, [x, y]: readonly [number, number], width: number) => ({
  order: `a${String(order).padStart(2, '0')}`,
  x,
  y,
  width,
})

const plainShapes = ['rectangle', 'ellipse', 'line', 'arrow', 'star', 'polygon', 'badge'] as const
type OtherShape = Exclude<ShapeElement['shape'], (typeof plainShapes)[number]>

function listShapes(): Element[] {
  return plainShapes.map((shape, index) => ({
    ...createShape({
      ...place(index, [0.08 + 0.45 * (index % 2), 0.1 + 0.4 * Math.floor(index / 2)], 0.36),
      height: 0.3,
      shape,
      fill: '#2266aacc',
      corner: 0.03,
    }),
    stroke: { colour: '#112233', width: 0.01 },
    shadow,
    rotation: index * 7,
  }))
}

function listFamilies(): Element[] {
  const withLetters = fontFamilies.filter(({ name }) => name !== EMOJI_FAMILY)
  return withLetters.map(({ name }, index) =>
    createText({
      ...place(index, [0.06, 0.03 + 0.075 * index], 0.88),
      contentByLocale: { [english]: `Tides **bold** *lean* ==mark== ${name}` } as never,
      style: { family: name, size: 0.04, weight: 300 + 70 * (index % 8), colour: '#221133' },
    }),
  )
}

const scripts = [
  'Łódź žluťoučký kůň ğşı',
  'Прилив и отлив за неделю',
  'Παλίρροια και άμπωτη',
  'Thủy triều mỗi ngày',
  'Ebbe & Flut: 12,5 % „heute“',
]

/** Drawn by families of their own, some signs of a text by several. */
const world = [
  '潮の満ち引きを知る ✓',
  '掌握潮汐时间',
  '밀물과 썰물을 알다',
  'اعرف متى يأتي المد',
  'לדעת מתי הגאות מגיעה',
  'รู้เวลาน้ำขึ้นน้ำลง',
  'ज्वार का समय **जानें**',
  'Tides 👩‍👩‍👧 🇩🇪 1️⃣ ❤️ 𓀀',
]

function listScripts(texts: readonly string[], apart: number): Element[] {
  return texts.map((text, index) => ({
    ...createText({
      ...place(index, [0.06, 0.08 + apart * index], 0.88),
      contentByLocale: { [english]: text } as never,
      style: {
        size: 0.06,
        colour: '#ffffff',
        letterSpacing: index % 2 === 0 ? 0 : 0.04,
        pill: { colour: '#113355', paddingX: 0.03, paddingY: 0.02, radius: 0.03 },
        shadow,
      },
    }),
    rotation: index * 3,
  }))
}

function listLetters(): Element[] {
  const looks: readonly Partial<TextStyle>[] = [
    { gradient: { angle: 100, stops: [...gradientStops, { offset: 0.5, colour: '#8833aa' }] } },
    { stroke: { colour: '#ffffff', width: 0.008 }, italic: true },
    { caps: true, family: 'Oswald', letterSpacing: 0.08 },
    { list: 'checks', accentColour: '#cc2244', align: 'left' },
    { list: 'numbers', gradient: { angle: 0, stops: gradientStops } },
  ]
  return looks.map((look, index) =>
    createText({
      ...place(index, [0.08, 0.08 + 0.33 * index], 0.84),
      contentByLocale: { [english]: 'Know the ==tide==\nat a glance' } as never,
      style: { size: 0.08, colour: '#331144', shadow, ...look },
    }),
  )
}

/** Awards, drawings, an emoji and a magnifier over a device. */
function listSigns(): Element[] {
  const heart: Drawing = {
    width: 24,
    height: 24,
    paths: [
      {
        d: 'M12 20l-7.5-7.4a5 5 0 1 1 7.5-6.6 5 5 0 1 1 7.5 6.6z',
        fill: '#ffd166',
        stroke: 'current',
        strokeWidth: 2,
      },
      { d: 'M4 4h4v4H4z', fill: 'current', opacity: 0.5, transform: [0.7, 0.7, -0.7, 0.7, 14, 2] },
      { d: 'M2 22h20', stroke: '#331144', strokeGradient: 'sun', cap: 'butt', dash: [3, 1] },
      { d: 'M1 1h22v9H1z', fill: '#331144', fillGradient: 'sky', group: 'round' },
      { d: 'M4 4h16v9H4z', fill: '#ffb08a', group: 'inner' },
    ],
    gradients: {
      sky: { type: 'linear', x1: 1, y1: 1, x2: 20, y2: 10, stops: gradientStops },
      sun: { type: 'radial', x: 12, y: 22, radius: 9, focusX: 10, focusY: 22, stops: gradientStops },
    },
    groups: {
      round: { opacity: 0.8, clips: [{ paths: [{ d: 'M12 0a9 9 0 1 0 0 18a9 9 0 1 0 0 -18z' }] }] },
      inner: { parent: 'round', mask: { paths: [{ d: 'M0 0h24v24H0z', fill: '#777777' }] } },
    },
  }
  const [frame] = listFrames({ x: 0, y: 0 })
  const shapes: Record<OtherShape, Partial<Parameters<typeof createShape>[0]>> = {
    rating: { height: 0.08 },
    laurel: {},
    drawing: { drawing: heart },
    emoji: { emoji: '👩‍🚀' },
    lens: {
      lens: { frameId: signsFrameId as never, x: 0.4, y: 0.3, zoom: 2.5 },
      stroke: { colour: '#ffffff', width: 0.01 },
    },
  }
  return [
    ...(frame === undefined ? [] : [frame]),
    ...Object.entries(shapes).map(([shape, own], index) => ({
      ...createShape({
        ...place(index + 1, [0.42, 0.06 + 0.33 * index], 0.3),
        height: 0.3,
        shape: shape as OtherShape,
        fill: '#114466',
        shadow,
        ...own,
      }),
      ...(index === 0 ? { value: 3.5 } : {}),
      ...(index === 1 ? { gradient: { angle: 90, stops: gradientStops } } : {}),
      ...(index === 2 ? { flipX: true } : {}),
      rotation: index * 4,
    })),
  ]
}

function listFrames(tilt: { x: number; y: number }): Element[] {
  return (['device', 'thin', 'none'] as const).map((bezel, index) => ({
    ...createFrame({
      ...place(index, [0.05 + 0.32 * index, 0.2 + 0.15 * index], 0.28),
      deviceId: 'iphone-69',
      landscape: false,
      bezel,
      mediaByLocale: capture,
    }),
    tilt,
    shadow,
    opacity: index === 1 ? 0.7 : 1,
  }))
}

function listImages(): Element[] {
  return (['cover', 'contain', 'stretch'] as const).map((fit, index) => ({
    ...createImage({
      ...place(index, [0.1 + 0.28 * index, 0.2 + 0.3 * index], 0.3),
      mediaByLocale: { [english]: second?.mediaId ?? '' } as never,
      picturePx: { widthPx: 990, heightPx: 1400 },
    }),
    fit,
    corner: 0.04,
    shadow,
    rotation: index * 9,
  }))
}

const picture: Background = {
  type: 'image',
  media: first?.mediaId as never,
  fit: 'cover',
  colour: '#223344',
  blur: 0.02,
  dim: 0.3,
}
const radial: Background = { type: 'radial', x: 0.3, y: 0.6, radius: 1.2, stops: gradientStops }

/** Kinds of which letters are most of the picture. */
export const textKinds: ReadonlySet<string> = new Set(['families', 'scripts', 'world', 'letters'])

const screens: Readonly<Record<string, { background: Background; elements: Element[] }>> = {
  families: { background: gradient, elements: listFamilies() },
  scripts: { background: radial, elements: listScripts(scripts, 0.3) },
  world: { background: gradient, elements: listScripts(world, 0.2) },
  shapes: { background: gradient, elements: listShapes() },
  frames: { background: radial, elements: listFrames({ x: 0, y: 0 }) },
  tilted: { background: gradient, elements: listFrames({ x: 24, y: -14 }) },
  images: { background: { type: 'colour', colour: '#eeeeee' }, elements: listImages() },
  backdrop: { background: picture, elements: [] },
  signs: { background: radial, elements: listSigns() },
  letters: { background: gradient, elements: listLetters() },
}

export const elementKinds = Object.keys(screens)

/** A project with a Play phone screen for each kind of element, named by it. */
export function createElementKinds(): Project {
  const entries = Object.entries(screens).map(([name, { background, elements }], index) => {
    const id = `screen-${index}`
    const byId = Object.fromEntries(elements.map((element, at) => [`e-${index}-${at}`, element]))
    return [id, { id, order: `a${index}`, name, orientation: 'portrait', background, elements: byId }]
  })
  return {
    id: '6f0d5a3e-7c1b-4c58-9a52-0b7f4e1d2cfe' as ProjectId,
    name: 'Kinds',
    schemaVersion: 1,
    locales: { [english]: { order: 'a0' } },
    screensByCanvasSize: { ['play-phone' as CanvasSizeId]: Object.fromEntries(entries) },
  } as Project
}
