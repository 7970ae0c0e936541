import type { Background } from '../model/schema.ts'
import type { BackgroundDesign, Paint } from './template-set.ts'

export type Colours = Readonly<Record<string, string>>

/** `#rrggbb` or `#rrggbbaa` of a paint. Throws for a name that the set does not have. */
export function getPaint(colours: Colours, paint: Paint): string {
  const [name = '', alpha = ''] = paint.split('/')
  const colour = colours[name]
  if (colour === undefined) throw new Error(`The template set has no colour “${name}”.`)
  return `${colour}${alpha}`
}

export function paintBackground(
  design: BackgroundDesign,
  colours: Colours,
  canvasHeight: number,
): Background {
  if (typeof design === 'string') return { type: 'colour', colour: getPaint(colours, design) }
  const stops = design.stops.map((paint, index) => ({
    offset: index / Math.max(design.stops.length - 1, 1),
    colour: getPaint(colours, paint),
  }))
  if ('linear' in design) return { type: 'linear', angle: design.linear, stops }
  const [x, y, radius] = design.radial
  return { type: 'radial', x, y: y * canvasHeight, radius: radius * Math.max(canvasHeight, 0.8), stops }
}
