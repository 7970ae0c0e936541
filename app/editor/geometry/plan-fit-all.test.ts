import { expect, it } from 'vitest'
import { minZoom } from '../state/editor-controller.ts'
import { planFitAll } from './plan-fit-all.ts'

it('ten screens fit a phone, and the editor goes as far out as that', () => {
  // 390 px wide, less the margins of the stage.
  const row = { widthsPx: Array.from({ length: 10 }, () => 222), gapPx: 24, spacePx: 310, zoom: 1 }
  const zoom = planFitAll(row) ?? 1
  expect(zoom * 2220 + 9 * 24).toBeLessThanOrEqual(310)
  expect(zoom).toBeGreaterThanOrEqual(minZoom)
})

it('a single screen is not made larger than the stage, and of none there is nothing to fit', () => {
  expect(planFitAll({ widthsPx: [100], gapPx: 24, spacePx: 310, zoom: 1 })).toBe(1)
  expect(planFitAll({ widthsPx: [], gapPx: 24, spacePx: 310, zoom: 1 })).toBeUndefined()
})
