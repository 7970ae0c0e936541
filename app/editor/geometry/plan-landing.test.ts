import { expect, it } from 'vitest'
import { planBeyond } from './plan-beyond.ts'
import { liesOutside, planLanding } from './plan-landing.ts'

const screens = [
  { id: 1, bounds: { left: 0, top: 0, right: 100, bottom: 200 } },
  { id: 2, bounds: { left: 120, top: 0, right: 220, bottom: 200 } },
]
const at = (left: number, top = 50) => ({ left, top, right: left + 40, bottom: top + 20 })

it('lands on the neighbour once more than half of what is dragged lies there', () => {
  expect(planLanding(at(130), screens, 1)).toBe(2)
  expect(planLanding(at(105), screens, 1)).toBe(2)
  expect(planLanding(at(95), screens, 1)).toBeUndefined()
  expect(planLanding(at(20), screens, 1)).toBeUndefined()
  expect(planLanding(at(20), screens, 2)).toBe(1)
  expect(planLanding(at(130, 195), screens, 1)).toBeUndefined()
})

it('recognises elements that no picture shows', () => {
  expect(liesOutside({ left: 1.01, top: 0, right: 1.5, bottom: 0.5 }, 2)).toBe(true)
  expect(liesOutside({ left: 0, top: 2, right: 0.5, bottom: 2.5 }, 2)).toBe(true)
  expect(liesOutside({ left: -0.4, top: 0, right: 0.1, bottom: 0.5 }, 2)).toBe(false)
})

it('cuts out the part of a box that lies beyond the canvas', () => {
  const box = { x: 0.5, y: 0.2, width: 1, height: 0.5, rotation: 0 }
  // The canvas begins half a width before the box, and ends in its middle.
  expect(planBeyond(box, 2)).toBe(
    'polygon(evenodd, -5% -5%, 105% -5%, 105% 105%, -5% 105%, -5% -5%, -50% -40%, 50% -40%, 50% 360%, -50% 360%, -50% -40%)',
  )
  expect(planBeyond({ ...box, width: 0.4 }, 2)).toBeUndefined()
  expect(planBeyond({ ...box, x: 1.2 }, 2)).toBeUndefined()
  expect(planBeyond({ ...box, width: 0.2, rotation: 45 }, 2)).toBeUndefined()
  expect(planBeyond({ ...box, x: 0.7, width: 0.3, height: 1, rotation: 45 }, 2)).toContain('evenodd')
})
