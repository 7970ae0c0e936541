import { describe, expect, it } from 'vitest'
import { createCounter } from '#tests/factories/generate-project.ts'
import { findCanvasSize, getCanvasHeight, listCanvasSizes } from '../catalogue/canvas-sizes.ts'
import { findDevice } from '../catalogue/devices.ts'
import type { CanvasSizeId, ElementId, Locale, MediaId, ProjectId, ScreenId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Element, FrameElement, Project, Screen, ShapeElement } from '../model/schema.ts'
import { createSampleProject } from '../sample/sample-project.ts'
import { addCanvasSize } from './add-canvas-size.ts'
import { createShape } from './create-element.ts'
import { editScreens } from './edit-screen.ts'
import { setOrientation } from './set-screen.ts'

const phone = 'iphone-69' as CanvasSizeId
const locale = 'en-US' as Locale
const sample = createSampleProject({ id: 'p' as ProjectId, mint: createCounter('id') })

function addSize(canvasSizeId: string, project: Project = sample): readonly Screen[] {
  const mint = createCounter('copy')
  const id = canvasSizeId as CanvasSizeId
  const added = addCanvasSize(project, { canvasSizeId: id, copyFrom: phone, locale, mint })
  return listOrdered<string, Screen>(added.screensByCanvasSize[id]).map(({ item }) => item)
}

const elementsOf = (screen: Screen) =>
  Object.values<Element>(screen.elements).filter(({ visible }) => visible)
const framesOf = (screen: Screen) =>
  elementsOf(screen).filter((element): element is FrameElement => element.type === 'frame')

function mapFrames(project: Project, change: (frame: FrameElement) => FrameElement): Project {
  return editScreens(project, phone, (screens) =>
    Object.fromEntries(
      Object.entries<Screen>(screens).map(([id, screen]) => {
        const elements = Object.entries<Element>(screen.elements).map(([key, element]) => [
          key,
          element.type === 'frame' ? change(element) : element,
        ])
        return [id, { ...screen, elements: Object.fromEntries(elements) }]
      }),
    ),
  )
}

/** Captions and devices that overlap by more than a rounding error. */
function findOverlaps(screen: Screen): string[] {
  const parts = elementsOf(screen).filter(({ type }) => type === 'text' || type === 'frame')
  return parts.flatMap((a, index) =>
    parts.slice(index + 1).flatMap((b) => {
      const across = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
      const down = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
      return across > 0.005 && down > 0.005 ? [`${a.name} / ${b.name}`] : []
    }),
  )
}

const others = listCanvasSizes().filter(({ id }) => id !== phone)

describe.each(others.map(({ id, name }) => [id, name]))('a second size: %s (%s)', (id) => {
  const screens = addSize(id)

  it('has as many screens as its slot allows', () => {
    const size = findCanvasSize(id)
    expect(screens).toHaveLength(size?.isBare ? 1 : Math.min(5, size?.maxCount ?? 0))
  })

  it('covers no caption by another one or by a device, and leaves both on the canvas', () => {
    for (const screen of screens) {
      expect(findOverlaps(screen)).toEqual([])
      const height = getCanvasHeight(id, screen.orientation)
      for (const { type, name, x, y, width, height: own } of elementsOf(screen)) {
        if (type === 'shape') continue
        expect([name, x >= -1e-6, x + width <= 1 + 1e-6], name).toEqual([name, true, true])
        expect([name, y >= -1e-6, y + own <= height + 1e-6], name).toEqual([name, true, true])
      }
    }
  })
})

