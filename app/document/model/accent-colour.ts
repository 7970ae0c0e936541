import { measureLuminance } from './contrast.ts'
import type { TextStyle } from './schema.ts'

/** Accents that differ from the text beside them; used until the user has chosen one. */
const onDark = '#ffd166'
const onLight = '#2563eb'

/** The colour of `==accent==` text. A light text is on a dark background, and the other way round. */
export function pickAccentColour({
  colour,
  accentColour,
}: Pick<TextStyle, 'colour' | 'accentColour'>): string {
  return accentColour ?? (measureLuminance(colour) > 0.4 ? onDark : onLight)
}
