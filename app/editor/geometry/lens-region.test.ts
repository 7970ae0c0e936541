import { describe, expect, it } from 'vitest'
import { aimLens, planLensPoint, planLensRegion } from './lens-region.ts'

const box = { x: 0.2, y: 0.3, width: 0.6, height: 1.2, rotation: 0 }

describe('the region of a magnifier', () => {
  it('lies where its shares say, also on a frame that is turned or mirrored', () => {
    const near = (point: { x: number; y: number }, to: { x: number; y: number }) => {
      expect(point.x).toBeCloseTo(to.x)
      expect(point.y).toBeCloseTo(to.y)
    }
    near(planLensPoint({}, box, { x: 0, y: 0 }), { x: 0.2, y: 0.3 })
    near(planLensPoint({ flipX: true }, box, { x: 0, y: 0 }), { x: 0.8, y: 0.3 })
    near(planLensPoint({}, { ...box, rotation: 180 }, { x: 0, y: 0 }), { x: 0.8, y: 1.5 })
    near(planLensPoint({}, { ...box, rotation: 90 }, { x: 0.5, y: 0 }), { x: 1.1, y: 0.9 })
  })

  it('comes back to the same shares when its point is aimed at', () => {
    for (const frame of [{}, { flipX: true }, { flipY: true }, { flipX: true, flipY: true }])
      for (const rotation of [0, 17, 90, 200])
        for (const part of [
          { x: 0.25, y: 0.75 },
          { x: 1, y: 0 },
        ]) {
          const turned = { ...box, rotation }
          expect(aimLens(frame, turned, planLensPoint(frame, turned, part))).toEqual(part)
        }
  })

  it('stays inside the frame', () => {
    expect(aimLens({}, box, { x: 9, y: -9 })).toEqual({ x: 1, y: 0 })
  })

  it('is as many times smaller as it is enlarged', () => {
    const region = planLensRegion({ width: 0.4, height: 0.2, rotation: 30 }, 2, { x: 0.5, y: 0.5 })
    expect(region).toEqual({ x: 0.4, y: 0.45, width: 0.2, height: 0.1, rotation: 30 })
  })
})