describe('the device of a second size', () => {
  const familyOf = (id: string) =>
    addSize(id)
      .flatMap(framesOf)
      .map(({ device }) => findDevice(device.deviceId)?.family)

  it('is of the class of its canvas', () => {
    for (const [id, family] of [
      ['iphone-63', 'iphone'],
      ['ipad-13', 'ipad'],
      ['mac', 'mac'],
      ['apple-tv', 'tv'],
      ['watch-s10', 'watch'],
      ['play-chromebook', 'laptop'],
      ['play-phone', 'android-phone'],
      ['play-tablet-10', 'android-tablet'],
    ] as const)
      expect([id, ...new Set(familyOf(id))]).toEqual([id, family])
  })

  it('is a phone of the store on a graphic, which shows the app rather than a device class', () => {
    const [screen] = addSize('play-feature-graphic')
    expect(familyOf('play-feature-graphic')).toEqual(['android-phone'])
    expect(
      screen === undefined ? [] : framesOf(screen).map(({ mediaByLocale }) => mediaByLocale),
    ).not.toEqual([{}])
  })

  it('keeps a frame of one’s own on canvases of its class alone', () => {
    const ownFrame = {
      media: 'phone' as MediaId,
      widthPx: 1000,
      heightPx: 2000,
      screen: { x: 0.05, y: 0.025, width: 0.9, height: 0.95 },
      corner: 0.1,
    }
    const framed = mapFrames(sample, (frame) => ({
      ...frame,
      device: { ...frame.device, deviceId: 'plain', ownFrame },
    }))
    const { [phone]: screens } = framed.screensByCanvasSize
    const alone = { ...framed, screensByCanvasSize: { [phone]: screens } } as Project
    const on = (id: string) => addSize(id, alone).flatMap(framesOf)
    for (const id of ['iphone-63', 'play-phone', 'play-feature-graphic'])
      expect([id, ...on(id).map(({ device }) => device.ownFrame !== undefined)]).not.toContain(false)
    for (const id of ['mac', 'ipad-13', 'watch-s10'])
      expect([id, ...on(id).map(({ device }) => device.ownFrame !== undefined)]).not.toContain(true)
    expect(on('mac').map(({ device }) => findDevice(device.deviceId)?.family)).toContain('mac')
  })

  it('keeps a capture of its shape, and stays empty where the capture would be cropped', () => {
    const filled = (id: string) =>
      addSize(id)
        .flatMap(framesOf)
        .map((frame) => Object.keys(frame.mediaByLocale).length)
    expect(filled('iphone-63')).toEqual([1, 1, 1, 1, 1])
    expect(filled('play-phone')).toEqual([1, 1, 1, 1, 1])
    expect(filled('ipad-13')).toEqual([0, 0, 0, 0, 0])
  })
})

describe('shapes on a canvas that is composed anew', () => {
  const [first] = listOrdered<string, Screen>(sample.screensByCanvasSize[phone])
  const frameId = Object.entries<Element>(first?.item.elements ?? {}).find(
    ([, { type }]) => type === 'frame',
  )?.[0] as ElementId
  const shadow = { x: 0, y: 0.012, blur: 0.04, colour: '#00000059' }
  /** Around the device of the first screen, in fractions of its box. */
  function around(more: Partial<ShapeElement>, hasOther = false) {
    const frame = first?.item.elements[frameId] as FrameElement
    const at = { x: frame.x + frame.width * 0.6, y: frame.y + frame.height * 0.5, width: 0.3, height: 0.3 }
    const shape = {
      ...createShape({ order: 'z', name: 'Mark', shape: 'ellipse', fill: '#ffffff', ...at }),
      shadow,
      ...more,
    }
    const other = { ...frame, name: 'Other', x: at.x, y: at.y, width: at.width, height: at.width * 2.1 }
    const elements = {
      ...first?.item.elements,
      ['mark' as ElementId]: shape,
      ...(hasOther ? { ['other' as ElementId]: other } : {}),
    } as Screen['elements']
    const project = editScreens(sample, phone, (screens) => ({
      ...screens,
      [first?.id as ScreenId]: { ...(first?.item as Screen), elements },
    }))
    const [laid] = addSize('mac', project)
    const parts = Object.values<Element>(laid?.elements ?? {})
    const [device, moved] = [
      parts.find(({ type, name }) => type === 'frame' && name !== 'Other'),
      parts.find(({ name }) => name === 'Mark'),
    ]
    if (device === undefined || moved === undefined) throw new Error('the screen lost an element')
    return {
      across: (moved.x + moved.width / 2 - device.x) / device.width,
      before: (at.x + at.width / 2 - frame.x) / frame.width,
    }
  }

  it('keep their place around the device, with a shadow as well', () => {
    const plain = around({})
    expect(plain.across).toBeCloseTo(plain.before, 6)
    const lens = { frameId, x: 0.5, y: 0.4, zoom: 2 }
    const magnifier = around({ shape: 'lens', lens }, true)
    expect(magnifier.across, 'that of a magnifier is the one it enlarges').toBeCloseTo(magnifier.before, 6)
    expect(around({}, true).across).not.toBeCloseTo(magnifier.before, 2)
  })

  it('stay where they were when they are lights', () => {
    const light = around({ fill: '#ffffff00' })
    expect(Math.abs(light.across - light.before)).toBeGreaterThan(0.05)
  })
})

describe('turning a screen', () => {
  it('puts the caption beside an upright device, and nothing over anything', () => {
    const [first] = listOrdered<string, Screen>(sample.screensByCanvasSize[phone])
    if (first === undefined) throw new Error('the sample has screens')
    const ref = { canvasSizeId: phone, screenId: first.item.id }
    const turned = setOrientation(sample, { ...ref, orientation: 'landscape' }).screensByCanvasSize[phone]?.[
      first.item.id
    ]
    if (turned === undefined) throw new Error('the screen is gone')
    expect(findOverlaps(turned)).toEqual([])
    const [frame] = framesOf(turned)
    expect(frame?.device.landscape).toBe(false)
    expect(Object.keys(frame?.mediaByLocale ?? {})).toHaveLength(1)
    expect(frame?.height).toBeGreaterThan(getCanvasHeight(phone, 'landscape') * 0.75)
  })
})
