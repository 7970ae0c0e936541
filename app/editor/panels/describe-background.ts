import type { Background } from '#app/document/model/schema.ts'

/** CSS for a swatch; the stage and the export draw the typed value, never this. */
export function describeBackground(background: Background): string {
  switch (background.type) {
    case 'colour':
    case 'image':
      return background.colour
    case 'linear':
      return `linear-gradient(${background.angle}deg, ${listStops(background.stops)})`
    case 'radial':
      return `radial-gradient(circle at 50% 40%, ${listStops(background.stops)})`
  }
}

function listStops(stops: ReadonlyArray<{ offset: number; colour: string }>): string {
  return stops.map(({ offset, colour }) => `${colour} ${offset * 100}%`).join(', ')
}
