import { describe, expect, it } from 'vitest'
import { planInSight } from './plan-in-sight.ts'

const room = { left: 0, top: 100, right: 390, bottom: 400 }
const at = (top: number, height: number) => ({ left: 20, right: 300, top, bottom: top + height })

describe('planInSight', () => {
  it('leaves what is in sight where it is', () => {
    expect(planInSight(at(120, 100), room, 12)).toEqual({ x: 0, y: 0 })
  })

  it('scrolls what a sheet covers above it, by no more than needed', () => {
    expect(planInSight(at(500, 80), room, 12)).toEqual({ x: 0, y: 500 + 80 - (400 - 12) })
  })

  it('scrolls back to what is above the stage, and sideways', () => {
    expect(planInSight({ left: -80, right: 10, top: 40, bottom: 90 }, room, 12)).toEqual({ x: -92, y: -72 })
  })

  it('shows the start of what is larger than the room, and leaves what fills it', () => {
    expect(planInSight(at(250, 600), room, 12)).toEqual({ x: 0, y: 250 - 112 })
    expect(planInSight(at(90, 600), room, 12)).toEqual({ x: 0, y: 0 })
  })
})
