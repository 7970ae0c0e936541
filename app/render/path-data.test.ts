import { expect, it } from 'vitest'
import { parsePathData } from './path-data.ts'

const ends = (d: string) =>
  parsePathData(d).map((step) =>
    step.type === 'close'
      ? 'close'
      : [step.type, Math.round(step.x * 100) / 100, Math.round(step.y * 100) / 100],
  )

it('reads absolute and relative commands, repeated and without spaces', () => {
  expect(ends('M1 2 3 4h5V6l-1-1.5z m2,2')).toEqual([
    ['move', 1, 2],
    ['line', 3, 4],
    ['line', 8, 4],
    ['line', 8, 6],
    ['line', 7, 4.5],
    'close',
    ['move', 3, 4],
  ])
  expect(ends('m1 1 2 0 0 2')).toEqual([
    ['move', 1, 1],
    ['line', 3, 1],
    ['line', 3, 3],
  ])
})

it('mirrors the control point of smooth curves, and none of another kind', () => {
  const [, , smooth] = parsePathData('M0 0C0 5 5 10 10 10S20 15 20 20')
  expect(smooth).toEqual({ type: 'curve', x1: 15, y1: 10, x2: 20, y2: 15, x: 20, y: 20 })
  const [, , plain] = parsePathData('M0 0Q5 5 10 0S15 5 20 0')
  expect(plain).toMatchObject({ x1: 10, y1: 0 })
})

it('draws arcs on their circle, with flags that touch what follows', () => {
  const steps = parsePathData('M10 5a5 5 0 01-10 0')
  expect(ends('M10 5a5 5 0 01-10 0').at(-1)).toEqual(['curve', 0, 5])
  // The middle of a half circle: five away from its centre.
  const middle = steps[1]
  if (middle?.type !== 'curve') throw new Error('An arc becomes curves.')
  expect([middle.x, middle.y].map((value) => Math.round(value * 1000) / 1000)).toEqual([5, 10])
  // Radii too small for the distance grow.
  expect(ends('M0 0A1 1 0 0 0 10 0').at(-1)).toEqual(['curve', 10, 0])
})

it('keeps what stands before an error, and nothing of a path without a move', () => {
  expect(ends('M0 0L5 5L7')).toEqual([
    ['move', 0, 0],
    ['line', 5, 5],
  ])
  expect(parsePathData('L5 5')).toEqual([])
  expect(parsePathData('nonsense')).toEqual([])
})
