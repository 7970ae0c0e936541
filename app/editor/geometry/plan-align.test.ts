import { expect, it } from 'vitest'
import { planAlign } from './plan-align.ts'

const box = { x: 0.1, y: 0.2, width: 0.4, height: 0.2, rotation: 0 }
const other = { x: 0.6, y: 1, width: 0.1, height: 0.5, rotation: 0 }

it('aligns one element to the canvas', () => {
  expect(planAlign([box], 'centre', 2)[0]?.x).toBeCloseTo(0.2)
  expect(planAlign([box], 'bottom', 2)[0]?.y).toBeCloseTo(1.6)
})

it('aligns several to each other', () => {
  const shifts = planAlign([box, other], 'right', 2)
  expect(shifts.map(({ x }) => Math.round(x * 1000) / 1000)).toEqual([0.2, 0])
})

it('uses the bounds of a rotated element', () => {
  const turned = { ...box, rotation: 90 }
  expect(planAlign([turned], 'left', 2)[0]?.x).toBeCloseTo(-0.2)
})
