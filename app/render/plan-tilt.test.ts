import { describe, expect, it } from 'vitest'
import { planTilt } from './plan-tilt.ts'
import { createProjection } from './projection.ts'

const box = { width: 300, height: 500 }
const tilts = [
  { x: 30, y: 0 },
  { x: -25, y: 0 },
  { x: 0, y: 40 },
  { x: 20, y: -35 },
  { x: -60, y: 60 },
  { x: 0, y: 0 },
]
const points = [-150, -40, 0, 90, 150].flatMap((x) => [-250, -10, 130, 250].map((y) => ({ x, y })))

describe('a plane tilted by strips', () => {
  it.each(tilts)('is seen where the projection of devices sees it: $x° and $y°', (tilt) => {
    const projection = createProjection({ x: -150, y: -250, ...box }, tilt)
    const plan = planTilt(box, tilt)
    for (const point of points) {
      const seen = plan.see(point.x, point.y)
      const expected = projection(point.x, point.y, 0)
      expect(seen.x * Math.cos(plan.turn) - seen.y * Math.sin(plan.turn)).toBeCloseTo(expected.x, 6)
      expect(seen.x * Math.sin(plan.turn) + seen.y * Math.cos(plan.turn)).toBeCloseTo(expected.y, 6)
    }
  })

  it.each(tilts)('draws each point by the transform of its column: $x° and $y°', (tilt) => {
    const plan = planTilt(box, tilt)
    for (const point of points) {
      const seen = plan.see(point.x, point.y)
      const strip = plan.planStrip(seen.x)
      if (strip === undefined) throw new Error('every column that shows a point has a transform')
      const { a, b, c, d, e, f } = strip
      expect(a * point.x + c * point.y + e).toBeCloseTo(seen.x, 6)
      expect(b * point.x + d * point.y + f).toBeCloseTo(seen.y, 6)
    }
  })
})
