import { measureContrast } from '../model/contrast.ts'
import type { Background } from '../model/schema.ts'
import { listBackgroundColours } from './background-colours.ts'

export const darkText = '#17171a'
export const lightText = '#ffffff'

/** The minimum contrast of a caption with all of its background (WCAG 1.4.3). */
export const readableContrast = 4.5

/** White or near-black, whichever has more contrast with all of the background. */
export function pickTextColour(background: Background): string {
  return worstContrast(lightText, background) >= worstContrast(darkText, background) ? lightText : darkText
}

/**
 * The contrast with the colour of the background that is nearest to the text's; a picture counts by the colour behind
 * it.
 */
export function worstContrast(colour: string, background: Background): number {
  return Math.min(...listBackgroundColours(background).map((other) => measureContrast(colour, other)))
}
