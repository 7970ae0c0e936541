import { describe, expect, it } from 'vitest'
import { roundResize } from './round-resize.ts'

const canvasWidthPx = 1320
const px = (count: number) => count / canvasWidthPx
const box = { x: px(100), y: px(200), width: px(300.4), height: px(150.6), rotation: 0 }
const free = { keepAspect: false, fromCentre: false, canvasWidthPx }

describe('roundResize', () => {
  it('moves the dragged edges to whole pixels and leaves the opposite ones', () => {
    const { x, y, width, height } = roundResize({ box, guides: [] }, { ...free, handle: { x: 1, y: 1 } })
    expect([x, y]).toEqual([box.x, box.y])
    expect(width * canvasWidthPx).toBeCloseTo(300, 6)
    expect(height * canvasWidthPx).toBeCloseTo(151, 6)
    const left = roundResize(
      { box: { ...box, x: px(100.3) }, guides: [] },
      { ...free, handle: { x: -1, y: 0 } },
    )
    expect(left.x * canvasWidthPx).toBeCloseTo(100, 6)
    expect(left.x + left.width).toBeCloseTo(px(100.3) + box.width, 9)
    expect(left.height).toBe(box.height)
  })

  it('leaves an edge on the line it snapped to', () => {
    const guides = [{ axis: 'x', at: box.x + box.width }] as const
    expect(roundResize({ box, guides }, { ...free, handle: { x: 1, y: 0 } })).toEqual(box)
  })

  it('keeps the proportions and the opposite corner of what must keep them', () => {
    const rounded = roundResize({ box, guides: [] }, { ...free, keepAspect: true, handle: { x: -1, y: -1 } })
    expect(rounded.width * canvasWidthPx).toBeCloseTo(300, 6)
    expect(rounded.width / rounded.height).toBeCloseTo(box.width / box.height, 9)
    expect(rounded.x + rounded.width).toBeCloseTo(box.x + box.width, 9)
    expect(rounded.y + rounded.height).toBeCloseTo(box.y + box.height, 9)
  })

  it('keeps the middle of what grows from it, and leaves a rotated box alone', () => {
    const centred = roundResize(
      { box, guides: [] },
      { ...free, keepAspect: true, fromCentre: true, handle: { x: 1, y: 1 } },
    )
    expect(centred.x + centred.width / 2).toBeCloseTo(box.x + box.width / 2, 9)
    const turned = { ...box, rotation: 12 }
    expect(roundResize({ box: turned, guides: [] }, { ...free, handle: { x: 1, y: 1 } })).toBe(turned)
  })
})
