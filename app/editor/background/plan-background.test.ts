import { expect, it } from 'vitest'
import { backgroundSchema } from '#app/document/model/background-schema.ts'
import type { Background } from '#app/document/model/schema.ts'
import { darken } from '../controls/darken.ts'
import { type BackgroundKind, changeKind as changeAny, withStops } from './plan-background.ts'

const kinds = ['colour', 'linear', 'radial', 'conic', 'mesh', 'pattern'] as const

function changeKind(background: Background, kind: BackgroundKind, height: number): Background {
  const changed = changeAny(background, kind, { width: 1, height })
  if (changed === undefined) throw new Error(`no background became a ${kind}`)
  return changed
}

const gradient = {
  type: 'linear' as const,
  angle: 90,
  stops: [
    { offset: 0, colour: '#ff0000' },
    { offset: 1, colour: '#0000ff' },
  ],
}

it('keeps the colours when the kind changes', () => {
  const radial = changeKind(gradient, 'radial', 2)
  expect(radial.type === 'radial' && radial.stops).toEqual(gradient.stops)
  expect(changeKind(gradient, 'colour', 2)).toMatchObject({ type: 'colour', colour: '#ff0000' })
  expect(
    backgroundSchema.parse(changeKind({ type: 'colour', colour: '#808080' }, 'linear', 2)),
  ).toMatchObject({
    stops: [{ colour: '#808080' }, { colour: darken('#808080') }],
  })
})

it('spreads colours evenly when one is added or removed', () => {
  const three = withStops(gradient, [...gradient.stops, { offset: 1, colour: '#ffffff' }])
  expect(three.stops.map(({ offset }) => offset)).toEqual([0, 0.5, 1])
})

it('leaves the offsets alone when only a colour changes', () => {
  const placed = {
    ...gradient,
    stops: [
      { offset: 0.2, colour: '#ff0000' },
      { offset: 0.9, colour: '#0000ff' },
    ],
  }
  const recoloured = placed.stops.map((stop) => ({ ...stop, colour: '#123456' }))
  expect(withStops(placed, recoloured).stops.map(({ offset }) => offset)).toEqual([0.2, 0.9])
})

it('centres a round gradient by the height of the canvas, not its width', () => {
  for (const canvasHeight of [0.5, 1, 2.17]) {
    const radial = changeKind(gradient, 'radial', canvasHeight)
    expect(radial.type === 'radial' && radial.y / canvasHeight).toBeCloseTo(0.45)
    expect(radial.type === 'radial' && radial.radius).toBeGreaterThanOrEqual(
      Math.hypot(0.5, canvasHeight * 0.55),
    )
  }
})

it('brings back what a kind had, whatever was chosen in between', () => {
  for (const first of kinds) {
    const start = {
      ...changeKind({ type: 'colour', colour: '#336699' }, first, 2),
      custom: first,
    } as Background
    const { kept: _kept, ...own } = start
    for (const second of kinds.filter((kind) => kind !== first)) {
      const there = changeKind(start, second, 2)
      expect(backgroundSchema.safeParse(there).success).toBe(true)
      const { kept: _others, ...back } = changeKind(there, first, 2)
      expect(back, `${first} after ${second}`).toEqual(own)
    }
  }
})

it('has no picture to change to until one was chosen', () => {
  expect(changeAny(gradient, 'image', { width: 1, height: 2 })).toBeUndefined()
  const picture = {
    type: 'image',
    media: 'm',
    fit: 'cover',
    colour: '#000000',
    zoom: 2,
  } as unknown as Background
  const away = changeKind(picture, 'mesh', 2)
  expect(changeKind(away, 'image', 2)).toMatchObject(picture)
})
