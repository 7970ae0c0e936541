import { dropKept, keepKinds } from '#app/document/edits/keep-kinds.ts'
import type { Background } from '#app/document/model/schema.ts'
import { darken } from '../controls/darken.ts'

export type Gradient = Extract<Background, { type: 'linear' | 'radial' | 'conic' }>
export type BackgroundKind = Background['type']
/** Kinds that any colours can become. A picture has to be chosen. */
type DrawnKind = Exclude<BackgroundKind, 'image'>
type Stop = Gradient['stops'][number]

export const isGradient = (background: Background): background is Gradient =>
  background.type === 'linear' || background.type === 'radial' || background.type === 'conic'

/** Colours at even distances, after one is added or removed. */
export function withStops<Kind extends Gradient>(background: Kind, stops: readonly Stop[]): Kind {
  const moved = stops.length !== background.stops.length
  const last = Math.max(stops.length - 1, 1)
  const even = (stop: Stop, index: number) => ({
    ...stop,
    offset: Math.round((index / last) * 1000) / 1000,
  })
  return { ...background, stops: moved ? stops.map(even) : [...stops] }
}

/** The area a background fills: one canvas, or a row of them; both sides in widths of a canvas. */
export type Area = { width: number; height: number }

/**
 * The background as another kind: what that kind had before, else its colours as far as possible. `undefined` for a
 * picture that was never chosen.
 */
export function changeKind(background: Background, kind: BackgroundKind, area: Area): Background | undefined {
  if (background.type === kind) return background
  const before = background.kept?.[kind]
  if (before !== undefined) return keepKinds(background, before)
  return kind === 'image' ? undefined : keepKinds(background, createKind(dropKept(background), kind, area))
}

function createKind(background: Background, kind: DrawnKind, { width, height }: Area): Background {
  const stops = listColourStops(background)
  const first = (stops[0]?.colour ?? '#ffffff').slice(0, 7)
  const second = (stops.at(-1)?.colour ?? darken(first)).slice(0, 7)
  switch (kind) {
    case 'colour':
      return { type: 'colour', colour: first }
    case 'linear':
      return { type: 'linear', angle: 165, stops }
    case 'radial': {
      // In the middle, a little above it, and reaching past the far corners whatever the shape of the canvas.
      const radius = Math.round(Math.hypot(width / 2, height * 0.6) * 1000) / 1000
      return { type: 'radial', x: width / 2, y: 0.45 * height, radius, stops }
    }
    case 'conic':
      return { type: 'conic', x: width / 2, y: 0.45 * height, angle: 0, stops: closeCircle(stops) }
    case 'mesh':
      return {
        type: 'mesh',
        colour: first,
        spots: listSpots([second, first, darken(second)], { width, height }),
      }
    case 'pattern':
      return {
        type: 'pattern',
        pattern: 'dots',
        colour: first,
        ink: `${second === first ? darken(first) : second}66`,
        size: 0.09,
        angle: 0,
      }
  }
}

function listColourStops(background: Background): Stop[] {
  if (isGradient(background)) return [...background.stops]
  const colours =
    background.type === 'mesh' && background.spots.length > 0
      ? [background.colour, ...background.spots.map(({ colour }) => colour.slice(0, 7))].slice(0, 5)
      : [background.colour, darken(background.colour)]
  return colours.map((colour, index) => ({ offset: index / (colours.length - 1), colour }))
}

/** Ends as it begins, so that no edge is seen where the circle closes. */
function closeCircle(stops: readonly Stop[]): Stop[] {
  const [first] = stops
  if (first === undefined || first.colour === stops.at(-1)?.colour) return [...stops]
  const drawnIn = stops.map((stop) => ({
    ...stop,
    offset: (stop.offset * stops.length) / (stops.length + 1),
  }))
  return [...drawnIn, { ...first, offset: 1 }]
}

const spotPlaces = [
  [0.15, 0.12, 0.75],
  [0.9, 0.35, 0.7],
  [0.3, 0.95, 0.8],
] as const

/** One spot a colour, spread over the area. */
function listSpots(colours: readonly string[], { width, height }: Area) {
  return spotPlaces.map(([x, y, radius], index) => ({
    x: x * width,
    y: Math.round(y * height * 1000) / 1000,
    radius: Math.round(radius * Math.sqrt(width * height) * 1000) / 1000,
    colour: colours[index % colours.length] ?? '#ffffff',
  }))
}
