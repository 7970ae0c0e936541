import { expect, it } from 'vitest'
import { liesOutside, planLanding, reachesOutside } from './plan-landing.ts'

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

it('recognises elements that the edge cuts off', () => {
  type Edges = [left: number, top: number, right: number, bottom: number]
  const reaches = (...[left, top, right, bottom]: Edges) => reachesOutside({ left, top, right, bottom }, 2)
  expect(reaches(-0.1, 0.2, 0.5, 0.7)).toBe(true)
  expect(reaches(0.5, 1.9, 0.9, 2.1)).toBe(true)
  expect(reaches(0, 0, 1, 2)).toBe(false)
  expect(reaches(-0.0005, 0, 1.0005, 2), 'less than a pixel').toBe(false)
  expect(reaches(1.1, 0, 1.4, 0.5), 'wholly outside').toBe(false)
})
