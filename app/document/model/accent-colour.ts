import { measureLuminance } from './contrast.ts'
import type { TextStyle } from './schema.ts'

/** Stand out from the text beside them; used until the person has chosen an accent. */
const onDark = '#ffd166'
const onLight = '#2563eb'

/** The colour of `==accent==` words. A light text stands on something dark, and the other way round. */
export function pickAccentColour({
  colour,
  accentColour,
}: Pick<TextStyle, 'colour' | 'accentColour'>): string {
  return accentColour ?? (measureLuminance(colour) > 0.4 ? onDark : onLight)
}
