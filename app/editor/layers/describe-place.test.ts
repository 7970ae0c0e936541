import { expect, it } from 'vitest'
import { describePlace } from './describe-place.ts'

const canvas = { widthPx: 1000, heightPx: 2000 }

it('says in words where an element is and how large', () => {
  expect(describePlace({ x: 0.1, y: 0.05, width: 0.8, height: 0.2, rotation: 0 }, canvas)).toBe(
    'top centre, 100 from the left, 50 from the top, 800 by 200 pixels',
  )
  expect(describePlace({ x: 0.8, y: 1.8, width: 0.1, height: 0.1, rotation: 12 }, canvas)).toBe(
    'bottom right, 800 from the left, 1800 from the top, 100 by 100 pixels, turned by 12 degrees',
  )
  expect(describePlace({ x: 1.2, y: 0, width: 0.1, height: 0.1, rotation: 0 }, canvas)).toBe(
    'outside the screen, 100 by 100 pixels',
  )
  expect(describePlace({ x: -0.1, y: 0.05, width: 0.8, height: 0.2, rotation: 0 }, canvas)).toBe(
    'top left, -100 from the left, 50 from the top, 800 by 200 pixels, cut off at the edge',
  )
})
