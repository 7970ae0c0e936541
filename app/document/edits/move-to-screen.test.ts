import { expect, it } from 'vitest'
import { createCounter } from '#tests/factories/generate-project.ts'
import type { CanvasSizeId, ElementId, Locale, ProjectId, ScreenId } from '../model/ids.ts'
import { listOrdered } from '../model/ordered.ts'
import type { Element, Screen } from '../model/schema.ts'
import { addElement } from './add-element.ts'
import { addScreen } from './add-screen.ts'
import { createShape } from './create-element.ts'
import { createProject } from './create-project.ts'
import { moveToScreen } from './move-to-screen.ts'

const phone = 'iphone-69' as CanvasSizeId
const second = 'second' as ScreenId
const locale = 'en-US' as Locale
const id = '0d6f3c55-1c52-4c3b-9c65-3f5f2b8a7a10' as ProjectId
const mint = createCounter('new')
const one = createProject({ id, name: 'Kite', locale, mint, canvasSizeId: phone })
const project = addScreen(one, { canvasSizeId: phone, screenId: second, locale, mint })
const first = Object.values(one.screensByCanvasSize[phone] ?? {})[0] as Screen
const elementIds = listOrdered<ElementId, Element>(first.elements).map(({ id }) => id)

it('takes elements off one screen and puts them on top of another, in their order and with their ids', () => {
  const moved = moveToScreen(project, {
    canvasSizeId: phone,
    from: first.id,
    to: second,
    elementIds,
    dx: -1.1,
    dy: 0.1,
    ratio: 1,
  })
  const screens = moved.screensByCanvasSize[phone]
  expect(Object.keys(screens?.[first.id]?.elements ?? {})).toEqual([])
  const theirs = Object.keys(project.screensByCanvasSize[phone]?.[second]?.elements ?? {})
  expect(Object.keys(screens?.[second]?.elements ?? {})).toEqual([...theirs, ...elementIds])
  const [elementId] = elementIds
  if (elementId === undefined) throw new Error('The first screen is empty.')
  const element = screens?.[second]?.elements[elementId]
  expect(element?.x).toBeCloseTo((first.elements[elementId]?.x ?? 0) - 1.1)
  expect(element?.y).toBeCloseTo((first.elements[elementId]?.y ?? 0) + 0.1)
})

it('keeps the size in pixels on a canvas of another width', () => {
  const moved = moveToScreen(project, {
    canvasSizeId: phone,
    from: first.id,
    to: second,
    elementIds,
    dx: 0,
    dy: 0,
    ratio: 0.5,
  })
  for (const elementId of elementIds) {
    const before = first.elements[elementId]
    const after = moved.screensByCanvasSize[phone]?.[second]?.elements[elementId]
    expect(after?.width).toBeCloseTo((before?.width ?? 0) / 2)
    if (before?.type === 'text' && after?.type === 'text')
      expect(after.style.size).toBeCloseTo(before.style.size / 2)
  }
})

it('moves nothing to a screen that is gone', () => {
  const gone = {
    canvasSizeId: phone,
    from: first.id,
    to: 'gone' as ScreenId,
    elementIds,
    dx: 0,
    dy: 0,
    ratio: 1,
  }
  expect(moveToScreen(project, gone)).toBe(project)
})

it('a magnifier that comes without its device takes the closest one of its new screen', () => {
  const frameOf = (screen: Screen | undefined) =>
    Object.entries(screen?.elements ?? {}).find(([, { type }]) => type === 'frame')?.[0] as ElementId
  const lens = createShape({
    ...{ order: 'z', x: 0.4, y: 0.9, width: 0.2, height: 0.2, shape: 'lens', fill: '#ffffff' },
    lens: { frameId: frameOf(first), x: 0.3, y: 0.4, zoom: 3 },
  })
  const lensId = 'lens' as ElementId
  const place = { canvasSizeId: phone, screenId: first.id }
  const planted = addElement(project, { ...place, elementId: lensId, element: lens })
  const move = (ids: readonly ElementId[]) =>
    moveToScreen(planted, {
      ...{ canvasSizeId: phone, from: first.id, to: second, elementIds: ids, dx: 0, dy: 0, ratio: 1 },
    }).screensByCanvasSize[phone]?.[second]
  const alone = move([lensId])
  expect(alone?.elements[lensId]).toMatchObject({
    lens: { frameId: frameOf(alone), x: 0.3, y: 0.4, zoom: 3 },
  })
  const together = move([frameOf(first), lensId])
  expect(together?.elements[lensId]).toMatchObject({ lens: { frameId: frameOf(first) } })
})
