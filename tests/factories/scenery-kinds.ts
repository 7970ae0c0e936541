import { createFrame, createImage, createShape, createText } from '#app/document/edits/create-element.ts'
import type { CanvasSizeId, Locale, ProjectId, ScreenId } from '#app/document/model/ids.ts'
import type { Background, Element, FrameElement, Project } from '#app/document/model/schema.ts'
import { sampleMedia } from '#app/document/sample/sample-media.ts'

const english = 'en-US' as Locale
const play = 'play-phone' as CanvasSizeId

const stops = [
  { offset: 0, colour: '#f7ede0' },
  { offset: 0.4, colour: '#ffb08a' },
  { offset: 1, colour: '#51306e' },
]

const picture: Background = {
  type: 'image',
  media: sampleMedia[0]?.mediaId as never,
  fit: 'cover',
  colour: '#223344',
  pan: { x: 0.1, y: -0.15 },
  zoom: 1.4,
  rotation: 12,
}

const place = { order: 'a0', x: 0.1, y: 0.16, width: 0.55 }
const capture = { [english]: sampleMedia[1]?.mediaId } as never
const shadow = { x: 0.01, y: 0.02, blur: 0.05, colour: '#00000077' }
const tilt = { x: 28, y: -16 }

/** A device, a shape that is seen through, a picture and a caption. */
function listSubjects(more: Partial<Pick<Element, 'effects' | 'tilt'>>): Element[] {
  const device = createFrame({ ...place, deviceId: 'iphone-69', landscape: false, mediaByLocale: capture })
  const shape = createShape({ ...place, x: 0.7, width: 0.25, height: 0.25, shape: 'star', fill: '#d04010aa' })
  const image = createImage({
    ...place,
    x: 0.7,
    y: 0.6,
    width: 0.25,
    mediaByLocale: capture,
    picturePx: { widthPx: 990, heightPx: 990 },
  })
  const text = createText({
    ...place,
    y: 0.03,
    contentByLocale: { [english]: 'Tides' } as never,
    style: { size: 0.1, weight: 700, colour: '#221133' },
  })
  return [device, { ...shape, rotation: 12, shadow }, { ...image, corner: 0.03 }, text].map(
    (element) => ({ ...element, ...more }) as Element,
  )
}

/** One of each class: how it is drawn differs by its parts, its cut-out and its buttons. */
const classes: readonly (readonly [deviceId: string, more: Partial<FrameElement['device']>])[] = [
  ['watch', {}],
  ['laptop', { landscape: true }],
  ['desktop', { landscape: true }],
  ['tv', { landscape: true, colour: '#335577' }],
  ['iphone-47', { colour: 'silver' }],
  ['android-fold-open', {}],
  ['android-fold-closed', { buttons: false }],
  ['android-phone', { cutOutSide: 'left' }],
  ['android-phone', { cutOutSide: 'right', colour: '#aa3355' }],
  ['android-phone', { cutOut: false }],
  ['android-tablet', {}],
  ['ipad-13', {}],
]

function listDevices(): Element[] {
  return classes.map(([deviceId, more], index) => {
    const landscape = more.landscape ?? false
    const at = { x: 0.04 + 0.32 * (index % 3), y: 0.04 + 0.42 * Math.floor(index / 3) }
    const frame = createFrame({ ...place, ...at, width: 0.28, deviceId, landscape, mediaByLocale: capture })
    const shrink = Math.min(1, 0.4 / frame.height)
    const box = { width: frame.width * shrink, height: frame.height * shrink }
    return { ...frame, ...box, device: { ...frame.device, ...more } }
  })
}

const ownFrame = {
  media: sampleMedia[0]?.mediaId as never,
  widthPx: 990,
  heightPx: 1400,
  screen: { x: 0.1, y: 0.1, width: 0.8, height: 0.5 },
  corner: 0.05,
}

function listOwnFrames(): Element[] {
  const frame = createFrame({ ...place, deviceId: 'plain', landscape: false, mediaByLocale: capture })
  const device = { ...frame.device, ownFrame }
  return [
    { ...frame, height: 0.8, device },
    { ...frame, y: 1, height: 0.6, device, tilt },
  ]
}

const plain: Background = { type: 'colour', colour: '#e8ebf0' }

type Scene = { background?: Background; elements?: readonly Element[] }

const screens: Readonly<Record<string, Scene>> = {
  conic: { background: { type: 'conic', x: 0.5, y: 0.8, angle: 40, stops } },
  mesh: {
    background: {
      type: 'mesh',
      colour: '#101530',
      spots: [
        { x: 0.1, y: 0.2, radius: 0.9, colour: '#7a3fd1' },
        { x: 0.9, y: 1.2, radius: 0.8, colour: '#1a6fd0cc' },
      ],
    },
  },
  pattern: {
    background: {
      type: 'pattern',
      pattern: 'scales',
      colour: '#3a1524',
      ink: '#ffffff55',
      size: 0.12,
      angle: 20,
    },
  },
  'shifted-picture': { background: { ...picture, overlay: '#20104055' } },
  glow: { elements: listSubjects({ effects: { glow: { colour: '#ff4da0', blur: 0.08 } } }) },
  outline: { elements: listSubjects({ effects: { outline: { colour: '#ffffff', width: 0.015 } } }) },
  reflection: {
    elements: listSubjects({ effects: { reflection: { gap: 0.01, share: 0.3, opacity: 0.5 } } }),
  },
  'contact-shadow': {
    elements: listSubjects({ effects: { contactShadow: { colour: '#000000aa', height: 0.03 } } }),
  },
  blur: { elements: listSubjects({ effects: { blur: 0.01 } }) },
  tilt: { elements: listSubjects({ tilt }) },
  'tilt-and-glow': { elements: listSubjects({ tilt, effects: { glow: { colour: '#3355ff', blur: 0.05 } } }) },
  devices: { elements: listDevices() },
  'own-frame': { elements: listOwnFrames() },
  'shaded-picture': { background: { ...picture, blur: 0.03, vignette: 0.8, noise: 0.5, dim: 0.1 } },
}

export const sceneryKinds = Object.keys(screens)

/** A project with a Play phone screen for each background, effect and class of device, named by it. */
export function createSceneryKinds(): Project {
  const entries = Object.entries(screens).map(([name, { background = plain, elements = [] }], index) => {
    const id = `scenery-${index}` as ScreenId
    const byId = Object.fromEntries(elements.map((element, at) => [`s-${index}-${at}`, element]))
    return [
      id,
      {
        id,
        order: `a${String(index).padStart(2, '0')}`,
        name,
        orientation: 'portrait',
        background,
        elements: byId,
      },
    ]
  })
  return {
    id: '0a3f7c52-1be4-4d0e-9a63-5d0c8e7f1b24' as ProjectId,
    name: 'Scenery',
    schemaVersion: 1,
    locales: { [english]: { order: 'a0' } },
    screensByCanvasSize: { [play]: Object.fromEntries(entries) },
  } as Project
}
