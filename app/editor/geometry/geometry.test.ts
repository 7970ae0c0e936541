import { describe, expect, it } from 'vitest'
import { type Box, boundsOf, cornersOf, normaliseDegrees } from './box.ts'
import { planMove } from './plan-move.ts'
import { planNudge } from './plan-nudge.ts'
import { type Handle, planResize } from './plan-resize.ts'
import { planRotate } from './plan-rotate.ts'
import { planSnapLines } from './snap.ts'

const upright: Box = { x: 0.2, y: 0.4, width: 0.4, height: 0.2, rotation: 0 }
const lines = planSnapLines(2, [])
const move = { start: boundsOf(upright), constrained: false, lines, snapDistance: 0.01 }

describe('moving', () => {
  it('follows the pointer where nothing is near', () => {
    const plan = planMove({ ...move, pointer: { x: 0.03, y: -0.07 } })
    expect(plan).toEqual({ shift: { x: 0.03, y: -0.07 }, guides: [], measures: [] })
  })

  it('snaps to the middle of the canvas and returns the guide', () => {
    const plan = planMove({ ...move, pointer: { x: 0.096, y: 0.3 } })
    expect(plan.shift.x).toBeCloseTo(0.1)
    expect(plan.shift.y).toBe(0.3)
    expect(plan.guides).toEqual([{ axis: 'x', at: 0.5 }])
  })

  it('snaps to the edge of another element', () => {
    const other = { left: 0.7, top: 1.1, right: 0.93, bottom: 1.3 }
    const plan = planMove({ ...move, lines: planSnapLines(2, [other]), pointer: { x: 0.336, y: 0.3 } })
    expect(plan.shift.x).toBeCloseTo(0.33)
    expect(plan.guides).toEqual([{ axis: 'x', at: 0.93 }])
  })

  it('stays on one axis with Shift, also where a line of the other axis is near', () => {
    const plan = planMove({ ...move, constrained: true, pointer: { x: 0.02, y: 0.499 } })
    expect(plan.shift.x).toBe(0)
    expect(plan.shift.y).toBeCloseTo(0.5)
    expect(plan.guides).toEqual([{ axis: 'y', at: 1 }])
  })

  it('snaps to nothing while snapping is off', () => {
    const plan = planMove({ ...move, lines: undefined, pointer: { x: 0.099, y: 0 } })
    expect(plan).toEqual({ shift: { x: 0.099, y: 0 }, guides: [], measures: [] })
  })
})

const resize = {
  keepAspect: false,
  fromCentre: false,
  lines: undefined,
  snapDistance: 0.01,
  minimum: 0.01,
}

describe('resizing', () => {
  it('moves only the dragged edge', () => {
    const { box } = planResize({
      ...resize,
      start: upright,
      handle: { x: 1, y: 0 },
      pointer: { x: 0.1, y: 0.5 },
    })
    expect(box).toEqual({ ...upright, width: 0.5 })
  })

  it('keeps the proportions and the opposite corner', () => {
    const { box } = planResize({
      ...resize,
      start: upright,
      handle: { x: -1, y: -1 },
      pointer: { x: -0.2, y: 0 },
      keepAspect: true,
    })
    expect(box.width / box.height).toBeCloseTo(2)
    expect(box.x + box.width).toBeCloseTo(0.6)
    expect(box.y + box.height).toBeCloseTo(0.6)
  })

  it.each([-170, -33, 12.5, 90])('keeps the opposite corner still at %d°', (rotation) => {
    const start = { ...upright, rotation }
    const handles: Handle[] = [
      { x: 1, y: 1 },
      { x: -1, y: -1 },
    ]
    for (const [index, handle] of handles.entries()) {
      const { box } = planResize({ ...resize, start, handle, pointer: { x: 0.07, y: -0.03 } })
      const anchor = index === 0 ? 0 : 2
      expect(cornersOf(box)[anchor]?.x).toBeCloseTo(cornersOf(start)[anchor]?.x ?? Number.NaN)
      expect(cornersOf(box)[anchor]?.y).toBeCloseTo(cornersOf(start)[anchor]?.y ?? Number.NaN)
    }
  })

  it('grows on both sides with Alt', () => {
    const { box } = planResize({
      ...resize,
      start: upright,
      handle: { x: 1, y: 0 },
      pointer: { x: 0.1, y: 0 },
      fromCentre: true,
    })
    expect(box.x).toBeCloseTo(0.1)
    expect(box.width).toBeCloseTo(0.6)
  })

  it('never turns inside out', () => {
    const { box } = planResize({
      ...resize,
      start: upright,
      handle: { x: 1, y: 1 },
      pointer: { x: -3, y: -3 },
    })
    expect(box.width).toBe(0.01)
    expect(box.height).toBe(0.01)
  })

  it('snaps to a line', () => {
    const { box, guides } = planResize({
      ...resize,
      lines,
      start: upright,
      handle: { x: -1, y: 0 },
      pointer: { x: -0.195, y: 0 },
    })
    expect(box.x).toBeCloseTo(0)
    expect(guides).toEqual([{ axis: 'x', at: 0 }])
  })
})

describe('rotating', () => {
  const turn = { startDegrees: 0, centre: { x: 0, y: 0 }, from: { x: 1, y: 0 }, stepped: false }
  const at = (degrees: number) => ({
    x: Math.cos((degrees * Math.PI) / 180),
    y: Math.sin((degrees * Math.PI) / 180),
  })

  it('follows the pointer, sticky at quarter turns, in steps with Shift', () => {
    expect(planRotate({ ...turn, to: at(37.04) })).toBeCloseTo(37)
    expect(planRotate({ ...turn, to: at(88.7) })).toBe(90)
    expect(planRotate({ ...turn, to: at(37), stepped: true })).toBe(30)
  })

  it('stays within half a turn to either side', () => {
    expect(planRotate({ ...turn, startDegrees: 170, to: at(30) })).toBeCloseTo(-160)
    expect([
      normaliseDegrees(360),
      normaliseDegrees(-180),
      normaliseDegrees(540),
      normaliseDegrees(-0),
    ]).toEqual([0, 180, 180, 0])
  })
})

describe('nudging', () => {
  it('is one store pixel, ten with Shift', () => {
    expect(planNudge('ArrowRight', false, 1320)).toEqual({ x: 1 / 1320, y: 0 })
    expect(planNudge('ArrowUp', true, 1320)?.y).toBeCloseTo(-10 / 1320)
    expect(planNudge('a', false, 1320)).toBeUndefined()
  })
})
