import type { Background } from '#app/document/model/schema.ts'
import type { AppscreenPicture } from './appscreen-pictures.ts'
import type { AppscreenBackground } from './appscreen-schema.ts'

type Options = {
  canvasHeight: number
  /** Of the canvas there. */
  widthPx: number
  findPicture: (source: string | null) => AppscreenPicture | undefined
}

export function convertBackground(
  background: AppscreenBackground,
  { canvasHeight, widthPx, findPicture }: Options,
): Background {
  const { type, solid, gradient, imageSrc, imageFit, imageBlur, overlayColor, overlayOpacity } = background
  const picture = type === 'image' ? findPicture(imageSrc) : undefined
  if (picture !== undefined) {
    return {
      type: 'image',
      media: picture.id,
      fit: imageFit === 'contain' || imageFit === 'stretch' ? imageFit : 'cover',
      colour: '#000000',
      ...(imageBlur > 0 ? { blur: Math.min(imageBlur / widthPx, 1) } : {}),
      ...(overlayOpacity > 0 ? { overlay: withOpacity(overlayColor, overlayOpacity) } : {}),
      ...(background.noise ? { noise: clamp(background.noiseIntensity / 100) } : {}),
    }
  }
  if (type === 'solid' || gradient.stops.length < 2) return { type: 'colour', colour: solid }
  return { type: 'linear', ...convertGradient(gradient, canvasHeight) }
}

type Stop = { offset: number; colour: string }

/**
 * There a line runs through the middle to a whole width and height on either side, so that half of it is seen; here it ends at
 * the corners. Colours at the ends are those that were seen there.
 */
export function convertGradient(
  { angle, stops }: AppscreenBackground['gradient'],
  canvasHeight: number,
): { angle: number; stops: Stop[] } {
  const radians = (angle * Math.PI) / 180
  const [dx, dy] = [Math.cos(radians), Math.sin(radians) * canvasHeight]
  const halfThere = Math.hypot(dx, dy)
  const [ux, uy] = [dx / halfThere, dy / halfThere]
  const halfHere = (Math.abs(ux) + Math.abs(uy) * canvasHeight) / 2
  const placed = stops
    .map(({ color, position }) => ({
      offset: 0.5 + ((position / 100 - 0.5) * halfThere) / halfHere,
      colour: color,
    }))
    .sort((a, b) => a.offset - b.offset)
  const inside = placed.filter(({ offset }) => offset > 0 && offset < 1).slice(0, 14)
  const end = (offset: number) => ({ offset, colour: mixAt(placed, offset) })
  const degrees = (Math.atan2(ux, -uy) * 180) / Math.PI
  return { angle: Math.round((degrees + 360) % 360), stops: [end(0), ...inside, end(1)] }
}

function mixAt(stops: readonly Stop[], at: number): string {
  const before = stops.findLast(({ offset }) => offset <= at) ?? stops[0]
  const after = stops.find(({ offset }) => offset >= at) ?? stops.at(-1)
  if (before === undefined || after === undefined) return '#000000'
  const span = after.offset - before.offset
  const share = span <= 0 ? 0 : (at - before.offset) / span
  const channel = (colour: string, index: number) => Number.parseInt(colour.slice(index, index + 2), 16)
  const mixed = [1, 3, 5].map((index) => {
    const value = channel(before.colour, index) * (1 - share) + channel(after.colour, index) * share
    return Math.round(value).toString(16).padStart(2, '0')
  })
  return `#${mixed.join('')}`
}

/** `#rrggbb` and percent as `#rrggbbaa`. */
export function withOpacity(colour: string, percent: number): string {
  const alpha = Math.round(clamp(percent / 100) * 255)
  return alpha === 255 ? colour : `${colour}${alpha.toString(16).padStart(2, '0')}`
}

export const clamp = (share: number): number => Math.min(Math.max(share, 0), 1)
