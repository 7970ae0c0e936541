import { describe, expect, it } from 'vitest'
import type { Background } from '#app/document/model/schema.ts'
import { listBackgroundHandles, moveBackgroundHandle, stepBackgroundHandle } from './background-handles.ts'

const stops = [
  { offset: 0, colour: '#ff0000' },
  { offset: 0.25, colour: '#00ff00' },
  { offset: 1, colour: '#0000ff' },
]
const area = { width: 3, height: 2.17 }
const backgrounds: readonly Background[] = [
  ...[0, 37, 165, 300].map((angle): Background => ({ type: 'linear', angle, stops })),
  { type: 'radial', x: 1.4, y: 0.5, radius: 0.8, stops },
  { type: 'conic', x: 0.5, y: 0.9, angle: 70, stops },
  { type: 'mesh', colour: '#102030', spots: [{ x: 0.2, y: 0.3, radius: 0.5, colour: '#ffffff' }] },
  { type: 'image', media: 'm' as never, fit: 'cover', colour: '#000000', pan: { x: 0.2, y: 0.1 } },
]

describe('a handle of a background', () => {
  it('dropped where it stands changes nothing that is seen', () => {
    for (const background of backgrounds) {
      for (const handle of listBackgroundHandles(background, area)) {
        const moved = moveBackgroundHandle({ background, area }, handle.id, handle)
        for (const [index, after] of listBackgroundHandles(moved, area).entries()) {
          const before = listBackgroundHandles(background, area)[index]
          // A circle ends where it begins: the last colour at 360° is the one at 0°.
          if (background.type === 'conic' && handle.id === 'stop-2' && after.id === 'stop-2') continue
          expect(after.x, `${background.type} ${handle.id}`).toBeCloseTo(before?.x ?? 0, 1)
          expect(after.y, `${background.type} ${handle.id}`).toBeCloseTo(before?.y ?? 0, 1)
        }
      }
    }
  })

  it('puts a colour where it is dropped on the line, and never beyond its ends', () => {
    const background: Background = { type: 'linear', angle: 90, stops }
    const offsetAt = (x: number) => {
      const moved = moveBackgroundHandle({ background, area }, 'stop-1', { x, y: 2 })
      return moved.type === 'linear' ? moved.stops[1]?.offset : undefined
    }
    expect([offsetAt(1.5), offsetAt(-4), offsetAt(9)]).toEqual([0.5, 0, 1])
  })

  it('moves by the arrow keys, ten times as far with Shift', () => {
    const linear: Background = { type: 'linear', angle: 350, stops }
    const [angle, , green] = listBackgroundHandles(linear, area)
    if (angle === undefined || green === undefined) throw new Error('a gradient has handles')
    expect(stepBackgroundHandle({ background: linear, area }, angle, { x: 10, y: 0 })).toMatchObject({
      angle: 0,
    })
    expect(stepBackgroundHandle({ background: linear, area }, green, { x: 0, y: 1 })).toMatchObject({
      stops: [{ offset: 0 }, { offset: 0.24 }, { offset: 1 }],
    })
    const radial: Background = { type: 'radial', x: 0.5, y: 0.5, radius: 1, stops }
    const [centre] = listBackgroundHandles(radial, area)
    if (centre === undefined) throw new Error('a round gradient has a centre')
    expect(stepBackgroundHandle({ background: radial, area }, centre, { x: 0, y: -1 })).toMatchObject({
      x: 0.5,
      y: 0.49,
    })
  })
})
