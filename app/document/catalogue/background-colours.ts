import { mixOver } from '../model/mix-colours.ts'
import type { Background } from '../model/schema.ts'

/** The colours that a background is made of, opaque; of a picture only what is known without it. */
export function listBackgroundColours(background: Background): readonly string[] {
  switch (background.type) {
    case 'colour':
      return [background.colour]
    case 'linear':
    case 'radial':
    case 'conic':
      return background.stops.map(({ colour }) => colour)
    case 'mesh':
      return [background.colour, ...background.spots.map(({ colour }) => mixOver(colour, background.colour))]
    case 'pattern':
      return [background.colour, mixOver(background.ink, background.colour)]
    case 'image':
      return [
        background.overlay === undefined
          ? background.colour
          : mixOver(background.overlay, background.colour.slice(0, 7)),
      ]
  }
}
