import { describe, expect, it } from 'vitest'
import { planCrop, turnCrop } from './plan-crop.ts'

const whole = { x: 0, y: 0, width: 1, height: 1 }

describe('planCrop', () => {
  it('moves a corner and leaves the opposite one where it is', () => {
    expect(planCrop(whole, 'nw', { x: 0.25, y: 0.5 })).toEqual({ x: 0.25, y: 0.5, width: 0.75, height: 0.5 })
    expect(planCrop(whole, 'se', { x: -0.25, y: -0.5 })).toEqual({ x: 0, y: 0, width: 0.75, height: 0.5 })
  })

  it('never leaves the picture and never becomes too small to grab', () => {
    expect(planCrop(whole, 'ne', { x: 3, y: 3 })).toMatchObject({ x: 0, width: 1, y: 0.95 })
    const part = { x: 0.5, y: 0.5, width: 0.5, height: 0.25 }
    expect(planCrop(part, 'move', { x: 1, y: 1 })).toEqual({ ...part, y: 0.75 })
    expect(planCrop(part, 'move', { x: -1, y: -1 })).toEqual({ ...part, x: 0, y: 0 })
  })
})

describe('turnCrop', () => {
  it('returns to the start after four quarter turns', () => {
    const part = { x: 0.125, y: 0.25, width: 0.5, height: 0.125 }
    expect(turnCrop(turnCrop(turnCrop(turnCrop(part))))).toEqual(part)
    expect(turnCrop({ x: 0, y: 0, width: 0.5, height: 0.25 })).toEqual({
      x: 0.75,
      y: 0,
      width: 0.25,
      height: 0.5,
    })
  })
})
