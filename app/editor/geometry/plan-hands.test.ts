import { expect, it } from 'vitest'
import { planDistribute } from './plan-distribute.ts'
import { planDistances, planSpacing } from './plan-spacing.ts'
import { planPinch, transformBox } from './plan-transform.ts'

const box = (...[x, y, width = 0.1, height = 0.1]: [number, number, number?, number?]) => ({
  x,
  y,
  width,
  height,
  rotation: 0,
})
const bounds = (...[left, top, right, bottom]: [number, number, number, number]) => ({
  left,
  top,
  right,
  bottom,
})

it('distributes so that the gaps are equal and the outer two stay', () => {
  const shifts = planDistribute([box(0.8, 0), box(0, 0), box(0.15, 0, 0.3)], 'x')
  expect(shifts.map(({ x }) => Math.round(x * 1000) / 1000)).toEqual([0, 0, 0.15])
  expect(planDistribute([box(0, 0), box(0.5, 0.5)], 'y')).toEqual([
    { x: 0, y: 0 },
    { x: 0, y: 0 },
  ])
})

it('snaps to equal gaps: between two neighbours, and after two of them', () => {
  const left = bounds(0, 0, 0.2, 1)
  const right = bounds(0.8, 0, 1, 1)
  const between = planSpacing(bounds(0.41, 0.2, 0.61, 0.4), [left, right], { axis: 'x', distance: 0.02 })
  expect(between?.by).toBeCloseTo(-0.01)
  expect(between?.measures.map(({ from, to }) => Math.round((to - from) * 1000) / 1000)).toEqual([0.2, 0.2])
  const next = bounds(0.3, 0, 0.5, 1)
  const after = planSpacing(bounds(0.605, 0.2, 0.7, 0.4), [left, next], { axis: 'x', distance: 0.02 })
  expect(after?.by).toBeCloseTo(-0.005)
  const before = planSpacing(bounds(0.3, 0.1, 0.4, 0.195), [bounds(0, 0.3, 1, 0.4), bounds(0, 0.5, 1, 0.6)], {
    axis: 'y',
    distance: 0.02,
  })
  expect(before?.by).toBeCloseTo(0.005)
  expect(
    planSpacing(bounds(0.45, 0.2, 0.61, 0.4), [left, right], { axis: 'x', distance: 0.01 }),
  ).toBeUndefined()
  expect(
    planSpacing(bounds(0.41, 2, 0.61, 2.4), [left, right], { axis: 'x', distance: 0.02 }),
  ).toBeUndefined()
})

it('measures the distance to the nearest neighbour on each side', () => {
  const own = bounds(0.4, 0.4, 0.6, 0.6)
  const others = [bounds(0, 0, 0.1, 1), bounds(0, 0, 0.2, 1), bounds(0.5, 0.9, 1, 1)]
  expect(planDistances(own, others)).toEqual([
    { axis: 'x', from: 0.2, to: 0.4, at: 0.5 },
    { axis: 'y', from: 0.6, to: 0.9, at: 0.5 },
  ])
})

it('scales, turns and moves a box about a point', () => {
  const about = { from: { x: 0, y: 0 }, to: { x: 0, y: 0 } }
  expect(transformBox(box(0.25, 0.5), { scale: 2, degrees: 0, ...about })).toEqual(box(0.5, 1, 0.2, 0.2))
  const turned = transformBox(box(0.95, -0.05), { scale: 1, degrees: 90, ...about })
  expect([turned.x, turned.y, turned.rotation].map((value) => Math.round(value * 100) / 100)).toEqual([
    -0.05, 0.95, 90,
  ])
  const moved = transformBox(box(0, 0), {
    scale: 1,
    degrees: 0,
    from: { x: 0, y: 0 },
    to: { x: 0.3, y: 0.4 },
  })
  expect([moved.x, moved.y]).toEqual([0.3, 0.4])
})

it('reads two fingers as scale, turn and shift, and never shrinks to nothing', () => {
  const before = [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
  ] as const
  const now = [
    { x: 1, y: 1 },
    { x: 1, y: 3 },
  ] as const
  expect(planPinch(before, now, 0.1)).toEqual({
    scale: 2,
    degrees: 90,
    from: { x: 0.5, y: 0 },
    to: { x: 1, y: 2 },
  })
  expect(planPinch(before, [now[0], now[0]], 0.1).scale).toBe(0.1)
})
