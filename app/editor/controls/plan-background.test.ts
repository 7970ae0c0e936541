import { expect, it } from 'vitest'
import { backgroundSchema } from '#app/document/model/schema.ts'
import { changeKind, darken, withStops } from './plan-background.ts'

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
  expect(changeKind(gradient, 'colour', 2)).toEqual({ type: 'colour', colour: '#ff0000' })
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
  const recoloured = placed.stops.map((failure) => ({ ...failure, colour: '#123456' }))
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
