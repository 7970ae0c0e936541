import { describe, expect, it } from 'vitest'
import { createCounter } from '#tests/factories/generate-project.ts'
import type { CanvasSizeId, ElementId, GroupId, Locale, ProjectId, ScreenId } from '../model/ids.ts'
import type { Element, Project, Screen } from '../model/schema.ts'
import { createSampleProject } from '../sample/sample-project.ts'
import { designLike } from '../template-sets/design-like.ts'
import { addCanvasSize } from './add-canvas-size.ts'
import { addElement, orderOnTop } from './add-element.ts'
import { createShape } from './create-element.ts'
import { duplicateElements } from './duplicate-elements.ts'
import { duplicateScreen } from './duplicate-screen.ts'
import { groupElements } from './group-elements.ts'

const canvasSizeId = 'iphone-69' as CanvasSizeId
const mint = createCounter('id')
const sample = createSampleProject({ id: 'b5f2b0a4-4a9c-4c0e-8a35-1f1f5a0c9e11' as ProjectId, mint })
const [screenId] = Object.keys(sample.screensByCanvasSize[canvasSizeId] ?? {}) as [ScreenId]
const ref = { canvasSizeId, screenId }

const readScreen = (project: Project, size = canvasSizeId, id = screenId): Screen => {
  const screen = project.screensByCanvasSize[size]?.[id]
  if (screen === undefined) throw new Error(`There is no screen ${id}.`)
  return screen
}
const listElements = (screen: Screen) => Object.entries(screen.elements) as [ElementId, Element][]
const findDevice = (screen: Screen, except?: ElementId) =>
  listElements(screen).find(([id, { type }]) => type === 'frame' && id !== except)?.[0]
/** The devices that the magnifiers enlarge. */
const listEnlarged = (screen: Screen) =>
  listElements(screen).flatMap(([, element]) =>
    element.type === 'shape' && element.lens !== undefined ? [element.lens.frameId] : [],
  )

const device = findDevice(readScreen(sample)) as ElementId
const lensId = 'lens' as ElementId
const lens = createShape({
  ...{
    order: orderOnTop(readScreen(sample)),
    x: 0,
    y: 0,
    width: 0.2,
    height: 0.2,
    shape: 'lens',
    fill: '#ffffff',
  },
  lens: { frameId: device, x: 0.5, y: 0.5, zoom: 2 },
})
const both = [device, lensId]
const project = groupElements(addElement(sample, { ...ref, elementId: lensId, element: lens }), {
  ...ref,
  elementIds: both,
  groupId: 'group' as GroupId,
  name: 'Enlarged',
})

describe('the copy of a magnifier', () => {
  it('enlarges the copy of its device, or the same device where that is not copied', () => {
    const copied = readScreen(duplicateElements(project, { ...ref, elementIds: both, mint }))
    const deviceCopy = findDevice(copied, device)
    expect(deviceCopy).toBeDefined()
    expect(listEnlarged(copied)).toEqual([device, deviceCopy])
    const alone = readScreen(duplicateElements(project, { ...ref, elementIds: [lensId], mint }))
    expect(listEnlarged(alone)).toEqual([device, device])
  })

  it('enlarges the device of the copied screen', () => {
    const newScreenId = 'copy' as ScreenId
    const copy = readScreen(
      duplicateScreen(project, { ...ref, newScreenId, mint }),
      canvasSizeId,
      newScreenId,
    )
    expect(listEnlarged(copy)).toEqual([findDevice(copy)])
    expect(Object.keys(copy.groups ?? {})).not.toContain('group')
    const groups = new Set(listElements(copy).flatMap(([, { groupId }]) => groupId ?? []))
    expect([...groups]).toEqual(Object.keys(copy.groups ?? {}))
  })

  it('enlarges the device of the copied size', () => {
    const pad = 'ipad-13' as CanvasSizeId
    const locale = 'en-US' as Locale
    const added = addCanvasSize(project, { canvasSizeId: pad, copyFrom: canvasSizeId, locale, mint })
    const copies = Object.values<Screen>(added.screensByCanvasSize[pad] ?? {})
    const [copy] = copies.filter((screen) => listEnlarged(screen).length > 0) as [Screen]
    expect(listEnlarged(copy)).toEqual([findDevice(copy)])
  })

  it('enlarges the device that takes the place of the template’s, and is left out where none does', () => {
    const [target] = Object.values<Screen>(sample.screensByCanvasSize[canvasSizeId] ?? {}).slice(1) as [
      Screen,
    ]
    const options = { owned: new Set<string>(), borrowed: [], mint }
    const designed = designLike(target, readScreen(project), options)
    expect(listEnlarged(designed)).toEqual([findDevice(designed)])
    expect(listElements(designed).some(([, { groupId }]) => groupId === 'group')).toBe(false)
    const elements = Object.fromEntries(listElements(target).filter(([, { type }]) => type !== 'frame'))
    expect(listEnlarged(designLike({ ...target, elements }, readScreen(project), options))).toEqual([])
  })
})
