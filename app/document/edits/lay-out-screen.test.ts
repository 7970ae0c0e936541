import { describe, expect, it } from 'vitest'
import { createCounter } from '#tests/factories/generate-project.ts'
import { findCanvasSize, getCanvasHeight, listCanvasSizes } from '../catalogue/canvas-sizes.ts'
import { findDevice } from '../catalogue/devices.ts'
import type { CanvasSizeId, Locale, ProjectId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Element, FrameElement, Project, Screen } from '../model/schema.ts'
import { createSampleProject } from '../sample/sample-project.ts'
import { addCanvasSize } from './add-canvas-size.ts'
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

  it('keeps the phone on a graphic, which shows the app rather than a device class', () => {
    expect(familyOf('play-feature-graphic')).toEqual(['iphone'])
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
