import { describe, expect, it } from 'vitest'
import type { MediaId } from '#app/document/model/ids.ts'
import { dragEdge, frameEdges, moveEdge, placeEdge, readEdge } from './frame-edges.ts'

const frame = {
  media: 'm' as MediaId,
  widthPx: 1000,
  heightPx: 2000,
  screen: { x: 0.1, y: 0.05, width: 0.8, height: 0.9 },
  corner: 0.05,
}
const box = { x: 0.2, y: 0.3, width: 0.5, height: 1, rotation: 0 }

describe('the edges of a frame of one’s own', () => {
  it('lie in the middle of the sides of its screen', () => {
    const placed = { box, flips: {} }
    expect(placeEdge(frame, 'left', placed)).toEqual({ x: 0.25, y: 0.8 })
    expect(placeEdge(frame, 'bottom', placed).y).toBeCloseTo(1.25, 9)
  })

  it('stay where they are when they are dragged to where they are, turned and mirrored as well', () => {
    for (const rotation of [0, 30, 90, 200])
      for (const flips of [{}, { flipX: true }, { flipX: true, flipY: true }])
        for (const edge of frameEdges) {
          const placed = { box: { ...box, rotation }, flips }
          const dragged = dragEdge(frame, edge, { ...placed, to: placeEdge(frame, edge, placed) })
          expect(readEdge(dragged, edge), `${edge} ${rotation}`).toBeCloseTo(readEdge(frame, edge), 6)
        }
  })

  it('follow the pointer, and leave the opposite one', () => {
    const dragged = dragEdge(frame, 'left', { box, flips: {}, to: { x: 0.3, y: 0.1 } })
    expect(readEdge(dragged, 'left')).toBeCloseTo(0.2, 6)
    expect(readEdge(dragged, 'right')).toBeCloseTo(0.9, 6)
  })

  it('pass neither each other nor the picture', () => {
    expect(readEdge(moveEdge(frame, 'left', 2), 'left')).toBeCloseTo(0.89, 6)
    expect(readEdge(moveEdge(frame, 'bottom', 1.4), 'bottom')).toBeCloseTo(1, 6)
    expect(readEdge(moveEdge(frame, 'top', -0.4), 'top')).toBe(0)
  })
})
