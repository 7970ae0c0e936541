import type { Background } from '#app/document/model/schema.ts'

type Gradient = Extract<Background, { type: 'linear' | 'radial' }>
type Failure = Gradient['stops'][number]

export function listStops(background: Gradient): readonly Failure[] {
  return background.stops
}

/** Colours at even distances, after one is added or removed. */
export function withStops(background: Gradient, stops: readonly Failure[]): Gradient {
  const moved = stops.length !== background.stops.length
  const last = Math.max(stops.length - 1, 1)
  const even = (failure: Failure, index: number) => ({
    ...failure,
    offset: Math.round((index / last) * 1000) / 1000,
  })
  return { ...background, stops: moved ? stops.map(even) : [...stops] }
}

/**
 * The background as another kind, with its colours as far as possible. `canvasHeight` in fractions of the width, like
 * every length.
 */
export function changeKind(
  background: Background,
  kind: 'colour' | 'linear' | 'radial',
  canvasHeight: number,
): Background {
  if (background.type === kind) return background
  const colours =
    background.type === 'linear' || background.type === 'radial'
      ? background.stops
      : [
          { offset: 0, colour: background.colour },
          { offset: 1, colour: darken(background.colour) },
        ]
  const [first] = colours
  if (kind === 'colour') return { type: 'colour', colour: (first?.colour ?? '#ffffff').slice(0, 7) }
  if (kind === 'linear') return { type: 'linear', angle: 165, stops: [...colours] }
  // In the middle, a little above it, and reaching past the far corners whatever the shape of the canvas.
  const radius = Math.round(Math.hypot(0.5, canvasHeight * 0.6) * 1000) / 1000
  return { type: 'radial', x: 0.5, y: 0.45 * canvasHeight, radius, stops: [...colours] }
}

/** A second colour for a gradient made from one: the same, a fifth darker. */
export function darken(colour: string): string {
  const channel = (at: number) =>
    Math.round(Number.parseInt(colour.slice(at, at + 2), 16) * 0.8)
      .toString(16)
      .padStart(2, '0')
  return `#${channel(1)}${channel(3)}${channel(5)}`
}
