import { describe, expect, it } from 'vitest'
import { createImage } from '#app/document/edits/create-element.ts'
import type { CanvasSizeId, ElementId, Locale, MediaId, ScreenId } from '#app/document/model/ids.ts'
import type { Element, Project, Screen } from '#app/document/model/schema.ts'
import { planIntake } from '#app/intake/plan/plan-intake.ts'
import { createSample } from '#tests/factories/generate-project.ts'
import { hasClearPart } from './is-see-through.ts'
import { planBox } from './place-picture.ts'
import { chooseTarget, planPicture } from './plan-picture.ts'

const canvasSizeId = 'iphone-69' as CanvasSizeId
const locale = 'en-US' as Locale
const sample = createSample()
const [screen] = Object.values<Screen>(sample.screensByCanvasSize[canvasSizeId] ?? {})
const screenId = screen?.id as ScreenId
const frameId = Object.entries<Element>(screen?.elements ?? {}).find(([, { type }]) => type === 'frame')?.[0]

type Given = { isClear?: boolean; elementId?: string | undefined; isPlaced?: boolean; project?: Project }

const plan = (widthPx: number, heightPx: number, given: Given = {}) => {
  const { isClear = false, elementId, isPlaced = true, project = sample } = given
  const target = elementId === undefined ? undefined : { screenId, elementId: elementId as ElementId }
  const sizePx = { widthPx, heightPx }
  const options = { canvasSizeId, locale, numbers: 'translations', target } as const
  return planPicture(project, {
    rows: planIntake(project, [{ path: 'logo.png', sizePx }], options),
    sizePx,
    target,
    place: isPlaced ? { screenId, at: { x: 0.3, y: 0.4 } } : undefined,
    isSeeThrough: async () => isClear,
  })
}
const added = { kind: 'add', screenId, at: { x: 0.3, y: 0.4 } }

/** The sample with a picture on its first screen. */
function createWithLogo(): Project {
  const image = createImage({
    order: 'z',
    x: 0,
    y: 0,
    width: 0.3,
    mediaByLocale: { [locale]: 'old' as MediaId },
    picturePx: { widthPx: 1, heightPx: 1 },
  })
  const elements = { ...screen?.elements, ['logo' as ElementId]: image } as Screen['elements']
  const screens = { ...sample.screensByCanvasSize[canvasSizeId], [screenId]: { ...screen, elements } }
  return { ...sample, screensByCanvasSize: { [canvasSizeId]: screens } } as Project
}

describe('a single file', () => {
  it('is a picture where its shape is that of no screen, or where it is transparent', async () => {
    expect(await plan(512, 512)).toEqual(added)
    expect(await plan(900, 300)).toEqual(added)
    expect(await plan(1320, 2868, { isClear: true })).toEqual(added)
  })

  it('is a capture with the pixels of a device, and upright as a phone that no list has', async () => {
    expect(await plan(1320, 2868)).toBeUndefined()
    expect(await plan(1000, 2310)).toBeUndefined()
  })

  it('is a capture where it was chosen as one, or dropped on a device', async () => {
    expect(await plan(512, 512, { isPlaced: false })).toBeUndefined()
    expect(await plan(512, 512, { elementId: frameId })).toBeUndefined()
  })

  it('takes the place of the picture that it is dropped on, whatever its shape', async () => {
    const project = createWithLogo()
    const replaced = { kind: 'replace', screenId, elementId: 'logo' }
    expect(await plan(512, 512, { elementId: 'logo', project })).toEqual(replaced)
    expect(await plan(1320, 2868, { elementId: 'logo', project })).toEqual(replaced)
  })
})

it('of several files none takes the place of a picture; a device takes the first as before', () => {
  const project = createWithLogo()
  const logo = { screenId, elementId: 'logo' as ElementId }
  const frame = { screenId, elementId: frameId as ElementId }
  expect(chooseTarget(project, logo, 2)).toBeUndefined()
  expect(chooseTarget(project, logo, 1)).toBe(logo)
  expect(chooseTarget(project, frame, 2)).toBe(frame)
})

it('the ground of a logo is a transparent part, the cut corners of a capture are none', () => {
  const pixels = (clear: number) =>
    Uint8ClampedArray.from({ length: 4 * 1000 }, (_, at) => (at % 4 === 3 && at < clear * 4 ? 0 : 255))
  expect(hasClearPart(pixels(400))).toBe(true)
  expect(hasClearPart(pixels(7))).toBe(false)
})

it('a new picture stands about the pointer, and takes half of the screen at most', () => {
  const place = { screenId, at: { x: 0.3, y: 0.4 } }
  expect(planBox({ width: 200, height: 100 }, { place, canvasHeight: 2, index: 0 })).toEqual({
    ...{ x: 0.05, y: 0.275, width: 0.5 },
  })
  const tall = planBox({ width: 100, height: 400 }, { place: { screenId }, canvasHeight: 1, index: 0 })
  expect(tall).toEqual({ x: 0.4375, y: 0.25, width: 0.125 })
})
