import { expect, it } from 'vitest'
import { planRotateHandle } from './plan-rotate-handle.ts'

const canvas = { canvasHeight: 2.17, unitPx: 400 }
const caption = { x: 0.1, y: 0.15, width: 0.8, height: 0.1, rotation: 0 }
const subtitle = { x: 0.1, y: 0.27, width: 0.8, height: 0.06, rotation: 0 }
const device = { x: 0.1, y: 0.36, width: 0.8, height: 1.8, rotation: 0 }

it('is below the element, where that is free', () => {
  expect(planRotateHandle({ ...canvas, box: caption, others: [] })).toBe('below')
})

it('never covers a neighbour', () => {
  expect(planRotateHandle({ ...canvas, box: caption, others: [subtitle, device] })).toBe('above')
  const top = { ...subtitle, y: 0 }
  expect(planRotateHandle({ ...canvas, box: { ...caption, width: 0.5 }, others: [subtitle, top] })).toBe(
    'right',
  )
})

it('stays on its own canvas, and goes inside when there is no space around', () => {
  const full = { x: 0, y: 0, width: 1, height: 2.17, rotation: 0 }
  expect(planRotateHandle({ ...canvas, box: full, others: [caption] })).toBe('inside-bottom')
  const low = { ...caption, y: 2.05 }
  expect(planRotateHandle({ ...canvas, box: full, others: [caption, low] })).toBe('inside-top')
  expect(planRotateHandle({ ...canvas, box: full, others: [caption, low, { ...low, y: 0 }] })).toBeUndefined()
})

it('does not treat an element that contains the selected one as a neighbour', () => {
  const disc = { x: -0.2, y: -0.2, width: 1.5, height: 3, rotation: 0 }
  expect(planRotateHandle({ ...canvas, box: caption, others: [disc] })).toBe('below')
})

it('turns with its element', () => {
  const beside = { x: 0.15, y: 0.9, width: 0.1, height: 0.4, rotation: 0 }
  const turned = { x: 0.3, y: 1, width: 0.4, height: 0.2, rotation: 90 }
  expect(planRotateHandle({ ...canvas, box: turned, others: [beside] })).toBe('below')
  const left = { x: 0.2, y: 0.9, width: 0.19, height: 0.4, rotation: 0 }
  expect(planRotateHandle({ ...canvas, box: turned, others: [left] })).toBe('above')
})
