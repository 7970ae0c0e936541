import { expect, it } from 'vitest'
import { createShape } from '#app/document/edits/create-element.ts'
import type { ElementId, ScreenId } from '#app/document/model/ids.ts'
import type { Element, Screen } from '#app/document/model/schema.ts'
import { findMarks } from './find-marks.ts'

const id = 'e' as ElementId
const shape = createShape({
  ...{ order: 'a0', x: 2, y: 0, width: 0.2, height: 0.2, shape: 'lens', fill: '#ffffff' },
  lens: { frameId: 'gone' as ElementId, x: 0.5, y: 0.5, zoom: 2 },
})
type Measured = Parameters<typeof findMarks>[2]
const marksOf = (element: Element, measured: Measured = { overflows: false, isOutside: false }) => {
  const screen = { id: 's' as ScreenId, elements: { [id]: element } } as unknown as Screen
  return findMarks(screen, id, measured)
}

it('a magnifier without its device is marked', () => {
  expect(marksOf(shape)).toEqual(['lost'])
  const { lens: _none, ...plain } = shape
  expect(marksOf({ ...plain, shape: 'ellipse' })).toEqual([])
})

it('an element off the canvas is marked, but not where it runs across screens or is hidden', () => {
  const { lens: _none, ...plain } = { ...shape, shape: 'ellipse' as const }
  const measured = { overflows: true, isOutside: true }
  expect(marksOf(plain, measured)).toEqual(['overflows', 'outside'])
  expect(marksOf(plain, { overflows: false, isOutside: false, isCut: true })).toEqual(['cut'])
  expect(marksOf({ ...plain, spans: true }, measured)).toEqual(['across', 'overflows'])
  expect(marksOf({ ...plain, visible: false }, measured)).toEqual(['overflows'])
})
